//! Signing in and out

use crate::support::TestApp;
use chrono::TimeDelta;
use serde_json::json;

/// A page of another site may have its own name lead to this machine.
#[test]
fn what_is_for_development_is_for_who_calls_this_machine_by_its_address() {
    let app = TestApp::start();
    let number = app.join("18100000077").number;
    let port = app.process.base.rsplit_once(':').unwrap().1.to_owned();
    for (host, is_near) in [
        ("localhost", true),
        ("127.0.0.1", true),
        ("evil.example", false),
        ("127.0.0.1.evil.example", false),
        ("localhost.evil.example", false),
    ] {
        let (host, origin) = (format!("{host}:{port}"), format!("http://{host}:{port}"));
        let asked = |ask: crate::support::Ask| ask.header("host", &host).header("origin", &origin).send();
        let sign_in = asked(app.ask("POST", "/api/v1/dev/sessions").json(&serde_json::json!({ "who": number })));
        let list = asked(app.ask("GET", "/api/v1/dev/members"));
        let clock = asked(app.ask("POST", "/api/v1/dev/clock").json(&serde_json::json!({ "seconds": 1 })));
        if is_near {
            sign_in.expect(200);
            list.expect(200);
            clock.expect(200);
        } else {
            sign_in.refused(404, "dev_sign_in_off");
            list.refused(404, "dev_sign_in_off");
            clock.refused(404, "dev_clock_off");
        }
    }
}

#[test]
fn signing_out_here_leaves_the_other_device_signed_in_and_everywhere_does_not() {
    let app = TestApp::start();
    let phone = app.join("13700000001");
    let again = || {
        let reply = app.post("/api/v1/dev/sessions", &json!({ "who": phone.number })).expect(200);
        app.member(&reply)
    };
    let (tablet, desk) = (again(), again());
    assert_eq!(tablet.get("/api/v1/me/profile").json["sessions"], 3);

    let code = desk.code(0);
    let out = desk.post("/api/v1/me/sign-out", &json!({})).expect(200);
    assert!(out.header("set-cookie").unwrap().starts_with("shuke=; Path=/; Max-Age=0"));
    desk.get("/api/v1/me/card").refused(401, "sign_in_required");
    app.till("wukang").identify(&code).refused(404, "code_unknown");
    tablet.card();

    tablet.post("/api/v1/me/sign-out", &json!({ "everywhere": true })).expect(200);
    phone.get("/api/v1/me/card").refused(401, "sign_in_required");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM sessions"), 0);
}

#[test]
fn a_sign_out_whose_answer_was_lost_is_answered_again() {
    let app = TestApp::start();
    let member = app.join("13700000002");
    let ask = member.ask("POST", "/api/v1/me/sign-out").key("out").json(&json!({}));
    ask.send().expect(200);
    assert_eq!(ask.send().expect(200).header("idempotency-replayed"), Some("true"));
    ask.clone().key("other").send().refused(401, "sign_in_required");
    ask.json(&json!({ "everywhere": true })).send().refused(401, "sign_in_required");
}

#[test]
fn sessions_end_when_they_were_long_unused_and_live_on_when_they_are_used() {
    let app = TestApp::start();
    let member = app.join("13700000003");
    app.advance(TimeDelta::hours(2));
    let before = app.place.number("SELECT expires_at FROM sessions");
    let renewed = member.get("/api/v1/me/profile").expect(200);
    assert_eq!(renewed.cookie().as_deref(), Some(&*member.cookie));
    for _ in 0..100 {
        if app.place.number("SELECT expires_at FROM sessions") > before {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(app.place.number("SELECT expires_at FROM sessions") > before);
    assert_eq!(member.get("/api/v1/me/profile").cookie(), None);
    app.advance_days(179);
    member.get("/api/v1/me/card").expect(200);
    app.advance_days(181);
    member.get("/api/v1/me/card").refused(401, "sign_in_required");
}

#[test]
fn tokens_are_random_and_stored_only_as_hashes() {
    let app = TestApp::start();
    let member = app.join("13700000004");
    let token = member.cookie.strip_prefix("shuke=").unwrap();
    assert_eq!(token.len(), 64);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM sessions WHERE token_hash <> '' AND LENGTH(token_hash) = 64"), 1);
    for wrong in ["", "shuke=", "shuke=x", &format!("shuke={}", "0".repeat(64)), &format!("__Host-{}", member.cookie)] {
        app.ask("GET", "/api/v1/me/card").header("cookie", wrong).send().refused(401, "sign_in_required");
    }
    if app.place.is_sqlite() {
        let stored = ["shuke.sqlite", "shuke.sqlite-wal"]
            .map(|name| std::fs::read(app.place.directory.join("data").join(name)).unwrap());
        let holds =
            |needle: &str| stored.iter().any(|file| file.windows(needle.len()).any(|part| part == needle.as_bytes()));
        assert!(holds(&member.number));
        assert!(!holds(token));
    }
}

#[test]
fn the_development_sign_in_takes_card_numbers_and_is_off_unless_asked_for() {
    let app = TestApp::start();
    let member = app.join("13700000005");
    let spaced = format!("{} {}", &member.number[..3], &member.number[3..]);
    app.post("/api/v1/dev/sessions", &json!({ "who": spaced })).expect(200);
    app.post("/api/v1/dev/sessions", &json!({ "who": "nobody" })).refused(404, "member_unknown");

    let process = crate::support::Process::serve(app.place.serve_public(&[]));
    let ask = crate::support::Ask::new("POST", format!("{}/api/v1/dev/sessions", process.base));
    ask.json(&json!({ "who": member.number })).send().refused(404, "dev_sign_in_off");
}

#[test]
fn what_is_meant_for_one_member_is_not_done_for_another_who_signed_in_since() {
    let app = TestApp::start();
    let (first, second) = (app.join("13700000006"), app.join("13700000007"));
    let meant =
        |number: &str| second.ask("POST", "/api/v1/me/check-ins").header("member-number", number).json(&json!({}));
    meant(&first.number).key("tap").send().refused(409, "other_member");
    let looks = second.ask("GET", "/api/v1/me/card").header("member-number", &first.number).send();
    looks.refused(409, "other_member");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM check_ins"), 0);
    meant(&second.number).key("tap").send().expect(200);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM check_ins"), 1);
}
