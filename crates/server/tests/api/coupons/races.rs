//! What happens at the same time, against the running server.

use super::{PATH, claim, count, everything_adds_up, start_with_coupons, ten};
use crate::support::{Member, at_once};
use serde_json::json;

fn of(statuses: &[u16], status: u16) -> usize {
    statuses.iter().filter(|one| **one == status).count()
}

#[test]
fn the_last_coupon_goes_to_exactly_one_of_sixty_four_members() {
    let app = start_with_coupons(&ten("last", "stock = 1", ""));
    let bought: Vec<String> = (0..64).map(|n| format!("c{n},2026-01-02,100")).collect();
    let file = app.place.directory.join("purchases.csv");
    std::fs::write(&file, format!("who,day,paid\n{}\n", bought.join("\n"))).unwrap();
    let columns = ["--customer", "who", "--date", "day", "--amount", "paid"];
    app.place.run(&[&["import", "purchases", file.to_str().unwrap()], columns.as_slice()].concat());
    let members: Vec<Member<'_>> = (0..64).map(|n| app.sign_in_as(&format!("c{n}"))).collect();
    let statuses = at_once(members.iter().map(|member| || claim(member, "last").status));
    assert_eq!((of(&statuses, 200), of(&statuses, 409)), (1, 63), "{statuses:?}");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM coupons WHERE template_id = 'last'"), 1);
    everything_adds_up(&app);
}

#[test]
fn sixty_four_claims_of_one_members_second_give_none() {
    let app = start_with_coupons(&ten("one", "stock = 500\nper_member = 1", ""));
    let member = app.join("18650000001");
    claim(&member, "one").expect(200);
    let statuses = at_once((0..64).map(|_| || claim(&member, "one").status));
    assert_eq!(of(&statuses, 422), 64, "{statuses:?}");
    assert_eq!(count(&member, "one"), 1);
    everything_adds_up(&app);
}

#[test]
fn sixty_four_first_claims_of_one_member_give_one_and_take_its_points_once() {
    let app = start_with_coupons(&ten("one", "stock = 500\nper_member = 1", "points = 10"));
    let member = app.join("18650000002");
    app.till("wukang").sell(&member.number, "1", 100_000);
    let statuses = at_once((0..64).map(|_| || member.post(PATH, &json!({ "template": "one", "points": 10 })).status));
    assert_eq!((of(&statuses, 200), of(&statuses, 422)), (1, 63), "{statuses:?}");
    assert_eq!((count(&member, "one"), member.points()), (1, 990));
    everything_adds_up(&app);
}

#[test]
fn reading_the_wallet_from_everywhere_gives_what_is_due_once() {
    let app = start_with_coupons("");
    let member = app.join("18650000003");
    app.till("wukang").sell(&member.number, "1", 99_900);
    let works = (0..32).map(|_| || member.get(PATH).expect(200).json["coupons"].as_array().unwrap().len());
    let seen = at_once(works);
    assert!(seen.iter().all(|coupons| *coupons == 5), "{seen:?}");
    everything_adds_up(&app);
}
