//! Registering a piece, once, and what comes of a purchase that came back.

use super::{buy, made, piece};
use crate::support::{Member, Reply, TestApp, at_once};
use serde_json::{Value, json};

/// What registering brings, as the example brand's policy says.
const POINTS: i64 = 20;

fn register(member: &Member<'_>, code: &str, receipt: Option<&str>) -> Reply {
    let body = receipt.map_or_else(|| json!({}), |receipt| json!({ "receipt": receipt }));
    member.post(&format!("/api/v1/me/item-codes/{code}/register"), &body)
}

fn of(member: &Member<'_>, code: &str) -> Value {
    member.get(&format!("/api/v1/item-codes/{code}")).expect(200).json
}

#[test]
fn the_first_who_comes_owns_it_and_nobody_registers_it_again() {
    let app = TestApp::start();
    let (first, second) = (app.join("18700000001"), app.join("18700000002"));
    let code = made(&app, "3001", 1).remove(0);
    let before = first.points();
    let own = register(&first, &code, None).expect(200).json;
    assert_eq!(
        (&own["owner"], &own["own"]["how"], &own["own"]["points"]),
        (&json!("you"), &json!("first_come"), &json!(0))
    );
    assert_eq!(own["own"]["bought"], json!(app.today().to_string()));
    assert_eq!(own["own"]["warranty_until"], json!(app.today().plus_months(12).to_string()));
    assert_eq!(first.points(), before, "nobody earns by what stands on a shelf");
    register(&first, &code, None).refused(409, "piece_registered");
    register(&second, &code, None).refused(409, "piece_registered");
    let others = of(&second, &code);
    assert_eq!(
        (&others["owner"], &others["own"], &others["register"]),
        (&json!("another"), &Value::Null, &Value::Null)
    );
    assert_eq!(piece(&app, &code)["owner"], "another");
    app.post(&format!("/api/v1/me/item-codes/{code}/register"), &json!({})).refused(401, "sign_in_required");
    first.post("/api/v1/me/item-codes/nothing/register", &json!({})).refused(404, "not_found");
}

#[test]
fn a_receipt_is_good_for_as_many_pieces_as_stand_on_it_and_for_no_other_member() {
    let app = TestApp::start();
    let (buyer, other) = (app.join("18700000011"), app.join("18700000012"));
    let codes = made(&app, "3001", 4);
    let sale = buy(&app.till("wukang"), &buyer.number, "s1", "3001", 2);
    let elsewhere = buy(&app.till("wukang"), &buyer.number, "s2", "9999", 1);
    register(&buyer, &codes[0], Some(&elsewhere)).refused(422, "receipt_unfit");
    for nonsense in ["0", "x", "999999"] {
        register(&buyer, &codes[0], Some(nonsense)).refused(422, "receipt_unfit");
    }
    register(&other, &codes[0], Some(&sale)).refused(422, "receipt_unfit");
    let offered = of(&buyer, &codes[0])["register"].clone();
    assert_eq!((offered["receipts"].as_array().unwrap().len(), &offered["receipts"][0]["id"]), (1, &json!(sale)));
    for code in &codes[..2] {
        let own = register(&buyer, code, Some(&sale)).expect(200).json;
        assert_eq!((&own["own"]["how"], &own["own"]["bought"]), (&json!("receipt"), &json!(app.today().to_string())));
    }
    let refused = register(&buyer, &codes[2], Some(&sale)).refused(422, "receipt_unfit").json;
    assert_eq!(refused["figures"]["pieces"], 2);
    assert_eq!(of(&buyer, &codes[2])["register"]["receipts"], json!([]));
}

#[test]
fn where_the_policy_wants_a_receipt_nobody_comes_first() {
    let app = TestApp::start();
    let member = app.join("18700000021");
    let code = made(&app, "3001", 1).remove(0);
    let policy = std::fs::read_to_string(crate::support::brand()).unwrap();
    app.place.apply(&policy.replace("[item_codes]\n", "[item_codes]\nfirst_come = false\n"));
    let refused = register(&member, &code, None).refused(422, "receipt_needed").json;
    assert!(refused["rule"].as_str().unwrap().contains("receipt"), "{refused}");
    assert_eq!(of(&member, &code)["register"]["first_come"], false);
    let sale = buy(&app.till("wukang"), &member.number, "s1", "3001", 1);
    register(&member, &code, Some(&sale)).expect(200);
}

#[test]
fn a_code_that_was_seen_too_often_is_registered_by_a_receipt_alone() {
    let app = TestApp::start();
    let member = app.join("18700000031");
    let code = made(&app, "3001", 1).remove(0);
    let day = app.today();
    for city in ["A", "B", "C"] {
        app.place.sql(&format!(
            "INSERT INTO item_sightings (code, day, city, at, seal) VALUES ('{code}', '{day}', '{city}', 1, '')"
        ));
    }
    register(&member, &code, None).refused(422, "receipt_needed");
    let sale = buy(&app.till("wukang"), &member.number, "s1", "3001", 1);
    register(&member, &code, Some(&sale)).expect(200);
}

#[test]
fn of_all_who_register_at_once_one_owns_it_and_one_entry_stands_for_it() {
    let app = TestApp::start();
    let members: Vec<_> = (0..8).map(|n| app.join(&format!("1870000004{n}"))).collect();
    let code = made(&app, "3001", 1).remove(0);
    let done = at_once(members.iter().map(|member| || register(member, &code, None).status));
    assert_eq!(done.iter().filter(|status| **status == 200).count(), 1, "{done:?}");
    assert!(done.iter().all(|status| matches!(status, 200 | 409)), "{done:?}");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM item_registrations"), 1);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM ledger WHERE kind = 'registered'"), 0);
    app.place.run(&["audit"]);
}

#[test]
fn a_receipt_brings_points_once_a_piece() {
    let app = TestApp::start();
    let buyer = app.join("18700000071");
    let code = made(&app, "3001", 1).remove(0);
    let sale = buy(&app.till("wukang"), &buyer.number, "s1", "3001", 1);
    let before = buyer.points();
    let replies = at_once((0..8).map(|_| || register(&buyer, &code, Some(&sale)).status));
    assert_eq!(replies.iter().filter(|status| **status == 200).count(), 1, "{replies:?}");
    assert_eq!((buyer.points() - before, &of(&buyer, &code)["own"]["points"]), (POINTS, &json!(POINTS)));
    assert_eq!(app.place.number("SELECT COUNT(*) FROM ledger WHERE kind = 'registered'"), 1);
    app.place.run(&["audit"]);
}

#[test]
fn of_two_pieces_the_one_comes_back_that_its_buyer_still_has() {
    let app = TestApp::start();
    let (buyer, friend, till) = (app.join("18700000072"), app.join("18700000073"), app.till("wukang"));
    let codes = made(&app, "3001", 3);
    let sale = buy(&till, &buyer.number, "s1", "3001", 2);
    for code in &codes[..2] {
        register(&buyer, code, Some(&sale)).expect(200);
    }
    let path = |code: &str, act: &str| format!("/api/v1/me/item-codes/{code}/{act}");
    let offered = buyer.post(&path(&codes[0], "offer"), &json!({})).expect(200).json;
    friend.post(&path(&codes[0], "take"), &json!({ "code": offered["own"]["offer"]["code"] })).expect(200);
    // What was given away still stands for its piece of the receipt.
    register(&buyer, &codes[2], Some(&sale)).refused(422, "receipt_unfit");
    till.refund(&sale, "r1", 12_800).expect(201);
    assert_eq!((&of(&friend, &codes[0])["owner"], &of(&buyer, &codes[1])["owner"]), (&json!("you"), &json!("nobody")));
    // What is back on the shelf is not taken from there.
    register(&buyer, &codes[1], None).refused(422, "receipt_needed");
    till.refund(&sale, "r2", 12_800).expect(201);
    assert_eq!(of(&friend, &codes[0])["owner"], "nobody");
    app.place.run(&["audit"]);
}

#[test]
fn a_warranty_stays_as_it_was_promised_whatever_the_policy_says_later_and_whoever_has_the_piece() {
    let app = TestApp::start();
    let (first, second) = (app.join("18700000074"), app.join("18700000075"));
    let code = made(&app, "3001", 1).remove(0);
    let until = json!(app.today().plus_months(12).to_string());
    assert_eq!(register(&first, &code, None).expect(200).json["own"]["warranty_until"], until);
    let policy = std::fs::read_to_string(crate::support::brand()).unwrap();
    app.place.apply(&policy.replace("[item_codes]\n", "[item_codes]\nwarranty_months = 1\n"));
    assert_eq!(of(&first, &code)["own"]["warranty_until"], until);
    app.advance_days(40);
    first.post("/api/v1/me/close", &json!({ "last_four": &first.number[9..] })).expect(200);
    let own = register(&second, &code, None).expect(200).json;
    assert_eq!(own["own"]["bought"], json!(app.today().minus_days(40).to_string()), "it does not begin anew");
    app.place.run(&["audit"]);
}

#[test]
fn the_brand_ends_a_registration_and_its_owner_is_told() {
    let app = TestApp::start();
    let (member, other) = (app.join("18700000076"), app.join("18700000077"));
    let code = made(&app, "3001", 1).remove(0);
    register(&member, &code, None).expect(200);
    app.place.run(&["item-codes", "release", &code]);
    assert_eq!(of(&member, &code)["owner"], "nobody");
    let told = member.get("/api/v1/me/inbox").expect(200).text();
    assert!(told.contains("茶壶的登记由品牌取消了"), "{told}");
    register(&other, &code, None).expect(200);
    app.place.run(&["audit"]);
}

#[test]
fn a_right_code_is_read_whatever_was_tried_at_the_same_address() {
    let app = TestApp::start();
    let code = made(&app, "3001", 1).remove(0);
    let tried: Vec<u16> =
        (0..40).map(|n| app.get(&format!("/api/v1/item-codes/ZZZZZZZZZZZZZZ{n:02}")).status).collect();
    assert_eq!(tried.last(), Some(&429), "{tried:?}");
    assert_eq!(piece(&app, &code)["owner"], "nobody");
}

#[test]
fn what_comes_back_is_nobodys_again_and_its_points_go_back_once() {
    let app = TestApp::start();
    let (buyer, next) = (app.join("18700000051"), app.join("18700000052"));
    let till = app.till("wukang");
    let codes = made(&app, "3001", 2);
    let sale = buy(&till, &buyer.number, "s1", "3001", 2);
    for code in &codes {
        register(&buyer, code, Some(&sale)).expect(200);
    }
    let goodwill = buyer.points();
    till.refund(&sale, "r0", 500).expect(201);
    assert_eq!(of(&buyer, &codes[1])["owner"], "you", "a part of the price takes no piece away");
    till.refund(&sale, "r1", 12_800).expect(201);
    assert_eq!((&of(&buyer, &codes[0])["owner"], &of(&buyer, &codes[1])["owner"]), (&json!("you"), &json!("nobody")));
    assert!(buyer.points() < goodwill - POINTS, "the points of both are gone: of the purchase and of registering");
    let told = buyer.get("/api/v1/me/inbox").expect(200).text();
    assert!(told.contains("茶壶已退货，登记随之取消。"), "{told}");
    till.refund(&sale, "r2", 12_300).expect(201);
    assert_eq!(of(&buyer, &codes[0])["owner"], "nobody");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM ledger WHERE kind = 'registered_undone'"), 2);
    // Whoever buys it next registers it by the receipt, and it brings nothing more.
    register(&next, &codes[0], None).refused(422, "receipt_needed");
    let sale = buy(&till, &next.number, "s2", "3001", 1);
    let own = register(&next, &codes[0], Some(&sale)).expect(200).json;
    assert_eq!((&own["owner"], &own["own"]["points"]), (&json!("you"), &json!(0)));
    app.place.run(&["audit"]);
}

#[test]
fn who_leaves_owns_nothing_any_more() {
    let app = TestApp::start();
    let (member, other) = (app.join("18700000061"), app.join("18700000062"));
    let code = made(&app, "3001", 1).remove(0);
    register(&member, &code, None).expect(200);
    member.post("/api/v1/me/close", &json!({ "last_four": &member.number[9..] })).expect(200);
    assert_eq!(piece(&app, &code)["owner"], "nobody");
    register(&other, &code, None).expect(200);
    app.place.run(&["audit"]);
}
