//! A sign-in that is sent again after what it began has ended begins nothing. Tried on every endpoint that begins a session: which
//! those are shows when they are sent.

use crate::attacks::{Target, Targets};
use crate::staff::account;
use crate::support::{Ask, Member, Reply, TestApp, joining};
use serde_json::{Value, json};
use shuke_contract::Caller;

const MEMBER: &str = "13450000001";
const STAFF: &str = "13450000002";

/// Fills in what a sign-in needs: a number with a code that was just sent to it, or a card.
fn filled(app: &TestApp, target: &Target, document: &Value, card: &str, n: usize) -> Value {
    let mut body = target.sample(document, card).body;
    if body.get("consents").is_some() {
        // A number that nobody has: it joins.
        let phone = format!("1345001{n:04}");
        return joining(&phone, &app.code_for(&phone));
    }
    if body.get("code").is_some() && body.get("phone").is_some() {
        let phone = if target.path.starts_with("/staff") { STAFF } else { MEMBER };
        app.wait_for_next_code();
        (body["code"], body["phone"]) = (json!(app.code_for(phone)), json!(phone));
    }
    if body.get("who").is_some() {
        body["who"] = json!(card);
    }
    body
}

/// What began a session: how it was asked, its key, and what was answered.
fn sign_ins(app: &TestApp, card: &str) -> Vec<(Target, Ask, Reply)> {
    let document = app.get("/api/v1/openapi.json").expect(200).json;
    let anyones = Targets::writes().into_iter().filter(|target| target.caller == Caller::Anyone);
    let sent = anyones.enumerate().map(|(n, target)| {
        let body = filled(app, &target, &document, card, n);
        let ask = app.ask(target.method, target.path).json(&body);
        let reply = ask.send();
        (target, ask, reply)
    });
    let begins = |reply: &Reply| {
        let cookie = reply.cookie().unwrap_or_default();
        cookie.starts_with("shuke=") || cookie.starts_with("shuke-staff=")
    };
    sent.filter(|(.., reply)| begins(reply)).collect()
}

#[test]
fn a_sign_in_that_is_sent_again_after_everything_ended_begins_nothing() {
    let app = TestApp::start();
    let card = app.join(MEMBER).number;
    let number = account(&app, STAFF, "manager", "wukang");
    let sign_ins = sign_ins(&app, &card);
    let paths: Vec<_> = sign_ins.iter().map(|(target, ..)| target.path).collect();
    assert_eq!(
        paths,
        ["/api/v1/members", "/api/v1/sessions", "/api/v1/dev/sessions", "/staff/v1/sessions"],
        "what begins sessions"
    );
    // While they stand, a second sending is the same tap: its answer was lost.
    for (_, ask, first) in &sign_ins {
        let again = ask.send().expect(200);
        assert_eq!(
            (again.header("idempotency-replayed"), &again.json["number"]),
            (Some("true"), &first.json["number"])
        );
    }
    // Everything ends: a member's by a sign-out everywhere in a session of another sign-in, staff's with the account.
    let numbers: Vec<_> = sign_ins.iter().filter_map(|(.., reply)| reply.json["number"].as_str()).collect();
    for number in numbers {
        app.sign_in_as(number).post("/api/v1/me/sign-out", &json!({ "everywhere": true })).expect(200);
    }
    app.place.run(&["staff", "remove", &number.to_string()]);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM sessions"), 0);
    for (target, ask, _) in &sign_ins {
        for other in [false, true] {
            // The development sign-in needs no code: under another key it is another sign-in.
            if other && target.path.starts_with("/api/v1/dev/") {
                continue;
            }
            let ask = if other { ask.clone().key(&format!("other-{}", target.path.len())) } else { ask.clone() };
            for _ in 0..3 {
                let reply = ask.send();
                assert!((400..500).contains(&reply.status), "{}: {}", target.path, reply.text());
                assert_eq!(reply.header("set-cookie"), None, "{}", target.path);
            }
        }
    }
    assert_eq!(app.place.number("SELECT COUNT(*) FROM sessions"), 0);
}

#[test]
fn a_code_that_was_sent_before_signing_out_everywhere_signs_nobody_in_after_it() {
    let app = TestApp::start();
    let member: Member<'_> = app.join(MEMBER);
    app.wait_for_next_code();
    let code = app.code_for(MEMBER);
    member.post("/api/v1/me/sign-out", &json!({ "everywhere": true })).expect(200);
    for path in ["/api/v1/sessions", "/api/v1/members"] {
        let mut body = joining(MEMBER, &code);
        if path.ends_with("sessions") {
            body.as_object_mut().unwrap().remove("consents");
        }
        app.post(path, &body).refused(422, "otp_expired");
    }
    app.wait_for_next_code();
    let code = app.code_for(MEMBER);
    app.post("/api/v1/sessions", &json!({ "phone": MEMBER, "code": code })).expect(200);
}
