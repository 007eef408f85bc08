//! Accounts, signing in and out, and the log of both.

use super::{Staff, account, sign_in, staff};
use crate::support::{TestApp, at_once, joining};
use chrono::TimeDelta;
use serde_json::json;

const SESSIONS: &str = "/staff/v1/sessions";
const ME: &str = "/staff/v1/me";

#[test]
fn staff_sign_in_with_a_one_time_code_and_see_role_and_shop() {
    let app = TestApp::start();
    account(&app, "13310000001", "manager", "hefang");
    let reply = sign_in(&app, "13310000001").expect(200);
    let said = reply.header("set-cookie").unwrap().to_owned();
    assert!(said.starts_with("shuke-staff=") && said.ends_with("; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict"));
    assert_eq!((&reply.json["role"], &reply.json["store"]), (&json!("manager"), &json!("hefang")));
    let manager = Staff { app: &app, cookie: reply.cookie().unwrap(), number: 1 };
    let me = manager.get(ME).expect(200).json;
    assert_eq!((&me["name"], &me["store_name"]), (&reply.json["name"], &reply.json["store_name"]));
    assert!(!me.to_string().contains("13310000001"));
    let kept = app.place.number("SELECT COUNT(*) FROM sessions WHERE staff_id IS NOT NULL AND LENGTH(token_hash) = 64");
    assert_eq!(kept, 1);
}

#[test]
fn a_member_opens_nothing_of_staffs_and_staff_nothing_of_members() {
    let app = TestApp::start();
    let clerk = staff(&app, "13310000002", "clerk", "wukang");
    let member = app.join("13310000003");
    for path in [ME, "/staff/v1/log"] {
        member.get(path).refused(401, "staff_sign_in_required");
        app.get(path).refused(401, "staff_sign_in_required");
    }
    clerk.get("/api/v1/me/card").refused(401, "sign_in_required");
    clerk.post("/till/v1/sales", &json!({})).refused(401, "till_key_required");
    // The same secret under the other's name.
    let as_member = clerk.cookie.replace("shuke-staff=", "shuke=");
    app.ask("GET", "/api/v1/me/card").header("cookie", &as_member).send().refused(401, "sign_in_required");
    let as_staff = member.cookie.replace("shuke=", "shuke-staff=");
    app.ask("GET", ME).header("cookie", &as_staff).send().refused(401, "staff_sign_in_required");
    let till = app.till("wukang");
    let with_key = app.ask("GET", ME).header("authorization", &format!("Bearer {}", till.key));
    with_key.send().refused(401, "staff_sign_in_required");
    // Both in one browser: each for its own.
    let both = format!("{}; {}", member.cookie, clerk.cookie);
    app.ask("GET", ME).header("cookie", &both).send().expect(200);
    app.ask("GET", "/api/v1/me/card").header("cookie", &both).send().expect(200);
}

#[test]
fn the_right_code_of_a_number_that_is_not_staffs_still_signs_the_member_in() {
    let app = TestApp::start();
    app.join("13310000004");
    app.wait_for_next_code();
    let code = app.code_for("13310000004");
    let body = json!({ "phone": "13310000004", "code": code });
    app.post(SESSIONS, &body).refused(403, "not_staff");
    app.post("/api/v1/sessions", &body).expect(200);
    app.post(SESSIONS, &body).refused(422, "otp_expired");
}

#[test]
fn one_person_may_be_both_and_neither_knows_of_the_other() {
    let app = TestApp::start();
    let number = account(&app, "13310000005", "clerk", "wukang");
    let code = app.code_for("13310000005");
    let joined = app.post("/api/v1/members", &joining("13310000005", &code)).expect(200);
    let member = app.member(&joined);
    app.wait_for_next_code();
    let clerk = Staff { app: &app, cookie: sign_in(&app, "13310000005").expect(200).cookie().unwrap(), number };
    member.post("/api/v1/me/sign-out", &json!({ "everywhere": true })).expect(200);
    clerk.get(ME).expect(200);
    let again = app.sign_in_as(&member.number);
    clerk.post("/staff/v1/sign-out", &json!({})).expect(200);
    again.card();
    let close = json!({ "last_four": &member.number[9..] });
    again.post("/api/v1/me/close", &close).expect(200);
    app.wait_for_next_code();
    sign_in(&app, "13310000005").expect(200);
}

#[test]
fn wrong_and_used_codes_are_counted_as_members_are() {
    let app = TestApp::start();
    account(&app, "13310000006", "clerk", "wukang");
    let code = app.code_for("13310000006");
    let wrong = format!("{}{}", &code[..5], if code.ends_with('0') { "1" } else { "0" });
    let body = json!({ "phone": "13310000006", "code": wrong });
    let replies = at_once((0..12).map(|_| || app.post(SESSIONS, &body).json["code"].clone()));
    assert_eq!(replies.iter().filter(|code| *code == "otp_wrong").count(), 5, "{replies:?}");
    app.post(SESSIONS, &json!({ "phone": "13310000006", "code": code })).refused(422, "otp_exhausted");
}

#[test]
fn an_account_that_is_removed_is_signed_out_at_once_and_cannot_come_back() {
    let app = TestApp::start();
    let clerk = staff(&app, "13310000007", "clerk", "wukang");
    let out = clerk.ask("POST", "/staff/v1/sign-out").key("out").json(&json!({}));
    clerk.get(ME).expect(200);
    app.place.run(&["staff", "remove", &clerk.number.to_string()]);
    clerk.get(ME).refused(401, "staff_sign_in_required");
    clerk.get("/staff/v1/log").refused(401, "staff_sign_in_required");
    out.send().refused(401, "staff_sign_in_required");
    app.wait_for_next_code();
    sign_in(&app, "13310000007").refused(403, "not_staff");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM sessions WHERE staff_id IS NOT NULL"), 0);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM idempotency WHERE scope LIKE 'staff:%'"), 0);
}

#[test]
fn a_session_ends_after_twelve_hours_however_much_it_is_used() {
    let app = TestApp::start();
    let clerk = staff(&app, "13310000008", "clerk", "wukang");
    let left = "SELECT (expires_at - created_at) / 1000000 FROM sessions WHERE staff_id IS NOT NULL";
    assert_eq!(app.place.number(left), 12 * 3600);
    assert_eq!(clerk.get(ME).expect(200).cookie(), None);
    app.advance(TimeDelta::hours(12) - TimeDelta::minutes(1));
    assert_eq!(clerk.get(ME).expect(200).cookie(), None);
    app.advance(TimeDelta::minutes(1));
    clerk.get(ME).refused(401, "staff_sign_in_required");
}

#[test]
fn signing_in_and_out_is_in_the_log() {
    let app = TestApp::start();
    let clerk = staff(&app, "13310000009", "clerk", "wukang");
    let manager = staff(&app, "13310000010", "manager", "wukang");
    let elsewhere = staff(&app, "13310000011", "manager", "hefang");
    let gone = clerk.post("/staff/v1/sign-out", &json!({})).expect(200);
    assert!(gone.header("set-cookie").unwrap().starts_with("shuke-staff=; Path=/; Max-Age=0"));
    clerk.get(ME).refused(401, "staff_sign_in_required");
    let actions = |staff: &Staff| -> Vec<String> {
        staff.log().iter().map(|entry| entry["action"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(actions(&manager), ["sign_out", "sign_in", "sign_in"]);
    assert_eq!(actions(&elsewhere), ["sign_in"]);
    assert_eq!(manager.log()[0]["who"], "clerk 0009");
    app.wait_for_next_code();
    let back = sign_in(&app, "13310000009").expect(200).cookie().unwrap();
    let clerk = Staff { app: &app, cookie: back, number: clerk.number };
    assert_eq!(actions(&clerk), ["sign_in", "sign_out", "sign_in"], "a clerk's own only");
    let sessions = app.place.number("SELECT COUNT(DISTINCT session_id) FROM staff_log");
    assert_eq!(sessions, 4);
}

#[test]
fn the_log_comes_in_pages_that_leave_nothing_out() {
    let app = TestApp::start();
    let clerk = staff(&app, "13310000012", "clerk", "wukang");
    for id in 101..=225 {
        app.place.sql(&format!(
            "INSERT INTO staff_log (id, at, staff_id, store, session_id, action, note) \
             VALUES ({id}, {id}000000, {}, 'wukang', 1, 'look_up', '{id}')",
            clerk.number
        ));
    }
    let (mut path, mut seen) = ("/staff/v1/log".to_owned(), Vec::new());
    loop {
        let page = clerk.get(&path).expect(200).json;
        let entries = page["entries"].as_array().unwrap();
        assert!(entries.len() <= 50);
        seen.extend(entries.iter().map(|entry| entry["id"].as_str().unwrap().parse::<i64>().unwrap()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/staff/v1/log?after={next}");
    }
    let all: Vec<i64> = (101..=225).rev().chain([1]).collect();
    assert_eq!(seen, all);
    clerk.get("/staff/v1/log?after=x").refused(422, "invalid_fields");
}

#[test]
fn a_sign_in_whose_answer_was_lost_gets_a_session_again() {
    let app = TestApp::start();
    account(&app, "13310000013", "clerk", "wukang");
    let code = app.code_for("13310000013");
    let ask = app.ask("POST", SESSIONS).key("lost").json(&json!({ "phone": "13310000013", "code": code }));
    let first = ask.send().expect(200);
    let again = ask.send().expect(200);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_ne!(first.cookie(), again.cookie());
    let clerk = Staff { app: &app, cookie: again.cookie().unwrap(), number: 1 };
    clerk.get(ME).expect(200);
    assert_eq!(clerk.log().len(), 2, "each session is in the log");
    app.place.run(&["staff", "remove", "1"]);
    ask.send().refused(401, "staff_sign_in_required");
}

#[test]
fn a_sign_out_whose_answer_was_lost_is_answered_again() {
    let app = TestApp::start();
    let clerk = staff(&app, "13310000014", "clerk", "wukang");
    let ask = clerk.ask("POST", "/staff/v1/sign-out").key("out").json(&json!({}));
    ask.send().expect(200);
    assert_eq!(ask.send().expect(200).header("idempotency-replayed"), Some("true"));
    ask.clone().key("other").send().refused(401, "staff_sign_in_required");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM staff_log WHERE action = 'sign_out'"), 1);
}

#[test]
fn writes_of_staff_come_from_our_own_pages_with_a_key() {
    let app = TestApp::start();
    let clerk = staff(&app, "13310000015", "clerk", "wukang");
    let out = clerk.ask("POST", "/staff/v1/sign-out").json(&json!({}));
    for (name, value) in [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")] {
        out.clone().header(name, value).send().refused(403, "foreign_origin");
    }
    out.clone().without("idempotency-key").send().refused(400, "idempotency_key_missing");
    clerk.get(ME).expect(200);
    out.header("origin", &app.process.base).send().expect(200);
}

#[test]
fn one_session_that_asks_too_often_does_not_stop_another() {
    let app = TestApp::start_with(&[("SHUKE_RATE_SESSION", "1")]);
    let (one, other) = (staff(&app, "13310000016", "clerk", "wukang"), staff(&app, "13310000017", "clerk", "wukang"));
    let refused = (0..40).filter(|_| one.get(ME).status == 429).count();
    assert!(refused >= 20, "{refused}");
    other.get(ME).expect(200);
}

#[test]
fn the_page_of_staff_carries_nothing_of_a_member_who_is_signed_in_there() {
    let app = TestApp::start();
    let member = app.join("13310000018");
    assert!(member.get("/me").expect(200).text().contains(&member.number));
    for (path, status) in [("/staff", 200), ("/staff/found", 200), ("/staff/sign-in", 200), ("/staff/x", 404)] {
        let page = member.get(path).expect(status);
        assert!(!page.text().contains(&member.number), "{path}");
        assert_eq!(page.cookie(), None);
    }
    member.get("/staff/v1/nothing").refused(404, "not_found");
}
