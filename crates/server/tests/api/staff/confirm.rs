//! `POST /staff/v1/task-confirmations`

use super::{Shop, Staff, sign_in};
use crate::support::{Reply, TestApp};
use chrono::TimeDelta;
use serde_json::json;

fn confirm(staff: &Staff<'_>, member: &str, task: &str) -> Reply {
    staff.post("/staff/v1/task-confirmations", &json!({ "member": member, "task": task }))
}

fn id(logged: &Reply) -> String {
    logged.json["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_task_is_confirmed_for_a_member_who_stands_here_and_then_claimed() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let number = &shop.member.number;
    let refused = confirm(&shop.clerk, number, "buyers-show").refused(403, "look_up_first").json;
    assert!(refused["remedy"].is_string());
    confirm(&shop.clerk, "6901219999998", "buyers-show").refused(403, "look_up_first");
    shop.clerk.look_up(&shop.member.code(0)).expect(200);
    confirm(&shop.manager, number, "buyers-show").refused(403, "look_up_first");
    confirm(&shop.clerk, number, "nothing").refused(404, "not_found");
    confirm(&shop.clerk, number, "profile").refused(404, "not_found");
    let done = confirm(&shop.clerk, number, "buyers-show").expect(200).json;
    assert_eq!((&done["action"], &done["about"]["zh"]), (&json!("confirm_task"), &json!("买家秀")));
    assert!(done["undo_until"].is_string());
    confirm(&shop.clerk, number, "buyers-show").refused(409, "task_claimed_already");
    let seen = shop.manager.look_up(&shop.member.code(60)).expect(200).json;
    assert_eq!(seen["tasks"], json!([]), "it waits for nobody any more");
    let before = shop.member.points();
    shop.member.post("/api/v1/me/tasks/buyers-show/claim", &json!({})).expect(200);
    assert!(shop.member.points() > before);
}

#[test]
fn a_look_up_counts_for_ten_minutes_in_its_own_session() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let number = &shop.member.number;
    shop.clerk.look_up(&shop.member.code(0)).expect(200);
    app.wait_for_next_code();
    let cookie = sign_in(&app, "13320000002").expect(200).cookie().unwrap();
    let tablet = Staff { app: &app, cookie, number: shop.clerk.number };
    confirm(&tablet, number, "buyers-show").refused(403, "look_up_first");
    app.advance(TimeDelta::minutes(10));
    confirm(&shop.clerk, number, "buyers-show").refused(403, "look_up_first");
    // An order's code shows an order, not a person.
    let cup = shop.collected("cup", 100, 0);
    shop.clerk.look_up(cup["code"].as_str().unwrap()).expect(200);
    confirm(&shop.clerk, number, "buyers-show").refused(403, "look_up_first");
}

#[test]
fn a_confirmation_is_undone_until_its_reward_was_claimed() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let number = &shop.member.number;
    shop.clerk.look_up(&shop.member.code(0)).expect(200);
    let first = id(&confirm(&shop.clerk, number, "buyers-show").expect(200));
    shop.clerk.undo(&first).expect(200);
    shop.member.post("/api/v1/me/tasks/buyers-show/claim", &json!({})).refused(422, "task_not_done");
    let second = id(&confirm(&shop.clerk, number, "buyers-show").expect(200));
    shop.member.post("/api/v1/me/tasks/buyers-show/claim", &json!({})).expect(200);
    let points = shop.member.points();
    let refused = shop.clerk.undo(&second).refused(409, "task_claimed_already").json;
    assert!(refused["rule"].is_string() && refused["remedy"].is_string());
    assert_eq!(shop.member.points(), points);
    app.place.run(&["ledger", "verify"]);
}

#[test]
fn nothing_is_confirmed_for_a_member_who_left_meanwhile() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    shop.clerk.look_up(&shop.member.code(0)).expect(200);
    shop.member.post("/api/v1/me/close", &json!({ "last_four": &shop.member.number[9..] })).expect(200);
    confirm(&shop.clerk, &shop.member.number, "buyers-show").refused(403, "look_up_first");
}
