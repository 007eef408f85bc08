//! What the card says of coupons: how many can be used, and how soon the first ends. Kept as the card is, it is never stale.

use super::{claim, held, start_with_coupons, ten, today, wallet};
use crate::support::{Member, TestApp};
use crate::till::quotes::use_up;
use chrono::TimeDelta;
use serde_json::{Value, json};

fn in_hand(member: &Member<'_>) -> Value {
    member.card()["coupons"].clone()
}

fn counts(member: &Member<'_>) -> (Value, Value, Value) {
    let said = in_hand(member);
    (said["usable"].clone(), said["ending"].clone(), said["first_end"].clone())
}

#[test]
fn the_card_counts_what_can_be_used_and_names_the_first_day_on_which_something_ends() {
    let app = start_with_coupons(
        &[ten("near", "days = 2", ""), ten("nearer", "days = 1", ""), ten("later", "", "points = 100")].concat(),
    );
    let member = app.join("18620000001");
    assert_eq!(counts(&member), (json!(2), json!(0), Value::Null), "what new members are given");
    claim(&member, "near").expect(200);
    claim(&member, "nearer").expect(200);
    assert_eq!(counts(&member), (json!(4), json!(2), json!(today().plus_days(1).to_string())));
    use_up(&app, &member, held(&member, "nearer").unwrap()["id"].as_str().unwrap());
    assert_eq!(counts(&member), (json!(3), json!(1), json!(today().plus_days(2).to_string())));
}

#[test]
fn what_a_till_keeps_is_not_counted_until_the_clock_lets_it_go() {
    let app = start_with_coupons(&ten("one", "", ""));
    let member = app.join("18620000002");
    claim(&member, "one").expect(200);
    let till = app.till("wukang");
    let line = json!({ "item": "1", "class": "regular", "quantity": 1, "price": 10_000 });
    let quote = json!({ "number": "q", "member": member.number, "lines": [line], "coupons": "best" });
    let quoted = till.post("/till/v1/quotes", &quote).expect(201).json;
    assert_eq!(quoted["coupons"].as_array().unwrap().len(), 3, "{quoted}");
    assert_eq!(in_hand(&member), Value::Null);
    app.advance(TimeDelta::minutes(14));
    assert_eq!(in_hand(&member), Value::Null);
    app.advance(TimeDelta::minutes(1));
    assert_eq!(counts(&member).0, json!(3), "nothing was written of the member since");
}

#[test]
fn what_cannot_be_used_yet_or_by_this_tier_is_not_counted() {
    let later = format!("from = \"{}\"", today().plus_days(10));
    let app = start_with_coupons(&[ten("later", &later, ""), ten("high", "tier = \"suren\"", "")].concat());
    let member = app.join("18620000003");
    claim(&member, "later").expect(200);
    let till = app.till("wukang");
    let sale = till.sell(&member.number, "1", 49_900);
    claim(&member, "high").expect(200);
    let with_tier = wallet(&member).len();
    assert_eq!(counts(&member).0, json!(with_tier - 1), "all but the later one");
    till.refund(&sale, "r", 49_900).expect(201);
    assert_eq!(counts(&member).0, json!(2), "what new members are given");
}

#[test]
fn without_any_that_can_be_used_the_card_is_silent_and_the_way_to_them_stays() {
    let app = TestApp::start();
    let member = app.join("18620000004");
    app.place.sql("UPDATE coupons SET voided_at = given_at, void_reason = 'x'");
    assert_eq!(in_hand(&member), Value::Null);
    assert_eq!(app.get("/api/v1/boot").expect(200).json["has"]["coupons"], true);
}
