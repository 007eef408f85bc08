//! `POST /till/v1/sales`

use crate::support::{TestApp, sale};
use serde_json::{Value, json};

const SALES: &str = "/till/v1/sales";

#[test]
fn a_sale_moves_spend_tier_and_points_together() {
    let app = TestApp::start();
    let member = app.join("18900000001");
    let till = app.till("wukang");
    let first = till.post(SALES, &sale(&member.number, "a", 99_900)).expect(201).json;
    assert_eq!(
        (&first["earned"], &first["points"]),
        (&json!(999), &json!(999)),
        "at the multiplier of the tier before"
    );
    assert_eq!((&first["tier_before"], &first["tier"]), (&json!("xiaobai"), &json!("daren")));
    let second = till.post(SALES, &sale(&member.number, "b", 10_000)).expect(201).json;
    assert_eq!((&second["earned"], &second["points"]), (&json!(150), &json!(1149)));
    app.place.run(&["ledger", "verify"]);
}

#[test]
fn a_sale_of_days_before_the_member_joined_is_told_to_the_till() {
    let app = TestApp::start();
    let member = app.join("18900000009");
    let till = app.till("wukang");
    let sold = |number: &str, days: i64| {
        let mut body = sale(&member.number, number, 1000);
        body["at"] = json!((app.now() - chrono::TimeDelta::days(days)).to_rfc3339());
        till.post(SALES, &body).expect(201).json
    };
    assert_eq!(sold("a", 20)["days_before_joining"], 20);
    assert_eq!(sold("b", 0).get("days_before_joining"), None);
    assert_eq!(member.points(), 20);
}

#[test]
fn amounts_that_are_negative_huge_or_do_not_add_up_book_nothing() {
    let app = TestApp::start();
    let member = app.join("18900000002");
    let till = app.till("wukang");
    let good = sale(&member.number, "x", 1000);
    let with = |change: &dyn Fn(&mut Value)| {
        let mut request = good.clone();
        change(&mut request);
        till.post(SALES, &request)
    };
    for wrong in [-1, -1000, 10_000_000_001, i64::MAX, i64::MIN] {
        with(&|sale| sale["paid"] = json!(wrong)).refused(422, "invalid_fields");
        let refused = with(&|sale| sale["lines"][0]["list"] = json!(wrong)).refused(422, "invalid_fields");
        assert_eq!(refused.json["fields"][0]["field"], "lines[0].list");
    }
    for quantity in [0, -1, i64::MAX] {
        with(&|sale| sale["lines"][0]["quantity"] = json!(quantity)).refused(422, "invalid_fields");
    }
    let off = with(&|sale| sale["lines"][0]["list"] = json!(1001)).refused(422, "amounts_disagree");
    assert_eq!((&off.json["figures"]["list_fen"], &off.json["figures"]["paid_fen"]), (&json!(1001), &json!(1000)));
    with(&|sale| sale["paid"] = json!(999)).refused(422, "amounts_disagree");
    with(&|sale| sale["lines"] = json!([])).refused(422, "invalid_fields");
    with(&|sale| sale["number"] = json!("../1")).refused(422, "invalid_fields");
    with(&|sale| sale["at"] = json!("2999-01-01T00:00:00Z")).refused(422, "invalid_fields");
    with(&|sale| sale["at"] = json!("2001-01-01T00:00:00Z")).refused(422, "invalid_fields");
    let class = with(&|sale| sale["lines"][0]["class"] = json!("gold")).refused(422, "invalid_fields");
    assert_eq!(class.json["fields"][0]["field"], "lines[0].class");
    for wrong in [json!(1.5), json!("1000"), json!(null), json!(true), json!(1e30)] {
        with(&|sale| sale["paid"] = wrong.clone()).refused(400, "malformed_body");
    }
    assert_eq!(app.place.number("SELECT COUNT(*) FROM sales"), 0);
    assert_eq!(member.points(), 0);
    till.post(SALES, &good).expect(201);
}

#[test]
fn an_unknown_member_is_said_to_be_unknown() {
    let app = TestApp::start();
    let till = app.till("wukang");
    till.post(SALES, &sale("6901000000008", "x", 100)).refused(422, "invalid_fields");
    let nobody = shuke_rules::number::CardNumber::issue("690", 1, "00", 77).unwrap();
    till.post(SALES, &sale(nobody.as_str(), "x", 100)).refused(404, "member_unknown");
}

#[test]
fn the_same_number_is_one_sale_in_a_shop_and_another_in_the_next() {
    let app = TestApp::start();
    let member = app.join("18900000003");
    let till = app.till("wukang");
    till.sell(&member.number, "7", 100);
    till.post(SALES, &sale(&member.number, "7", 100)).refused(409, "sale_exists");
    till.post(SALES, &sale(&member.number, "7", 200)).refused(409, "sale_exists");
    app.till("wukang").post(SALES, &sale(&member.number, "7", 100)).refused(409, "sale_exists");
    app.till("hefang").sell(&member.number, "7", 100);
    assert_eq!(member.points(), 2);
}

#[test]
fn a_sale_of_yesterday_counts_as_of_yesterday() {
    let app = TestApp::start();
    let member = app.join("18900000004");
    let mut late = sale(&member.number, "late", 5000);
    let at = chrono::Utc::now() - chrono::Duration::days(3);
    late["at"] = json!(at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
    app.till("wukang").post(SALES, &late).expect(201);
    let receipt = &member.get("/api/v1/me/receipts").json["receipts"][0];
    assert_eq!(receipt["at"], late["at"]);
    assert_eq!(member.points(), 50);
}
