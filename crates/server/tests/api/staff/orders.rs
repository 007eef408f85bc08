//! `GET /staff/v1/orders`, `POST /staff/v1/orders/{id}/actions`

use super::{Shop, id, path_of};
use crate::support::TestApp;
use chrono::TimeDelta;
use serde_json::{Value, json};

fn actions(log: &[Value]) -> Vec<&str> {
    log.iter().map(|entry| entry["action"].as_str().unwrap()).collect()
}

#[test]
fn what_is_collected_is_set_aside_and_handed_over_and_the_log_has_each_step() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let cup = shop.collected("cup", 100, 0);
    let ready = shop.clerk.act(id(&cup), "prepare", 0).expect(200).json;
    assert_eq!((&ready["order"]["state"], &ready["order"]["actions"]), (&json!("ready"), &json!(["hand_over"])));
    assert!(ready["undo_until"].is_string());
    assert_eq!(shop.state(id(&cup)), "ready");
    shop.manager.act(id(&cup), "hand_over", 0).expect(200);
    assert_eq!(shop.state(id(&cup)), "picked_up");
    let log = shop.manager.log();
    assert_eq!(actions(&log)[..2], ["hand_over", "prepare"]);
    assert_eq!((&log[0]["about"]["zh"], &log[0]["who"]), (&json!("cup"), &json!("manager 0003")));
    assert_eq!(log[1]["who"], "clerk 0002");
    assert_eq!(log[1]["member"], format!("…{}", &shop.member.number[9..]));
    // When, who, where, which session, on what: every row, and none for what was not done.
    let whole = "SELECT COUNT(*) FROM staff_log l JOIN sessions s ON s.id = l.session_id AND s.staff_id = l.staff_id \
        WHERE l.at > 0 AND l.store = 'wukang' AND l.order_id > 0 AND l.member_id > 0";
    assert_eq!(app.place.number(whole), 2);
}

#[test]
fn the_money_taken_is_what_is_due() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let pot = shop.collected("pot", 300, 2_500);
    for paid in [0, 2_499, 2_501, -2_500, i64::MAX] {
        let refused = shop.clerk.act(id(&pot), "hand_over", paid).refused(422, "amounts_disagree").json;
        assert_eq!((&refused["figures"]["due_fen"], &refused["figures"]["paid_fen"]), (&json!(2_500), &json!(paid)));
    }
    assert_eq!(shop.clerk.log().len(), 1, "only the sign-in");
    let done = shop.clerk.act(id(&pot), "hand_over", 2_500).expect(200).json;
    assert_eq!(done["order"]["due"], 0);
    assert_eq!(shop.clerk.log()[0]["paid"], 2_500);
    let cup = shop.collected("cup", 100, 0);
    shop.clerk.act(id(&cup), "hand_over", 1).refused(422, "amounts_disagree");
    shop.clerk.act(id(&cup), "prepare", 1).refused(422, "invalid_fields");
}

#[test]
fn an_order_of_another_shop_is_left_alone() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let (cup, sent) = (shop.collected("cup", 100, 0), shop.sent());
    shop.clerk.act(id(&sent), "take_payment", 1_200).expect(200);
    for action in ["prepare", "hand_over", "take_payment"] {
        let refused = shop.other.act(id(&cup), action, 0).refused(403, "order_other_store").json;
        assert!(refused["rule"].as_str().unwrap().contains("武康"), "{refused}");
        assert!(!refused.to_string().contains("cup"));
    }
    shop.other.ship(id(&sent)).refused(403, "order_other_store");
    shop.other.decide(id(&cup), "accept_claim").refused(403, "order_other_store");
    assert_eq!((shop.state(id(&cup)), shop.state(id(&sent))), ("placed".to_owned(), "placed".to_owned()));
    assert_eq!(actions(&shop.other.log()), ["sign_in"]);
    for unknown in ["999", "x", "-1"] {
        shop.clerk.act(unknown, "prepare", 0).refused(404, "not_found");
    }
}

#[test]
fn any_shop_takes_the_money_of_what_is_sent_and_its_own_shop_sends_it() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let sent = shop.sent();
    shop.clerk.ship(id(&sent)).refused(409, "order_state");
    let paid = shop.other.act(id(&sent), "take_payment", 1_200).expect(200).json;
    assert_eq!((&paid["order"]["state"], &paid["order"]["actions"]), (&json!("placed"), &json!([])));
    assert_eq!(paid["order"]["address"], json!(null));
    let waiting = shop.clerk.get("/staff/v1/orders").expect(200).json;
    assert_eq!(waiting["orders"][0]["address"]["street"], "武康路 1 号");
    assert_eq!(waiting["orders"][0]["actions"], json!(["ship"]));
    shop.clerk.post(&path_of(id(&sent)), &json!({ "action": "ship" })).refused(422, "invalid_fields");
    let empty = json!({ "action": "ship", "parcel": { "carrier": " ", "number": "" } });
    shop.clerk.post(&path_of(id(&sent)), &empty).refused(422, "invalid_fields");
    shop.clerk.ship(id(&sent)).expect(200);
    assert_eq!(shop.order(id(&sent))["parcel"], json!({ "carrier": "顺丰", "number": "SF1" }));
    assert_eq!(shop.clerk.log()[0]["note"], "顺丰 SF1");
    shop.clerk.ship(id(&sent)).refused(409, "order_state");
}

#[test]
fn money_that_comes_too_late_is_not_taken() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let sent = shop.sent();
    app.advance(TimeDelta::minutes(15));
    let refused = shop.other.act(id(&sent), "take_payment", 1_200).refused(409, "order_state").json;
    assert!(refused["remedy"].is_string());
    assert_eq!(shop.state(id(&sent)), "expired");
    assert_eq!(shop.member.points(), 5_000);
    assert_eq!(actions(&shop.other.log()), ["sign_in"]);
}

#[test]
fn any_shop_takes_a_voucher_once() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let voucher = shop.voucher();
    shop.other.act(id(&voucher), "hand_over", 0).expect(200);
    shop.clerk.act(id(&voucher), "hand_over", 0).refused(409, "order_state");
    shop.other.act(id(&voucher), "hand_over", 0).refused(409, "order_state");
}

#[test]
fn claims_are_decided_by_managers_of_the_shop() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let claimed = |fen: i64| {
        let order = shop.collected("pot", 300, 2_500);
        shop.clerk.act(id(&order), "hand_over", fen).expect(200);
        let path = format!("/api/v1/me/orders/{}/claim", id(&order));
        shop.member.post(&path, &json!({ "what": "壶嘴裂了" })).expect(200);
        order
    };
    let (one, other) = (claimed(2_500), claimed(2_500));
    let work = |staff: &super::Staff<'_>| staff.get("/staff/v1/orders").expect(200).json["orders"].clone();
    assert_eq!(work(&shop.clerk), json!([]));
    assert_eq!(work(&shop.manager)[0]["claim"]["what"], "壶嘴裂了");
    assert_eq!(work(&shop.manager)[0]["actions"], json!(["accept_claim", "decline_claim"]));
    let refused = shop.clerk.decide(id(&one), "accept_claim").refused(403, "manager_required").json;
    assert!(refused["remedy"].is_string());
    shop.other.decide(id(&one), "accept_claim").refused(403, "order_other_store");
    let silent = json!({ "action": "accept_claim" });
    shop.manager.post(&path_of(id(&one)), &silent).refused(422, "invalid_fields");
    let before = shop.member.points();
    let accepted = shop.manager.decide(id(&one), "accept_claim").expect(200).json;
    assert_eq!((&accepted["order"]["state"], &accepted["undo_until"]), (&json!("returned"), &json!(null)));
    assert_eq!(shop.member.points(), before + 300);
    let entry = &shop.manager.log()[0];
    assert_eq!((&entry["paid"], &entry["note"]), (&json!(2_500), &json!("看过了")));
    shop.manager.decide(id(&one), "accept_claim").refused(409, "order_state");
    shop.manager.decide(id(&other), "decline_claim").expect(200);
    assert_eq!(shop.order(id(&other))["claim"]["accepted"], false);
    assert_eq!(work(&shop.manager), json!([]));
    app.place.run(&["ledger", "verify"]);
}

#[test]
fn what_is_no_action_on_an_order_is_refused() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let cup = shop.collected("cup", 100, 0);
    for action in ["look_up", "undo", "sign_in", "confirm_task", "burn"] {
        let refused = shop.clerk.act(id(&cup), action, 0).refused(422, "invalid_fields").json;
        assert_eq!(refused["fields"][0]["field"], "action");
    }
    shop.member.post(&path_of(id(&cup)), &json!({ "action": "prepare" })).refused(401, "staff_sign_in_required");
    let foreign = shop.clerk.ask("POST", &path_of(id(&cup))).json(&json!({ "action": "prepare" }));
    foreign.header("origin", "https://evil.example").send().refused(403, "foreign_origin");
    assert_eq!(shop.state(id(&cup)), "placed");
}

#[test]
fn an_action_sent_again_is_done_and_logged_once() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let cup = shop.collected("cup", 100, 0);
    let ask = shop.clerk.ask("POST", &path_of(id(&cup))).key("k").json(&json!({ "action": "hand_over" }));
    let (first, again) = (ask.send().expect(200), ask.send().expect(200));
    assert_eq!(first.json, again.json);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(actions(&shop.clerk.log()), ["hand_over", "sign_in"]);
}

#[test]
fn an_account_removed_in_the_middle_does_nothing_more() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let (cup, pot) = (shop.collected("cup", 100, 0), shop.collected("pot", 300, 2_500));
    let done = shop.clerk.act(id(&cup), "hand_over", 0).expect(200);
    app.place.run(&["staff", "remove", &shop.clerk.number.to_string()]);
    shop.clerk.act(id(&pot), "hand_over", 2_500).refused(401, "staff_sign_in_required");
    shop.clerk.undo(&super::entry(&done)).refused(401, "staff_sign_in_required");
    assert_eq!(shop.state(id(&pot)), "placed");
    // What it did stays in the log, and the manager can still undo it.
    assert_eq!(shop.manager.log()[0]["who"], "clerk 0002");
    shop.manager.undo(&super::entry(&done)).expect(200);
}

#[test]
fn of_a_member_who_left_the_log_keeps_no_name() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    shop.member.put("/api/v1/me/profile", &json!({ "name": "王小满", "birthday": null })).expect(200);
    let cup = shop.collected("cup", 100, 0);
    let label = |log: &[Value]| log[0]["member"].as_str().unwrap().to_owned();
    shop.clerk.act(id(&cup), "prepare", 0).expect(200);
    assert_eq!(label(&shop.clerk.log()), "王小满");
    shop.member.post("/api/v1/me/close", &json!({ "last_four": &shop.member.number[9..] })).expect(200);
    let ending = format!("…{}", &shop.member.number[9..]);
    assert_eq!(label(&shop.clerk.log()), ending);
    assert!(!app.place.run(&["staff", "log"]).contains("王小满"));
}
