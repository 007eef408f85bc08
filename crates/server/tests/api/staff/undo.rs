//! `POST /staff/v1/log/{id}/undo`

use super::{Shop, entry, id, path_of, staff};
use crate::support::TestApp;
use chrono::TimeDelta;
use serde_json::{Value, json};

#[test]
fn each_action_on_an_order_goes_back_to_the_state_before_with_its_reason() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let pot = shop.collected("pot", 300, 2_500);
    let prepared = entry(&shop.clerk.act(id(&pot), "prepare", 0).expect(200));
    let handed = entry(&shop.clerk.act(id(&pot), "hand_over", 2_500).expect(200));
    let undone = shop.clerk.undo(&handed).expect(200).json;
    assert_eq!(
        (&undone["action"], &undone["paid"], &undone["note"]),
        (&json!("undo"), &json!(2_500), &json!("点错了"))
    );
    let order = shop.order(id(&pot));
    assert_eq!((&order["state"], &order["due"]), (&json!("ready"), &json!(2_500)));
    assert_eq!(order["steps"].as_array().unwrap().last().unwrap()["undone"], "点错了");
    shop.clerk.undo(&prepared).expect(200);
    assert_eq!(shop.state(id(&pot)), "placed");
    shop.clerk.act(id(&pot), "hand_over", 2_500).expect(200);

    let sent = shop.sent();
    let paid = entry(&shop.clerk.act(id(&sent), "take_payment", 1_200).expect(200));
    let shipped = entry(&shop.clerk.ship(id(&sent)).expect(200));
    shop.clerk.undo(&paid).refused(409, "order_state");
    shop.clerk.undo(&shipped).expect(200);
    assert_eq!(shop.order(id(&sent))["parcel"], json!(null));
    shop.clerk.undo(&paid).expect(200);
    assert_eq!((shop.state(id(&sent)), shop.member.points()), ("reserved".to_owned(), 4_600));
    shop.clerk.act(id(&sent), "take_payment", 1_200).expect(200);

    let voucher = shop.voucher();
    let used = entry(&shop.other.act(id(&voucher), "hand_over", 0).expect(200));
    shop.other.undo(&used).expect(200);
    shop.clerk.act(id(&voucher), "hand_over", 0).expect(200);
    let marked: Vec<_> = shop.clerk.log().into_iter().filter(|entry| entry["undone"] == true).collect();
    assert_eq!(marked.len(), 4);
    assert!(marked.iter().all(|entry| entry["undo_until"].is_null()));
    app.place.run(&["ledger", "verify"]);
}

/// What can be undone as the log has it, newest first.
fn offered(shop: &Shop<'_>) -> Vec<String> {
    let entries = shop.manager.log().into_iter().filter(|entry| !entry["undo_until"].is_null());
    entries.map(|entry| id(&entry).to_owned()).collect()
}

#[test]
fn of_the_steps_of_an_order_the_last_alone_is_offered_to_be_undone_and_what_is_offered_can_be() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let cup = shop.collected("cup", 100, 0);
    let prepared = entry(&shop.clerk.act(id(&cup), "prepare", 0).expect(200));
    assert_eq!(offered(&shop), [prepared.as_str()]);
    shop.clerk.look_up(shop.order(id(&cup))["code"].as_str().unwrap()).expect(200);
    assert_eq!(offered(&shop), [prepared.as_str()], "that somebody looks is no step");
    let handed = entry(&shop.clerk.act(id(&cup), "hand_over", 0).expect(200));
    assert_eq!(offered(&shop), [handed.as_str()]);
    shop.manager.undo(&prepared).refused(409, "order_state");
    shop.manager.undo(&handed).expect(200);
    assert_eq!(offered(&shop), [prepared.as_str()], "what was undone uncovers what was before");
    shop.manager.undo(&prepared).expect(200);
    assert_eq!(offered(&shop), [""; 0]);

    let sent = shop.sent();
    let paid = entry(&shop.clerk.act(id(&sent), "take_payment", 1_200).expect(200));
    let shipped = entry(&shop.clerk.ship(id(&sent)).expect(200));
    assert_eq!(offered(&shop), [shipped.as_str()]);
    // The member says that it is there: from then on it is theirs.
    shop.member.post(&format!("/api/v1/me/orders/{}/receive", id(&sent)), &json!({})).expect(200);
    assert_eq!(offered(&shop), [""; 0]);
    for logged in [&paid, &shipped] {
        shop.manager.undo(logged).refused(409, "order_state");
    }

    let handed = entry(&shop.clerk.act(id(&cup), "hand_over", 0).expect(200));
    assert_eq!(offered(&shop), [handed.as_str()]);
    shop.member.post(&format!("/api/v1/me/orders/{}/claim", id(&cup)), &json!({ "what": "裂了" })).expect(200);
    assert_eq!(offered(&shop), [""; 0], "somebody has to decide first");
    let declined = entry(&shop.manager.decide(id(&cup), "decline_claim").expect(200));
    assert_eq!(offered(&shop), [declined.as_str()]);
    shop.manager.undo(&declined).expect(200);
    assert_eq!(offered(&shop), [""; 0]);
}

#[test]
fn clerks_undo_their_own_and_managers_their_shops() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let colleague = staff(&app, "13340000001", "clerk", "wukang");
    let cup = shop.collected("cup", 100, 0);
    let done = entry(&shop.clerk.act(id(&cup), "prepare", 0).expect(200));
    colleague.undo(&done).refused(404, "not_found");
    shop.other.undo(&done).refused(404, "not_found");
    shop.manager.undo(&done).expect(200);
    assert_eq!(shop.manager.log()[0]["who"], "manager 0003");
    assert_eq!(shop.clerk.log()[0]["undone"], true);
    for unknown in ["999", "x"] {
        shop.manager.undo(unknown).refused(404, "not_found");
    }
}

#[test]
fn an_action_is_undone_once_within_ten_minutes_and_with_a_reason() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let cup = shop.collected("cup", 100, 0);
    let done = entry(&shop.clerk.act(id(&cup), "prepare", 0).expect(200));
    for reason in ["", " x ", &"长".repeat(201), "a\u{202e}b"] {
        let refused = shop.clerk.post(&format!("/staff/v1/log/{done}/undo"), &json!({ "reason": reason }));
        assert_eq!(refused.refused(422, "invalid_fields").json["fields"][0]["field"], "reason");
    }
    shop.clerk.undo(&done).expect(200);
    let twice = shop.clerk.undo(&done).refused(422, "undo_too_late").json;
    assert!(twice["rule"].as_str().unwrap().contains("once"), "{twice}");
    let undoing = shop.clerk.log()[0]["id"].as_str().unwrap().to_owned();
    shop.clerk.undo(&undoing).refused(422, "undo_too_late");
    let late = entry(&shop.clerk.act(id(&cup), "hand_over", 0).expect(200));
    app.advance(TimeDelta::minutes(10));
    let refused = shop.clerk.undo(&late).refused(422, "undo_too_late").json;
    assert_eq!(refused["figures"]["minutes"], 10);
    assert!(refused["remedy"].is_string());
    assert_eq!(shop.clerk.log()[0]["undo_until"], json!(null));
    assert_eq!(shop.state(id(&cup)), "picked_up");
    let sign_in = shop.clerk.log().last().unwrap()["id"].as_str().unwrap().to_owned();
    shop.clerk.undo(&sign_in).refused(422, "undo_too_late");
}

#[test]
fn what_others_have_built_on_is_not_undone_beneath_them() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let cup = shop.collected("cup", 100, 0);
    let prepared = entry(&shop.clerk.act(id(&cup), "prepare", 0).expect(200));
    let handed = entry(&shop.manager.act(id(&cup), "hand_over", 0).expect(200));
    shop.clerk.undo(&prepared).refused(409, "order_state");
    let path = format!("/api/v1/me/orders/{}/claim", id(&cup));
    shop.member.post(&path, &json!({ "what": "裂了" })).expect(200);
    shop.manager.undo(&handed).refused(409, "order_state");
    let declined = entry(&shop.manager.decide(id(&cup), "decline_claim").expect(200));
    shop.manager.undo(&declined).expect(200);
    assert_eq!(shop.order(id(&cup))["claim"]["accepted"], json!(null));
    shop.manager.post(&path_of(id(&cup)), &json!({ "action": "accept_claim", "answer": "换新" })).expect(200);
    let accepted = shop.manager.log()[0]["id"].as_str().unwrap().to_owned();
    shop.manager.undo(&accepted).refused(422, "undo_too_late");
    app.place.run(&["ledger", "verify"]);
}

#[test]
fn an_undoing_sent_again_is_done_once() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let cup = shop.collected("cup", 100, 0);
    let done = entry(&shop.clerk.act(id(&cup), "prepare", 0).expect(200));
    let ask =
        shop.clerk.ask("POST", &format!("/staff/v1/log/{done}/undo")).key("u").json(&json!({ "reason": "点错了" }));
    assert_eq!(ask.send().expect(200).json, ask.send().expect(200).json);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM staff_log WHERE action = 'undo'"), 1);
}

/// What the inbox says of undone actions: which, and where each leads.
fn told(shop: &Shop<'_>) -> Vec<(String, String)> {
    let inbox = shop.member.get("/api/v1/me/inbox").expect(200).json;
    let messages = inbox["messages"].as_array().unwrap().iter().map(|message| &message["what"]);
    let undone: Vec<_> = messages.filter(|what| what["what"] == "staff_undid").collect();
    for what in &undone {
        assert_eq!(what["reason"], "点错了", "{what}");
        assert!(!what["name"]["zh"].as_str().unwrap().is_empty(), "{what}");
    }
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    undone.iter().rev().map(|what| (text(&what["action"]), text(&what["page"]["to"]))).collect()
}

#[test]
fn the_reason_of_every_undoing_reaches_the_member_where_it_is_seen() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let undo = |logged: &str| drop(shop.manager.undo(logged).expect(200));
    let step = |order: &Value, of: &str| {
        let steps = shop.order(id(order))["steps"].as_array().unwrap().clone();
        assert_eq!(steps.last().unwrap()["undone"], "点错了", "{of}");
    };
    let cup = shop.collected("cup", 100, 0);
    undo(&entry(&shop.clerk.act(id(&cup), "prepare", 0).expect(200)));
    step(&cup, "prepare");
    undo(&entry(&shop.clerk.act(id(&cup), "hand_over", 0).expect(200)));
    step(&cup, "hand_over");
    let sent = shop.sent();
    undo(&entry(&shop.clerk.act(id(&sent), "take_payment", 1_200).expect(200)));
    step(&sent, "take_payment");
    shop.clerk.act(id(&sent), "take_payment", 1_200).expect(200);
    undo(&entry(&shop.clerk.ship(id(&sent)).expect(200)));
    step(&sent, "ship");
    shop.clerk.act(id(&cup), "hand_over", 0).expect(200);
    shop.member.post(&format!("/api/v1/me/orders/{}/claim", id(&cup)), &json!({ "what": "裂了" })).expect(200);
    undo(&entry(&shop.manager.decide(id(&cup), "decline_claim").expect(200)));
    let claim = shop.order(id(&cup))["claim"].clone();
    assert_eq!((&claim["accepted"], &claim["answer"]), (&json!(null), &json!("点错了")));
    in_hand(&shop);
    let all = [
        ("prepare", "order"),
        ("hand_over", "order"),
        ("take_payment", "order"),
        ("ship", "order"),
        ("decline_claim", "order"),
        ("confirm_task", "tasks"),
        ("use_coupon", "coupon"),
        ("void_coupon", "coupon"),
    ];
    assert_eq!(told(&shop), all.map(|(action, page)| (action.to_owned(), page.to_owned())));
}

/// A task that was confirmed and coupons that were used and taken away, each undone.
fn in_hand(shop: &Shop<'_>) {
    let number = &shop.member.number;
    shop.manager.look_up(&shop.member.code(0)).expect(200);
    let undo = |logged: &Value| drop(shop.manager.undo(id(logged)).expect(200));
    let task = || {
        let tasks = shop.member.get("/api/v1/me/tasks").expect(200).json["tasks"].as_array().unwrap().clone();
        tasks.into_iter().find(|task| task["id"] == "buyers-show").unwrap()
    };
    let confirm = || {
        let seen = json!({ "member": number, "task": "buyers-show" });
        shop.manager.post("/staff/v1/task-confirmations", &seen).expect(200).json
    };
    undo(&confirm());
    assert_eq!((&task()["state"], &task()["undone"]), (&json!("open"), &json!("点错了")));
    confirm();
    assert_eq!(
        (&task()["state"], &task()["undone"]),
        (&json!("done"), &json!(null)),
        "confirmed anew, nothing is amiss"
    );
    let coupon = |template: &str| crate::coupons::held(&shop.member, template).unwrap()["id"].clone();
    let pack = json!({ "member": number, "coupon": coupon("welcome-pack"), "prices": [], "to_pay": 0 });
    undo(&shop.manager.post("/staff/v1/coupon-uses", &pack).expect(200).json["logged"]);
    let void = json!({ "member": number, "coupon": coupon("first-order"), "reason": "发错了" });
    undo(&shop.manager.post("/staff/v1/coupon-voids", &void).expect(200).json);
}
