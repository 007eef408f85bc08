//! Limits of requests

use crate::support::TestApp;
use serde_json::json;

#[test]
fn an_address_that_asks_too_often_is_told_to_wait_and_health_is_always_answered() {
    let app = TestApp::start_with(&[("SHUKE_RATE_ADDRESS", "2")]);
    let replies: Vec<_> = (0..40).map(|_| app.get("/api/v1/boot")).collect();
    let refused = replies.iter().find(|reply| reply.status == 429).cloned().unwrap();
    assert_eq!(refused.clone().refused(429, "too_many_requests").json["figures"]["retry_after_seconds"], 1);
    assert_eq!(refused.header("retry-after"), Some("1"));
    assert!(replies.iter().filter(|reply| reply.status == 200).count() >= 20);
    app.get("/healthz").expect(200);
    app.get("/readyz").expect(200);
}

#[test]
fn one_session_that_asks_too_often_does_not_stop_another() {
    let app = TestApp::start_with(&[("SHUKE_RATE_SESSION", "1")]);
    let (one, other) = (app.join("18300000001"), app.join("18300000002"));
    let refused = (0..40).filter(|_| one.get("/api/v1/me/card").status == 429).count();
    assert!(refused >= 20, "{refused}");
    other.card();
}

#[test]
fn one_till_that_asks_too_often_does_not_stop_another() {
    let app = TestApp::start_with(&[("SHUKE_RATE_TILL", "1")]);
    let (one, other) = (app.till("wukang"), app.till("hefang"));
    let ask = |till: &crate::support::Till| till.post("/till/v1/members/identify", &json!({ "code": "x" })).status;
    let refused = (0..40).filter(|_| ask(&one) == 429).count();
    assert!(refused >= 20, "{refused}");
    assert_eq!(ask(&other), 422);
}

#[test]
fn what_a_client_says_of_its_address_is_believed_from_trusted_proxies_only() {
    let app = TestApp::start_with(&[("SHUKE_RATE_ADDRESS", "1")]);
    let claim =
        |n: u32| app.ask("GET", "/api/v1/boot").header("x-forwarded-for", &format!("203.0.113.{n}")).send().status;
    let refused = (0..40).filter(|n| claim(*n) == 429).count();
    assert!(refused >= 20, "{refused}");
}
