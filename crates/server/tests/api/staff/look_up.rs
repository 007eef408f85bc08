//! `POST /staff/v1/look-ups`

use super::{Shop, Staff, id, sign_in, staff};
use crate::support::{Reply, TestApp, at_once};
use serde_json::json;
use shuke_rules::pick_up::PickUpCode;

#[test]
fn a_member_code_is_taken_once_and_shows_no_more_than_serving_needs() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let name = json!({ "name": "王小满", "birthday": { "month": 4, "day": 5 } });
    shop.member.put("/api/v1/me/profile", &name).expect(200);
    let cup = shop.collected("cup", 100, 0);
    shop.sent();
    shop.voucher();
    let code = shop.member.code(0);
    let found = shop.clerk.look_up(&code).expect(200).json;
    assert_eq!(
        (&found["kind"], &found["number"], &found["name"]),
        (&json!("member"), &json!(shop.member.number), &json!("王小满"))
    );
    assert_eq!((&found["tier"], &found["points"]), (&shop.member.card()["standing"]["tier"], &json!(4_750)));
    assert_eq!(found["orders"].as_array().unwrap().len(), 3);
    assert_eq!(found["orders"][0]["id"], cup["id"]);
    assert_eq!(found["orders"][0]["member"], "王小满");
    assert_eq!(found["tasks"][0]["id"], "buyers-show");
    let text = found.to_string();
    for hidden in ["13320000001", "04-05", "birthday", "武康路", cup["code"].as_str().unwrap()] {
        assert!(!text.contains(hidden), "{hidden}");
    }
    shop.clerk.look_up(&code).refused(409, "code_used");
    shop.other.look_up(&code).refused(409, "code_used");
    app.till("wukang").identify(&code).refused(409, "code_used");
    let log = shop.clerk.log();
    assert_eq!((&log[0]["action"], &log[0]["member"]), (&json!("look_up_refused"), &json!(null)));
    let entry = &log[1];
    assert_eq!((&entry["action"], &entry["member"]), (&json!("look_up"), &json!("王小满")));
    assert_eq!(entry["undo_until"], json!(null));
}

#[test]
fn elsewhere_only_what_any_shop_may_do_is_shown() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    shop.collected("cup", 100, 0);
    let (sent, voucher) = (shop.sent(), shop.voucher());
    let found = shop.other.look_up(&shop.member.code(0)).expect(200).json;
    let shown: Vec<&str> = found["orders"].as_array().unwrap().iter().map(id).collect();
    assert_eq!(shown, [id(&sent), id(&voucher)]);
    assert_eq!(found["orders"][0]["actions"], json!(["take_payment"]));
    assert_eq!(found["orders"][0]["due"], 1_200);
    assert_eq!(found["orders"][0]["address"], json!(null));
    assert_eq!(found["orders"][1]["actions"], json!(["hand_over"]));
}

#[test]
fn a_code_shown_to_staff_and_at_a_till_at_once_counts_once() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let till = app.till("wukang");
    let code = shop.member.code(0);
    let takes: [Box<dyn Fn() -> Reply + Send + Sync>; 3] = [
        Box::new(|| shop.clerk.look_up(&code)),
        Box::new(|| shop.other.look_up(&code)),
        Box::new(|| till.identify(&code)),
    ];
    let replies = at_once(takes.iter().map(|take| move || take()));
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
    assert_eq!(replies.iter().filter(|reply| reply.json["code"] == "code_used").count(), 2);
}

#[test]
fn a_pick_up_code_names_its_order_in_its_own_shop_and_elsewhere_only_that_shop() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let cup = shop.collected("cup", 100, 0);
    let code = PickUpCode::parse(cup["code"].as_str().unwrap()).unwrap();
    for text in [code.as_str(), &code.grouped()] {
        let found = shop.clerk.look_up(text).expect(200).json;
        assert_eq!((&found["kind"], &found["id"]), (&json!("order"), &cup["id"]));
        assert_eq!(found["actions"], json!(["prepare", "hand_over"]));
        assert_eq!(found["member"], format!("…{}", &shop.member.number[9..]));
    }
    let elsewhere = shop.other.look_up(code.as_str()).refused(403, "order_other_store").json;
    assert!(elsewhere["rule"].as_str().unwrap().contains("武康"), "{elsewhere}");
    for hidden in ["cup", &shop.member.number[9..]] {
        assert!(!elsewhere.to_string().contains(hidden), "{elsewhere}");
    }
    let voucher = shop.voucher();
    let seen = shop.other.look_up(voucher["code"].as_str().unwrap()).expect(200).json;
    assert_eq!(seen["actions"], json!(["hand_over"]));
    // What was refused is in no log, what was shown is.
    assert_eq!(shop.other.log().iter().filter(|entry| entry["action"] == "look_up").count(), 1);
    assert_eq!(shop.clerk.log().iter().filter(|entry| entry["action"] == "look_up").count(), 2);
}

#[test]
fn a_code_that_was_good_for_something_still_says_what_became_of_it() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let cup = shop.collected("cup", 100, 0);
    shop.clerk.act(id(&cup), "hand_over", 0).expect(200);
    let seen = shop.clerk.look_up(cup["code"].as_str().unwrap()).expect(200).json;
    assert_eq!((&seen["state"], &seen["actions"]), (&json!("picked_up"), &json!([])));
}

#[test]
fn unreadable_and_foreign_codes_are_told_apart() {
    let app = TestApp::start();
    let clerk = staff(&app, "13330000001", "clerk", "wukang");
    let code = PickUpCode::of("0123456789").unwrap();
    clerk.look_up(code.as_str()).refused(404, "code_unknown");
    let last = code.as_str().as_bytes()[11] - b'0';
    let misread = format!("{}{}", &code.as_str()[..11], (last + 1) % 10);
    clerk.look_up(&misread).refused(422, "code_misread");
    for other in ["", "88", "134567890123456789", "912345678901", "8123456789①1", "812345678901a"] {
        clerk.look_up(other).refused(422, "code_not_a_member_code");
    }
    let member = app.join("13330000002");
    clerk.look_up(&member.code(-180)).refused(422, "code_expired");
    let gone = member.code(0);
    member.post("/api/v1/me/close", &json!({ "last_four": &member.number[9..] })).expect(200);
    clerk.look_up(&gone).refused(404, "code_unknown");
    let log = clerk.log();
    let (refused, others): (Vec<_>, Vec<_>) = log.iter().partition(|entry| entry["action"] == "look_up_refused");
    assert_eq!((refused.len(), others.len()), (10, 1), "besides them only the sign-in");
    assert!(refused.iter().all(|entry| entry["member"].is_null() && entry["note"] == ""), "no code stands in the log");
}

#[test]
fn nobody_finds_a_pick_up_code_by_trying() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let cup = shop.collected("cup", 100, 0);
    let guess = |n: u32| PickUpCode::of(&format!("{:010}", 1_000 + n)).unwrap();
    let statuses: Vec<u16> = (0..30).map(|n| shop.clerk.look_up(guess(n).as_str()).status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 404).count(), 20, "{statuses:?}");
    let even_right = shop.clerk.look_up(cup["code"].as_str().unwrap()).refused(429, "too_many_requests");
    assert!(even_right.header("retry-after").is_some());
    shop.clerk.look_up(&shop.member.code(0)).refused(429, "too_many_requests");
    // Signing in again changes nothing, and nobody else waits.
    app.wait_for_next_code();
    let cookie = sign_in(&app, "13320000002").expect(200).cookie().unwrap();
    let again = Staff { app: &app, cookie, number: shop.clerk.number };
    again.look_up(cup["code"].as_str().unwrap()).refused(429, "too_many_requests");
    shop.manager.look_up(cup["code"].as_str().unwrap()).expect(200);
}

#[test]
fn a_look_up_sent_again_is_answered_alike_and_logged_once() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let ask = shop.clerk.ask("POST", "/staff/v1/look-ups").key("one").json(&json!({ "code": shop.member.code(0) }));
    let (first, again) = (ask.send().expect(200), ask.send().expect(200));
    assert_eq!(first.json, again.json);
    assert_eq!(shop.clerk.log().len(), 2);
}
