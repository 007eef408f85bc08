//! What was answered within a session ends with it: whoever still has the cookie, the key and the body learns nothing. Tried on
//! every write of the contract, for members and for staff.

mod endpoints;
mod sign_ins;

use crate::attacks::Targets;
use crate::staff::{Staff, account, sign_in, staff};
use crate::support::{Ask, Member, TestApp, joining};
use serde_json::{Value, json};
use shuke_contract::Caller;

const NAME: &str = "乌有之名";
/// What ends the session that it is sent in.
const ENDING: [&str; 3] = ["/api/v1/me/sign-out", "/api/v1/me/close", "/staff/v1/sign-out"];

/// What was sent in a session, with what was answered.
type Sent = Vec<(Ask, Value)>;

/// Every write of a kind of caller that does not end the session, each under a key of its own.
fn everything(app: &TestApp, caller: Caller, member: &str, of: &str, ask: impl Fn(&str, &str) -> Ask) -> Sent {
    let document = app.get("/api/v1/openapi.json").expect(200).json;
    let writes = Targets::writes().into_iter().filter(|target| target.caller == caller);
    let mut sent = Vec::new();
    for target in writes.filter(|target| !ENDING.contains(&target.path)) {
        let body = target.sample(&document, member).body;
        let ask = ask(target.method, &target.path.replace("{id}", "7"));
        sent.push(ask.key(&format!("{of}-{}", sent.len())).json(&body));
    }
    sent.into_iter().map(|ask| (ask.clone(), ask.send().json)).collect()
}

/// The same of a member, with replies that name them and say where they live.
fn of_member(app: &TestApp, member: &Member<'_>, of: &str) -> Sent {
    let mut sent = everything(app, Caller::Member, &member.number, of, |method, path| member.ask(method, path));
    let name = json!({ "name": NAME, "birthday": { "month": 10, "day": 17 } });
    let address = json!({ "name": NAME, "phone": "19876543210", "region": "无人省无人市", "street": "忘川路 1 号" });
    for (method, path, body) in [("PUT", "/api/v1/me/profile", name), ("POST", "/api/v1/me/addresses", address)] {
        let ask = member.ask(method, path).key(&format!("{of}{}", path.len())).json(&body);
        sent.push((ask.clone(), ask.send().expect(200).json));
    }
    assert!(sent.len() > 12, "{}", sent.len());
    sent
}

fn of_staff(app: &TestApp, staff: &Staff<'_>, member: &str, of: &str) -> Sent {
    let sent = everything(app, Caller::Staff, member, of, |method, path| staff.ask(method, path));
    assert!(sent.len() > 5, "{}", sent.len());
    sent
}

#[track_caller]
fn refused(sent: &Sent, code: &str) {
    for (ask, answer) in sent {
        let again = ask.send().refused(401, code);
        assert_eq!(again.header("idempotency-replayed"), None);
        assert_eq!(again.cookie(), None);
        assert!(![NAME, "忘川", "19876543210"].iter().any(|needle| again.text().contains(needle)), "{}", again.text());
        assert_ne!(again.json, *answer);
    }
}

#[track_caller]
fn answered_again(sent: &Sent) {
    for (ask, answer) in sent {
        let again = ask.send();
        assert_eq!(again.header("idempotency-replayed"), Some("true"), "{}", again.text());
        let without = |json: &Value| {
            json.as_object().map(|all| {
                all.iter()
                    .filter(|(name, _)| *name != "request_id")
                    .map(|(name, value)| (name.clone(), value.clone()))
                    .collect::<Vec<_>>()
            })
        };
        assert_eq!(without(&again.json), without(answer));
    }
}

#[test]
fn after_signing_out_nothing_of_the_session_is_answered_but_the_signing_out_itself() {
    let app = TestApp::start();
    let phone = "13430000001";
    let code = app.code_for(phone);
    let join = app.ask("POST", "/api/v1/members").key("join").json(&joining(phone, &code));
    let here = app.member(&join.send().expect(200));
    let there = app.sign_in_as(&here.number);
    let (sent, theirs) = (of_member(&app, &here, "a"), of_member(&app, &there, "b"));
    let out = here.ask("POST", "/api/v1/me/sign-out").key("out").json(&json!({}));
    out.send().expect(200);
    refused(&sent, "sign_in_required");
    assert_eq!(out.send().expect(200).json, json!({}));
    let other = here.ask("POST", "/api/v1/me/sign-out").key("out").json(&json!({ "everywhere": true }));
    other.send().refused(401, "sign_in_required");
    join.send().refused(422, "otp_expired");
    answered_again(&theirs);
    println!("{} writes of a member refused, {} of another browser answered again", sent.len(), theirs.len());
}

#[test]
fn after_signing_out_everywhere_nothing_of_any_session_is_answered() {
    let app = TestApp::start();
    let here = app.join("13430000002");
    app.wait_for_next_code();
    let code = app.code_for("13430000002");
    let body = json!({ "phone": "13430000002", "code": code });
    let sign_in = app.ask("POST", "/api/v1/sessions").key("in").json(&body);
    let there = app.member(&sign_in.send().expect(200));
    let third = app.ask("POST", "/api/v1/dev/sessions").key("dev").json(&json!({ "who": here.number }));
    let desk = app.member(&third.send().expect(200));
    let sent: Vec<Sent> =
        [&here, &there, &desk].iter().enumerate().map(|(n, one)| of_member(&app, one, &format!("s{n}"))).collect();
    let out = there.ask("POST", "/api/v1/me/sign-out").key("out").json(&json!({ "everywhere": true }));
    out.send().expect(200);
    for sent in &sent {
        refused(sent, "sign_in_required");
    }
    assert_eq!(out.send().expect(200).json, json!({}));
    for again in [&sign_in, &third] {
        again.send().refused(422, "otp_expired");
    }
    let kept = "SELECT COUNT(*) FROM idempotency WHERE scope LIKE 'session:%'";
    assert_eq!(app.place.number(kept), 1, "only the answer to the signing out");
}

#[test]
fn after_closing_the_account_only_the_closing_is_answered_again() {
    let app = TestApp::start();
    let code = app.code_for("13430000003");
    let join = app.ask("POST", "/api/v1/members").key("join").json(&joining("13430000003", &code));
    let member = app.member(&join.send().expect(200));
    let sent = of_member(&app, &member, "c");
    let close = member.ask("POST", "/api/v1/me/close").key("close").json(&json!({ "last_four": &member.number[9..] }));
    close.send().expect(200);
    refused(&sent, "sign_in_required");
    assert_eq!(close.send().expect(200).json, json!({}));
    join.send().refused(422, "otp_expired");
}

#[test]
fn of_staff_who_signed_out_or_were_removed_nothing_is_answered_either() {
    let app = TestApp::start();
    let member = app.join("13430000004").number;
    let (phone, number) = ("13430000005", account(&app, "13430000005", "manager", "wukang"));
    let code = app.code_for(phone);
    let first = app.ask("POST", "/staff/v1/sessions").key("in").json(&json!({ "phone": phone, "code": code }));
    let here = Staff { app: &app, cookie: first.send().expect(200).cookie().unwrap(), number };
    app.wait_for_next_code();
    let there = Staff { app: &app, cookie: sign_in(&app, phone).expect(200).cookie().unwrap(), number };
    let colleague = staff(&app, "13430000006", "clerk", "wukang");
    let sent = [(&here, "a"), (&there, "b"), (&colleague, "c")].map(|(who, of)| of_staff(&app, who, &member, of));
    let out = here.ask("POST", "/staff/v1/sign-out").key("out").json(&json!({}));
    out.send().expect(200);
    refused(&sent[0], "staff_sign_in_required");
    assert_eq!(out.send().expect(200).json, json!({}));
    first.send().refused(401, "staff_sign_in_required");
    answered_again(&sent[1]);
    app.place.run(&["staff", "remove", &number.to_string()]);
    refused(&sent[1], "staff_sign_in_required");
    answered_again(&sent[2]);
    println!("{} writes of staff refused", sent[0].len() + sent[1].len());
}
