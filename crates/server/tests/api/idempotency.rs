//! A write is done once for its key.

use crate::support::{TestApp, sale};
use serde_json::json;

#[test]
fn a_write_without_a_well_formed_key_is_refused() {
    let app = TestApp::start();
    let ask = app.ask("POST", "/api/v1/one-time-codes").json(&json!({ "phone": "18600000001" }));
    ask.clone().without("idempotency-key").send().refused(400, "idempotency_key_missing");
    for key in ["", "a b", "käse", &"k".repeat(65), "a/b"] {
        ask.clone().key(key).send().refused(400, "idempotency_key_missing");
    }
    ask.key(&"k".repeat(64)).send().expect(202);
}

#[test]
fn the_same_key_with_another_body_or_path_is_refused_and_does_nothing() {
    let app = TestApp::start();
    let member = app.join("18600000002");
    let till = app.till("wukang");
    till.ask("/till/v1/sales").key("k").json(&sale(&member.number, "1", 100)).send().expect(201);
    till.ask("/till/v1/sales")
        .key("k")
        .json(&sale(&member.number, "2", 100))
        .send()
        .refused(422, "idempotency_key_reused");
    till.ask("/till/v1/members/identify")
        .key("k")
        .json(&json!({ "code": member.code(0) }))
        .send()
        .refused(422, "idempotency_key_reused");
    assert_eq!(member.points(), 1);
    till.identify(&member.code(0)).expect(200);
}

#[test]
fn a_refusal_is_the_same_again_although_the_cause_has_gone() {
    let app = TestApp::start();
    let member = app.join("18600000003");
    let till = app.till("wukang");
    let id = till.sell(&member.number, "1", 1000);
    let path = format!("/till/v1/sales/{id}/refunds");
    let ask = till.ask(&path).key("k").json(&crate::support::refund("r", 2000));
    let first = ask.send().refused(422, "refund_too_large");
    let again = ask.send().refused(422, "refund_too_large");
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_ne!(first.json["request_id"], again.json["request_id"]);
    let wait = app.ask("POST", "/api/v1/one-time-codes").key("later").json(&json!({ "phone": "18600000004" }));
    app.code_for("18600000004");
    wait.send().refused(429, "otp_too_soon");
    app.wait_for_next_code();
    wait.send().expect(202);
}

#[test]
fn a_key_is_its_callers_own() {
    let app = TestApp::start();
    let (one, other) = (app.join("18600000005"), app.join("18600000006"));
    let put = |member: &crate::support::Member, name: &str| {
        member
            .ask("PUT", "/api/v1/me/profile")
            .key("k")
            .json(&json!({ "name": name, "birthday": null }))
            .send()
            .expect(200)
    };
    put(&one, "一");
    put(&other, "二");
    assert_eq!((one.card()["name"].as_str(), other.card()["name"].as_str()), (Some("一"), Some("二")));
    let (wukang, hefang) = (app.till("wukang"), app.till("hefang"));
    for till in [&wukang, &hefang] {
        till.ask("/till/v1/sales").key("k").json(&sale(&one.number, "1", 100)).send().expect(201);
    }
    assert_eq!(one.points(), 2);
}

#[test]
fn a_sign_in_that_was_refused_is_refused_alike_when_it_is_sent_again() {
    let app = TestApp::start();
    app.join("18600000010");
    app.wait_for_next_code();
    let stranger = json!({ "phone": "18600000011", "code": app.code_for("18600000011") });
    let right = app.code_for("18600000010");
    let wrong = if right == "000000" { "111111" } else { "000000" };
    let mistyped = json!({ "phone": "18600000010", "code": wrong });
    let of_staff = json!({ "phone": "18600000012", "code": app.code_for("18600000012") });
    let tries = [
        ("/api/v1/sessions", stranger, 404, "not_a_member"),
        ("/api/v1/sessions", mistyped, 422, "otp_wrong"),
        ("/staff/v1/sessions", of_staff, 403, "not_staff"),
    ];
    for (path, body, status, code) in tries {
        let ask = app.ask("POST", path).key(code).json(&body);
        let first = ask.send().refused(status, code);
        let again = ask.send().refused(status, code);
        assert_eq!(again.header("idempotency-replayed"), Some("true"), "{path}");
        assert_eq!(again.json["message"], first.json["message"], "{path}");
    }
}

#[test]
fn whoever_signed_out_of_the_session_that_a_resent_sign_in_began_is_signed_out() {
    let app = TestApp::start();
    let body = crate::support::joining("18600000013", &app.code_for("18600000013"));
    let ask = app.ask("POST", "/api/v1/members").key("k").json(&body);
    // The first answer never arrived.
    ask.send().expect(200);
    let member = app.member(&ask.send().expect(200));
    member.post("/api/v1/me/sign-out", &json!({})).expect(200);
    ask.send().refused(422, "otp_expired");
}

#[test]
fn an_old_sign_in_cannot_be_replayed_for_a_new_session() {
    let app = TestApp::start();
    let code = app.code_for("18600000007");
    let ask = app.ask("POST", "/api/v1/members").key("k").json(&crate::support::joining("18600000007", &code));
    ask.send().expect(200);
    let begun = (0..20).filter(|_| ask.send().status == 200).count();
    assert_eq!(begun, 10, "ten more and no others");
    let code = app.code_for("18600000008");
    let other = app.ask("POST", "/api/v1/members").key("other").json(&crate::support::joining("18600000008", &code));
    other.send().expect(200);
    app.advance(chrono::TimeDelta::seconds(601));
    other.send().refused(422, "otp_expired");
}
