//! A session that ended opens no endpoint of the contract, however it ended, and every one says by its code that one must sign in
//! again: an app tells that from being offline.

use super::NAME;
use crate::attacks::{Target, Targets};
use crate::staff::{account, sign_in, staff};
use crate::support::{Ask, Member, TestApp};
use chrono::TimeDelta;
use serde_json::{Value, json};
use shuke_contract::Caller;

/// Sends everything that a kind of caller can send, and wants to be refused all of it.
struct Tries<'a> {
    app: &'a TestApp,
    document: Value,
    sent: usize,
    sessions: usize,
}

impl<'a> Tries<'a> {
    fn new(app: &'a TestApp) -> Self {
        let document = app.get("/api/v1/openapi.json").expect(200).json;
        Self { app, document, sent: 0, sessions: 0 }
    }

    fn of(caller: Caller) -> impl Iterator<Item = Target> {
        Targets::all().into_iter().filter(move |target| target.caller == caller)
    }

    fn refused(&mut self, caller: Caller, (header, value): (&str, &str), code: &str, how: &str) {
        self.sessions += 1;
        for target in Self::of(caller) {
            let what = format!("{} {} after {how}", target.method, target.path);
            for id in ["1", "7"] {
                let ask = self.app.ask(target.method, &target.path.replace("{id}", id)).header(header, value);
                let ask = match target.method {
                    "GET" => ask,
                    _ => ask.json(&target.sample(&self.document, "100000000000").body),
                };
                let reply = ask.send();
                assert_eq!((reply.status, reply.json["code"].as_str()), (401, Some(code)), "{what}: {}", reply.text());
                assert_eq!(reply.header("content-type"), Some("application/problem+json"), "{what}");
                assert_eq!((reply.cookie(), reply.header("idempotency-replayed")), (None, None), "{what}");
                assert!(!reply.text().contains(NAME), "{what}: {}", reply.text());
                self.sent += 1;
            }
        }
    }

    fn of_member(&mut self, cookie: &str, number: &str, how: &str) {
        self.refused(Caller::Member, ("cookie", cookie), "sign_in_required", how);
        for page in ["/", "/me", "/code", "/me/receipts/1", "/points"] {
            let text = Ask::new("GET", self.app.url(page)).header("cookie", cookie).send().text();
            assert!(!text.contains(NAME) && !text.contains(number), "{page} after {how}");
        }
    }
}

fn named<'a>(app: &'a TestApp, phone: &str) -> Member<'a> {
    let member = app.join(phone);
    member.put("/api/v1/me/profile", &json!({ "name": NAME, "birthday": null })).expect(200);
    assert!(member.get("/").text().contains(NAME));
    member
}

#[test]
fn a_members_session_that_ended_opens_no_endpoint_and_no_page() {
    let app = TestApp::start();
    let mut tries = Tries::new(&app);
    let member = named(&app, "13440000001");
    let there = app.sign_in_as(&member.number);
    member.post("/api/v1/me/sign-out", &json!({})).expect(200);
    tries.of_member(&member.cookie, &member.number, "signing out");
    let third = app.sign_in_as(&member.number);
    third.post("/api/v1/me/sign-out", &json!({ "everywhere": true })).expect(200);
    tries.of_member(&there.cookie, &member.number, "signing out everywhere elsewhere");
    tries.of_member(&third.cookie, &member.number, "signing out everywhere");
    let closed = named(&app, "13440000002");
    let other = app.sign_in_as(&closed.number);
    closed.post("/api/v1/me/close", &json!({ "last_four": &closed.number[9..] })).expect(200);
    tries.of_member(&closed.cookie, &closed.number, "closing the account");
    tries.of_member(&other.cookie, &closed.number, "closing the account elsewhere");
    let idle = named(&app, "13440000003");
    let clerk = staff(&app, "13440000009", "manager", "wukang");
    app.advance_days(181);
    tries.of_member(&idle.cookie, &idle.number, "half a year without it");
    tries.of_member(&clerk.cookie.replace("shuke-staff", "shuke"), "no number", "being staff's");
    println!("{} ended sessions of members, {} requests", tries.sessions, tries.sent);
    assert!(tries.sent > tries.sessions * 60, "{}", tries.sent);
}

#[test]
fn a_session_of_staff_that_ended_and_a_till_key_that_was_revoked_open_no_endpoint() {
    let app = TestApp::start();
    let mut tries = Tries::new(&app);
    let of_staff = |tries: &mut Tries<'_>, cookie: &str, how: &str| {
        tries.refused(Caller::Staff, ("cookie", cookie), "staff_sign_in_required", how);
    };
    let (phone, number) = ("13440000005", account(&app, "13440000005", "manager", "wukang"));
    let first = sign_in(&app, phone).expect(200).cookie().unwrap();
    app.wait_for_next_code();
    let second = sign_in(&app, phone).expect(200).cookie().unwrap();
    app.post("/staff/v1/sign-out", &json!({})).refused(401, "staff_sign_in_required");
    app.ask("POST", "/staff/v1/sign-out").header("cookie", &first).json(&json!({})).send().expect(200);
    of_staff(&mut tries, &first, "signing out");
    app.place.run(&["staff", "remove", &number.to_string()]);
    of_staff(&mut tries, &second, "the account was removed");
    let day = staff(&app, "13440000006", "clerk", "wukang");
    app.advance(TimeDelta::hours(13));
    of_staff(&mut tries, &day.cookie, "a working day");
    let member = app.join("13440000007");
    of_staff(&mut tries, &member.cookie.replace("shuke", "shuke-staff"), "being a member's");
    let till = app.till("wukang");
    app.place.run(&["till-key", "revoke", "1"]);
    let bearer = format!("Bearer {}", till.key);
    tries.refused(Caller::Till, ("authorization", &bearer), "till_key_required", "it was revoked");
    println!("{} ended sessions of staff and tills, {} requests", tries.sessions, tries.sent);
}
