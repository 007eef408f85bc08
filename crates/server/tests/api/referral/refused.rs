//! Who is not bound, why, and that it is told to the one whom it concerns and stands in the log.

use super::{Browser, PATH, brought, code, notes, page, policy};
use crate::support::{Member, Place, TestApp};
use serde_json::{Value, json};

/// What a member is told of a link that did not bind them.
fn why(member: &Member<'_>) -> Value {
    let page = page(member);
    assert_eq!(page["brought_by"], json!(null), "{page}");
    page["not_bound"][0].clone()
}

fn logged(app: &TestApp, why: &str) -> bool {
    app.place.text("SELECT why FROM referral_refusals ORDER BY nth DESC LIMIT 1") == why
}

fn close(member: &Member<'_>) {
    member.post("/api/v1/me/close", &json!({ "last_four": &member.number[9..] })).expect(200);
}

fn refused(app: &TestApp, member: &Member<'_>, reason: &str) {
    let told = why(member);
    assert_eq!((&told["why"], &told["mine"]), (&json!(reason), &json!(true)));
    assert!(logged(app, reason), "{reason} is not in the log");
    assert!(!notes(member).is_empty(), "{reason} is not in the inbox");
}

#[test]
fn nobody_brings_themselves_in_their_own_browser() {
    let app = TestApp::start();
    let browser = Browser::new(&app);
    let inviter = browser.joins("18830000001");
    let link = code(&inviter);
    browser.signs_out();
    browser.opens(&link);
    let again = browser.joins("18830000002");
    refused(&app, &again, "oneself");
    let told = &page(&inviter)["not_bound"][0];
    assert_eq!((&told["why"], &told["mine"]), (&json!("oneself"), &json!(false)), "the inviter is told, too");
    // Their own link says whose it is; that they looked is in the log and no news.
    let seen = inviter.get(&format!("/api/v1/referrals/{link}")).expect(200).json;
    assert_eq!(seen["looks"], "oneself");
    assert_eq!(page(&inviter)["not_bound"].as_array().unwrap().len(), 1);
}

#[test]
fn who_left_is_not_brought_back_by_whom_they_brought() {
    let app = TestApp::start();
    let first = app.join("18830000003");
    let second = brought(&app, &first, "18830000004");
    let link = code(&second);
    close(&first);
    app.wait_for_next_code();
    let browser = Browser::new(&app);
    browser.opens(&link);
    let again = browser.joins("18830000003");
    refused(&app, &again, "loop");
}

#[test]
fn members_and_who_was_one_until_lately_are_no_new_friends() {
    let app = TestApp::start();
    let (inviter, member) = (app.join("18830000005"), app.join("18830000006"));
    let link = code(&inviter);
    let seen = member.get(&format!("/api/v1/referrals/{link}")).expect(200).json;
    assert_eq!(seen["looks"], "member");
    refused(&app, &member, "member");
    // By signing in, too; and whoever left joins anew as no new friend.
    let browser = Browser::new(&app);
    browser.opens(&link);
    app.wait_for_next_code();
    let sent = browser.code_for("18830000006");
    browser.post("/api/v1/sessions", &json!({ "phone": "18830000006", "code": sent })).expect(200);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM referral_refusals"), 1, "each reason once");
    close(&member);
    app.wait_for_next_code();
    let again = brought(&app, &inviter, "18830000006");
    refused(&app, &again, "member");
    close(&again);
    app.advance_days(91);
    let much_later = brought(&app, &inviter, "18830000006");
    assert_eq!(page(&much_later)["brought_by"]["state"]["state"], "bound", "after 90 days nothing is known any more");
}

#[test]
fn one_browser_brings_one_friend_in_90_days() {
    let app = TestApp::start();
    let inviter = app.join("18830000007");
    let link = code(&inviter);
    let browser = Browser::new(&app);
    browser.opens(&link);
    let first = browser.joins("18830000008");
    assert_eq!(page(&first)["brought_by"]["state"]["state"], "bound");
    browser.signs_out();
    browser.opens(&link);
    let second = browser.joins("18830000009");
    refused(&app, &second, "device");
    browser.signs_out();
    app.advance_days(91);
    browser.opens(&link);
    let third = browser.joins("18830000010");
    assert_eq!(page(&third)["brought_by"]["state"]["state"], "bound");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM referral_seen s WHERE LENGTH(s.mark) <> 64"), 0);
}

#[test]
fn in_a_calendar_month_one_brings_so_many() {
    let place = Place::new();
    place.apply(&policy("per_month = 20", "per_month = 2"));
    let app = TestApp::start_in(place, &[]);
    let inviter = app.join("18830000011");
    for phone in ["18830000012", "18830000013"] {
        brought(&app, &inviter, phone);
    }
    let third = brought(&app, &inviter, "18830000014");
    refused(&app, &third, "limit");
    assert_eq!(page(&inviter)["not_bound"][0], json!({ "why": "limit", "on": app.today().to_string(), "mine": false }));
    app.advance_days(31);
    brought(&app, &inviter, "18830000015");
    assert_eq!(page(&inviter)["friends"].as_array().unwrap().len(), 3, "another month");
}

#[test]
fn the_link_of_who_has_left_says_so_and_binds_nobody() {
    let app = TestApp::start();
    let inviter = app.join("18830000016");
    inviter.put("/api/v1/me/profile", &json!({ "name": "王小明", "birthday": null })).expect(200);
    inviter.put(PATH, &json!({ "shows_name": true })).expect(200);
    let (link, browser) = (code(&inviter), Browser::new(&app));
    browser.opens(&link);
    close(&inviter);
    let seen = browser.opens(&link);
    assert_eq!((&seen["closed"], &seen["name"]), (&json!(true), &json!(null)));
    let joined = browser.joins("18830000017");
    refused(&app, &joined, "closed");
}

#[test]
fn who_opened_a_link_too_long_ago_is_told_so() {
    let app = TestApp::start();
    let inviter = app.join("18830000018");
    let (last_day, too_late) = (Browser::new(&app), Browser::new(&app));
    last_day.opens(&code(&inviter));
    too_late.opens(&code(&inviter));
    app.advance_days(30);
    assert_eq!(page(&last_day.joins("18830000019"))["brought_by"]["state"]["state"], "bound");
    app.advance_days(1);
    let joined = too_late.joins("18830000020");
    refused(&app, &joined, "expired");
}
