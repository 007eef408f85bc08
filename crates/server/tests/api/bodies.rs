//! What comes in is read with care.

use crate::support::TestApp;
use serde_json::json;

const CODES: &str = "/api/v1/one-time-codes";

#[test]
fn malformed_json_and_wrong_types_are_named_with_their_place() {
    let app = TestApp::start();
    let post = |body: &str| app.ask("POST", CODES).header("content-type", "application/json").raw(body).send();
    for broken in ["{", "{\"phone\":", "nonsense", "{\"phone\":\"1\"} x", "\u{feff}{}", "{'phone':'1'}"] {
        let refused = post(broken).refused(400, "malformed_body");
        assert!(refused.json["message"].as_str().unwrap().contains("not"), "{broken}: {}", refused.text());
    }
    let wrong = post("{\"phone\":13800000000}").refused(400, "malformed_body");
    assert_eq!(wrong.json["fields"][0]["field"], "phone");
    assert!(wrong.json["fields"][0]["message"].as_str().unwrap().contains("invalid type: integer"));
    assert!(post("{}").refused(400, "malformed_body").text().contains("missing field `phone`"));
    post("").refused(400, "malformed_body");
    post("[]").refused(400, "malformed_body");
    let invalid_utf8 =
        app.ask("POST", CODES).header("content-type", "application/json").raw(b"{\"phone\":\"\xff\"}".to_vec());
    invalid_utf8.send().refused(400, "malformed_body");
    let deep = format!("{}{}", "[".repeat(30_000), "]".repeat(30_000));
    post(&deep).refused(400, "malformed_body");
}

#[test]
fn a_body_of_ten_megabytes_is_refused_and_the_sender_can_read_why() {
    let app = TestApp::start();
    let huge = format!("{{\"phone\":\"{}\"}}", "1".repeat(10_000_000));
    for _ in 0..3 {
        let refused = app.ask("POST", CODES).header("content-type", "application/json").raw(huge.clone()).send();
        assert_eq!(refused.refused(413, "body_too_large").json["figures"]["limit_bytes"], 65_536);
    }
    let chunked = app
        .ask("POST", CODES)
        .header("content-type", "application/json")
        .header("transfer-encoding", "chunked")
        .raw(huge);
    chunked.send().refused(413, "body_too_large");
    let member = app.join("18500000001");
    let edge = json!({ "name": "x".repeat(60_000), "birthday": null });
    member.put("/api/v1/me/profile", &edge).refused(422, "invalid_fields");
}

#[test]
fn only_json_is_json() {
    let app = TestApp::start();
    let ask = app.ask("POST", CODES).raw("{\"phone\":\"18500000002\"}");
    ask.send().refused(415, "unsupported_media_type");
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "multipart/form-data"] {
        ask.clone().header("content-type", kind).send().refused(415, "unsupported_media_type");
    }
    ask.header("content-type", "Application/JSON; charset=utf-8").send().expect(202);
}

#[test]
fn after_a_refusal_the_connection_is_good_for_the_next_request_although_the_body_came_late() {
    use std::io::{Read, Write};
    let app = TestApp::start();
    let address = app.process.base.strip_prefix("http://").unwrap();
    for refused in ["origin: https://elsewhere.example\r\ncontent-type: application/json", "content-type: text/plain"] {
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(std::time::Duration::from_secs(10))).unwrap();
        let head = format!(
            "POST {CODES} HTTP/1.1\r\nhost: {address}\r\nidempotency-key: late\r\n{refused}\r\ncontent-length: 2\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(200));
        stream.write_all(b"{}").unwrap();
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
        let mut answers = String::new();
        stream.read_to_string(&mut answers).unwrap();
        let statuses: Vec<&str> = answers.split("HTTP/1.1 ").skip(1).filter_map(|answer| answer.get(..3)).collect();
        assert!(matches!(statuses[..], ["403" | "415", "200"]), "{refused}: {answers}");
    }
}

#[test]
fn unknown_paths_and_methods_are_problems_too() {
    let app = TestApp::start();
    for path in ["/api/v1/nothing", "/api/", "/till/v1/x", "/api/v2/boot"] {
        app.get(path).refused(404, "not_found");
    }
    app.ask("DELETE", "/api/v1/boot").send().refused(405, "method_not_allowed");
    let wrong = app.ask("POST", "/api/v1/me/card").json(&json!({})).send().refused(405, "method_not_allowed");
    assert_eq!(wrong.header("allow"), Some("GET,HEAD"));
}

#[test]
fn headers_without_end_and_requests_that_are_none_end_the_connection_only() {
    use std::io::{Read, Write};
    let app = TestApp::start();
    let address = app.process.base.strip_prefix("http://").unwrap();
    let say = |text: &str| {
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(std::time::Duration::from_secs(5))).unwrap();
        // The server may close before it has read all.
        let _ = stream.write_all(text.as_bytes());
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        answer.lines().next().unwrap_or_default().to_owned()
    };
    let many = format!("GET / HTTP/1.1\r\nhost: x\r\n{}\r\n", "a: b\r\n".repeat(100));
    assert!(say(&many).contains("431"), "{}", say(&many));
    let long = format!("GET / HTTP/1.1\r\nhost: x\r\na: {}\r\n\r\n", "b".repeat(400_000));
    assert!(say(&long).contains("431"), "{}", say(&long));
    assert!(say("nonsense\r\n\r\n").contains("400"));
    app.get("/healthz").expect(200);
}
