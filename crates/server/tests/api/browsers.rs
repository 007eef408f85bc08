//! What browsers say about where a request comes from, and what they are told.

use crate::support::{Ask, Place, Process, TestApp, brand, joining};
use serde_json::json;

fn code(app: &TestApp) -> Ask {
    app.ask("POST", "/api/v1/one-time-codes").json(&json!({ "phone": "18400000001" }))
}

#[test]
fn writes_from_other_sites_are_refused_and_our_own_are_not() {
    let app = TestApp::start();
    let own = app.process.base.clone();
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "http://127.0.0.1:1"),
        // Our own host by the scheme that we were not reached by.
        ("origin", &*own.replace("http://", "https://")),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
    ] {
        code(&app).header(name, value).send().refused(403, "foreign_origin");
    }
    code(&app).header("origin", &own).header("sec-fetch-site", "same-origin").send().expect(202);
    let member = app.join("18400000002");
    let name = json!({ "name": "x", "birthday": null });
    member
        .ask("PUT", "/api/v1/me/profile")
        .json(&name)
        .header("origin", "https://evil.example")
        .send()
        .refused(403, "foreign_origin");
    assert_eq!(member.card()["name"], json!(null));
}

#[test]
fn tills_are_no_browsers_and_need_no_origin() {
    let app = TestApp::start();
    let member = app.join("18400000003");
    let till = app.till("wukang");
    let ask = till.ask("/till/v1/sales").json(&crate::support::sale(&member.number, "1", 100));
    ask.header("origin", "https://pos.example").send().expect(201);
}

/// A server that others can reach, and how to ask it.
pub fn public(settings: &[(&str, &str)]) -> (TestApp, impl Fn(&str, &str) -> Ask) {
    let place = Place::new();
    place.run(&["apply", brand().to_str().unwrap()]);
    let process = Process::serve(place.serve_public(settings));
    let base = process.base.clone();
    (TestApp::with(process, place), move |method: &str, path: &str| Ask::new(method, format!("{base}{path}")))
}

#[test]
fn behind_https_only_our_own_https_pages_may_write() {
    let (app, ask) = public(&[("SHUKE_PUBLIC_URL", "https://card.example")]);
    let boot = ask("GET", "/api/v1/boot").send().expect(200);
    assert_eq!(boot.header("strict-transport-security"), Some("max-age=31536000; includeSubDomains"));
    assert_eq!(boot.json["dev_sign_in"], false);
    let out = ask("POST", "/api/v1/me/sign-out").json(&json!({}));
    out.clone().header("origin", "https://card.example").send().refused(401, "sign_in_required");
    out.clone().header("origin", "http://card.example").send().refused(403, "foreign_origin");
    out.header("origin", &app.process.base).send().refused(403, "foreign_origin");
}

#[test]
fn a_trusted_proxy_says_who_asks_and_whether_by_https() {
    let (app, ask) = public(&[("SHUKE_TRUSTED_PROXIES", "127.0.0.0/8"), ("SHUKE_RATE_ADDRESS", "1")]);
    let from = |address: &str| ask("GET", "/api/v1/boot").header("x-forwarded-for", address).send().status;
    assert!((0..40).all(|n| from(&format!("198.51.100.7, 203.0.113.{n}")) == 200), "each address has its own limit");
    assert!((0..40).any(|_| from("203.0.113.200") == 429));

    let hash = shuke_server::secrets::hash(&["code", "salt", "123456"]);
    app.place.sql(&format!(
        "INSERT INTO one_time_codes (id, phone, address, salt, code_hash, sent_at, expires_at) \
         VALUES (999, '18400000009', '', 'salt', '{hash}', 0, 9000000000000000)"
    ));
    let join = ask("POST", "/api/v1/members").json(&joining("18400000009", "123456"));
    let joined = join.header("x-forwarded-proto", "https").header("x-forwarded-for", "203.0.113.77").send().expect(200);
    assert!(joined.header("set-cookie").unwrap().starts_with("__Host-shuke="));
    assert!(joined.header("set-cookie").unwrap().ends_with("; HttpOnly; SameSite=Lax; Secure"));
    let card = |name: &str| {
        ask("GET", "/api/v1/me/card").header("cookie", &joined.cookie().unwrap()).header("x-forwarded-proto", name)
    };
    card("https").header("x-forwarded-for", "203.0.113.77").send().expect(200);
    card("http").header("x-forwarded-for", "203.0.113.77").send().refused(401, "sign_in_required");
}

#[test]
fn every_answer_carries_the_headers_that_keep_browsers_honest() {
    let app = TestApp::start();
    for path in ["/", "/api/v1/boot", "/api/v1/nothing", "/healthz", "/x.js"] {
        let reply = app.get(path);
        for name in [
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
            "permissions-policy",
            "x-request-id",
        ] {
            assert!(reply.header(name).is_some(), "{path} has no {name}");
        }
        assert_eq!(reply.header("strict-transport-security"), None, "not without https");
        let policy = reply.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe-inline"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    }
    assert_eq!(app.get("/api/v1/boot").header("cache-control"), Some("no-store"));
}

#[test]
fn frames_are_allowed_where_the_settings_say() {
    let app = TestApp::start_with(&[("SHUKE_FRAME_ANCESTORS", "https://servicewechat.com,https://*.example.com")]);
    let policy = app.get("/").header("content-security-policy").unwrap().to_owned();
    assert!(policy.ends_with("frame-ancestors 'self' https://servicewechat.com https://*.example.com"), "{policy}");
}

#[test]
fn a_browser_that_knows_no_name_for_webassembly_alone_may_run_it_all_the_same() {
    let app = TestApp::start();
    let phone = |os: &str, version: &str| {
        format!(
            "Mozilla/5.0 (iPhone; CPU iPhone OS {os} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) {version}Mobile/15E148"
        )
    };
    for (engine, is_old) in [
        (phone("15_8", "Version/15.6 "), true),
        (phone("15_4_1", "") + " MicroMessenger/8.0.50(0x1800323c)", true),
        (phone("16_0", "Version/16.0 "), false),
        (phone("18_5", ""), false),
        (phone("17_0", "") + " FooApp Version/15.2", false),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6 Safari/605.1.15".to_owned(), true),
        ("Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0.0.0 Version/15. Mobile".to_owned(), false),
    ] {
        let policy = app.ask("GET", "/").header("user-agent", &engine).send();
        let policy = policy.header("content-security-policy").unwrap().to_owned();
        assert!(policy.contains(" 'wasm-unsafe-eval'"), "{engine}");
        assert_eq!(policy.contains(" 'unsafe-eval'"), is_old, "{engine}");
    }
}
