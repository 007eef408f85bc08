//! `POST /till/v1/sales/{id}/refunds`

use crate::support::{TestApp, refund};
use serde_json::json;

#[test]
fn a_refund_takes_points_back_and_undoes_the_tier_that_the_sale_won() {
    let app = TestApp::start();
    let member = app.join("18800000001");
    let till = app.till("wukang");
    let id = till.sell(&member.number, "1", 60_000);
    assert_eq!(member.card()["standing"]["tier"], "suren");
    let part = till.refund(&id, "1r", 20_000).expect(201).json;
    assert_eq!((&part["taken_back"], &part["shortfall"], &part["points"]), (&json!(200), &json!(0), &json!(400)));
    assert_eq!((&part["tier_before"], &part["tier"]), (&json!("suren"), &json!("xiaobai")));
    let card = member.card();
    assert_eq!((&card["points"], &card["standing"]["tier"]), (&json!(400), &json!("xiaobai")));
    assert_eq!(card["last_step"]["why"]["kind"], "refund");
    let receipt = member.get(&format!("/api/v1/me/receipts/{id}")).json;
    assert_eq!((&receipt["refunded"], &receipt["taken_back"]), (&json!(20_000), &json!(200)));
    assert_eq!(receipt["refunds"][0]["tier_undone"], json!(["suren", "xiaobai"]));
}

#[test]
fn a_refund_says_what_it_is_short_of_itself_and_beside_it_all_that_is_owed() {
    let app = TestApp::start();
    crate::mall::offer(&app, &[("cup", "goods,500,,9,9,,,,,yes,")]);
    let (member, till) = (app.join("18800000029"), app.till("wukang"));
    let (first, second) = (till.sell(&member.number, "1", 30_000), till.sell(&member.number, "2", 20_000));
    let cup = json!({ "item": "cup", "way": "pick_up", "store": "wukang", "price": { "points": 500, "fen": 0 } });
    member.post("/api/v1/me/orders", &cup).expect(200);
    let told =
        |refund: serde_json::Value| ["taken_back", "shortfall", "debt", "points"].map(|name| refund[name].clone());
    let one = told(till.refund(&first, "1r", 30_000).expect(201).json);
    assert_eq!(one, [300, 300, 300, -300].map(|points| json!(points)));
    let two = told(till.refund(&second, "2r", 20_000).expect(201).json);
    assert_eq!(two, [200, 200, 500, -500].map(|points| json!(points)));
    for (sale, short) in [(&first, 300), (&second, 200)] {
        let receipt = member.get(&format!("/api/v1/me/receipts/{sale}")).json;
        assert_eq!(receipt["refunds"][0]["shortfall"], short, "{receipt}");
    }
    let ledger = member.get("/api/v1/me/ledger").json;
    assert_eq!((&member.card()["debt"], &ledger["debt"]), (&json!(500), &json!(500)));
    app.place.run(&["audit"]);
}

#[test]
fn more_than_is_left_is_refused_with_what_is_left() {
    let app = TestApp::start();
    let member = app.join("18800000002");
    let till = app.till("wukang");
    let id = till.sell(&member.number, "1", 1000);
    let too_much = till.refund(&id, "r1", 1001).refused(422, "refund_too_large");
    assert_eq!(too_much.json["figures"]["left_fen"], 1000);
    till.refund(&id, "r2", 400).expect(201);
    assert_eq!(till.refund(&id, "r3", 601).refused(422, "refund_too_large").json["figures"]["left_fen"], 600);
    till.refund(&id, "r4", 600).expect(201);
    till.refund(&id, "r5", 1).refused(422, "refund_too_large");
    assert_eq!(member.points(), 0);
}

#[test]
fn lines_that_do_not_exist_or_come_twice_and_amounts_that_are_none_are_refused() {
    let app = TestApp::start();
    let member = app.join("18800000003");
    let till = app.till("wukang");
    let path = format!("/till/v1/sales/{}/refunds", till.sell(&member.number, "1", 1000));
    let lines = [
        json!([]),
        json!([{ "line": 1, "amount": 100 }]),
        json!([{ "line": 0, "amount": 0 }]),
        json!([{ "line": 0, "amount": -100 }]),
        json!([{ "line": 0, "amount": 100 }, { "line": 0, "amount": 100 }]),
    ];
    for lines in lines {
        till.post(&path, &json!({ "number": "r", "lines": lines })).refused(422, "invalid_fields");
    }
    for wrong in [json!([{ "line": -1, "amount": 100 }]), json!([{ "line": 0.5, "amount": 100 }])] {
        till.post(&path, &json!({ "number": "r", "lines": wrong })).refused(400, "malformed_body");
    }
    let huge = json!([{ "line": 0, "amount": i64::MAX }]);
    let refused = till.post(&path, &json!({ "number": "r", "lines": huge }));
    assert_eq!(refused.status, 422, "{}", refused.text());
    till.post(&path, &json!({ "number": "a b", "lines": [{ "line": 0, "amount": 1 }] })).refused(422, "invalid_fields");
    assert_eq!(member.points(), 10);
}

#[test]
fn another_shops_till_cannot_refund_a_sale_or_see_that_it_exists() {
    let app = TestApp::start();
    let member = app.join("18800000004");
    let (own, other) = (app.till("wukang"), app.till("hefang"));
    let id = own.sell(&member.number, "1", 1000);
    let refused = other.refund(&id, "r", 100).refused(404, "sale_unknown");
    let never_was = other.refund("424242", "r2", 100).refused(404, "sale_unknown");
    assert_eq!(refused.json["message"], never_was.json["message"]);
    for id in ["x", "-1", "99999999999999999999", "1%27"] {
        own.refund(id, "r3", 100).refused(404, "sale_unknown");
    }
    assert_eq!(member.points(), 10);
}

#[test]
fn the_same_number_is_one_refund() {
    let app = TestApp::start();
    let member = app.join("18800000005");
    let till = app.till("wukang");
    let path = format!("/till/v1/sales/{}/refunds", till.sell(&member.number, "1", 1000));
    let ask = till.ask(&path).key("r").json(&refund("r", 300));
    let first = ask.send().expect(201);
    let again = ask.send().expect(201);
    assert_eq!((first.json, again.header("idempotency-replayed")), (again.json.clone(), Some("true")));
    till.post(&path, &refund("r", 300)).refused(409, "refund_exists");
    assert_eq!(member.points(), 7);
}

#[test]
fn who_left_can_still_be_given_their_money_back() {
    let app = TestApp::start();
    let member = app.join("18800000006");
    let till = app.till("wukang");
    let id = till.sell(&member.number, "1", 1000);
    member.post("/api/v1/me/close", &json!({ "last_four": member.number[9..] })).expect(200);
    till.refund(&id, "r", 1000).expect(201);
}
