//! What is given by itself, as the policy says, was edited to say, and could be made to say.

use super::{count, everything_adds_up, template};

const OFF: &str = "effect = { kind = \"amount_off\", yuan = 10 }";

fn grant(id: &str, keys: &str) -> String {
    format!("[[grants]]\nid = \"{id}\"\n{keys}\n")
}

#[test]
fn several_grants_of_one_coupon_give_the_most_that_one_of_them_gives() {
    let app = super::start_with_coupons(
        &[
            template("joined", OFF),
            template("monthly", OFF),
            grant("first", "coupon = \"joined\"\non = \"joining\""),
            grant("second", "coupon = \"joined\"\non = \"joining\"\ncount = 2"),
            grant("each", "coupon = \"monthly\"\non = \"tier\"\nper = \"month\"\ntiers = [\"suren\", \"daren\"]"),
            grant("more", "coupon = \"monthly\"\non = \"tier\"\nper = \"month\"\ntiers = [\"daren\"]\ncount = 2"),
        ]
        .concat(),
    );
    let (member, till) = (app.join("18670000001"), app.till("wukang"));
    assert_eq!((count(&member, "joined"), count(&member, "monthly")), (2, 0));
    till.sell(&member.number, "1", 49_900);
    assert_eq!(count(&member, "monthly"), 1);
    till.sell(&member.number, "2", 50_000);
    assert_eq!(count(&member, "monthly"), 2);
    everything_adds_up(&app);
}
