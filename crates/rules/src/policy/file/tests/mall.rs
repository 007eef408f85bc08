//! What `[mall]` says goes together.

use super::{SMALL, problems};

#[test]
fn express_needs_a_fee_and_an_open_shop() {
    let express = |text: &str| format!("{SMALL}\n[mall]\nexpress = {{ {text} }}\n");
    let store = "one";
    assert_eq!(problems(&express(&format!("store = \"{store}\", yuan = 0"))), [""; 0]);
    let problems_of = |text: &str| -> Vec<String> {
        problems(&express(text)).iter().map(|problem| problem.split_once(": ").unwrap().1.to_owned()).collect()
    };
    assert_eq!(
        problems_of(&format!("store = \"{store}\"")),
        ["mall.express: has no fee, so nobody could choose it – add yuan, points or both; yuan = 0 sends for nothing"]
    );
    assert_eq!(
        problems_of(&format!("store = \"{store}x\", points = 1")),
        [format!("mall.express.store: there is no open shop `{store}x` – did you mean `{store}`?")]
    );
    assert_eq!(
        problems_of(&format!("store = \"{store}\", points = 0")),
        ["mall.express.points: 0 is below 1 – write a whole number from 1 to 1000000"]
    );
}
