//! `POST /api/v1/one-time-codes`, and what becomes of the codes

use crate::support::{TestApp, at_once, joining};
use chrono::TimeDelta;
use serde_json::{Value, json};

const CODES: &str = "/api/v1/one-time-codes";
const SESSIONS: &str = "/api/v1/sessions";

fn wrong(code: &str) -> String {
    let last = if code.ends_with('0') { "1" } else { "0" };
    format!("{}{last}", &code[..5])
}

fn sign_in(phone: &str, code: &str) -> Value {
    json!({ "phone": phone, "code": code })
}

#[test]
fn five_wrong_tries_and_even_the_right_digits_no_longer_count() {
    let app = TestApp::start();
    app.join("13900000001");
    app.wait_for_next_code();
    let code = app.code_for("13900000001");
    for left in (0..5).rev() {
        let refused = app.post(SESSIONS, &sign_in("13900000001", &wrong(&code))).refused(422, "otp_wrong");
        assert_eq!(refused.json["figures"]["tries_left"], left);
    }
    app.post(SESSIONS, &sign_in("13900000001", &code)).refused(422, "otp_exhausted");
}

#[test]
fn wrong_tries_at_once_are_all_counted() {
    let app = TestApp::start();
    let code = app.code_for("13900000002");
    let replies = at_once((0..16).map(|_| || app.post(SESSIONS, &sign_in("13900000002", &wrong(&code)))));
    let tried = replies.iter().filter(|reply| reply.json["code"] == "otp_wrong").count();
    assert_eq!(tried, 5);
    assert!(replies.iter().all(|reply| reply.status == 422));
}

#[test]
fn a_code_counts_once_and_for_five_minutes() {
    let app = TestApp::start();
    let code = app.code_for("13900000003");
    app.post("/api/v1/members", &joining("13900000003", &code)).expect(200);
    app.post(SESSIONS, &sign_in("13900000003", &code)).refused(422, "otp_expired");
    app.wait_for_next_code();
    let code = app.code_for("13900000003");
    app.advance(TimeDelta::seconds(300));
    app.post(SESSIONS, &sign_in("13900000003", &code)).refused(422, "otp_expired");
    app.post(SESSIONS, &sign_in("13900000004", "123456")).refused(422, "otp_expired");
}

#[test]
fn the_right_code_of_a_number_that_is_no_members_goes_on_to_join() {
    let app = TestApp::start();
    let code = app.code_for("13900000005");
    app.post(SESSIONS, &sign_in("13900000005", &code)).refused(404, "not_a_member");
    app.post("/api/v1/members", &joining("13900000005", &code)).expect(200);
    app.wait_for_next_code();
    let code = app.code_for("13900000005");
    let reply = app.post(SESSIONS, &sign_in("13900000005", &code)).expect(200);
    assert_eq!(reply.json["joined"], false);
    app.member(&reply).card();
}

#[test]
fn a_number_gets_one_code_a_minute_and_five_an_hour() {
    let app = TestApp::start();
    app.code_for("13900000006");
    let soon = app.post(CODES, &json!({ "phone": "+86 139-0000-0006" })).refused(429, "otp_too_soon");
    let wait = soon.json["figures"]["retry_after_seconds"].as_i64().unwrap();
    assert!((55..=60).contains(&wait), "{wait}");
    assert_eq!(soon.header("retry-after"), Some(&*wait.to_string()));
    for _ in 0..4 {
        app.wait_for_next_code();
        app.code_for("13900000006");
    }
    app.wait_for_next_code();
    app.post(CODES, &json!({ "phone": "13900000006" })).refused(429, "otp_limit");
    app.code_for("13900000007");
}

#[test]
fn an_address_gets_twenty_codes_an_hour_whatever_the_numbers() {
    let app = TestApp::start();
    for number in 0..20 {
        app.post(CODES, &json!({ "phone": format!("1390000{number:04}") })).expect(202);
    }
    app.post(CODES, &json!({ "phone": "13911111111" })).refused(429, "otp_limit");
}

#[test]
fn the_same_request_sent_twice_sends_one_message() {
    let app = TestApp::start();
    let ask = app.ask("POST", CODES).key("once").json(&json!({ "phone": "13900000008" }));
    let replies = at_once((0..6).map(|_| || ask.send().expect(202)));
    assert!(replies.iter().all(|reply| reply.json == replies[0].json));
    app.get("/healthz");
    assert_eq!(app.process.codes("13900000008").len(), 1);
}

#[test]
fn what_is_no_mobile_number_gets_no_code() {
    let app = TestApp::start();
    for phone in ["", "12345", "02112345678", "138000000011", "١٣٨٠٠٠٠٠٠٠١"] {
        let refused = app.post(CODES, &json!({ "phone": phone })).refused(422, "invalid_fields");
        assert_eq!(refused.json["fields"][0]["field"], "phone");
    }
    for code in ["", "12345", "1234567", "12345a"] {
        app.post(SESSIONS, &sign_in("13900000009", code)).refused(422, "invalid_fields");
    }
}

mod gateway {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::sync::mpsc::{Receiver, channel};

    /// A gateway that answers everything with `answer`, and what it was sent.
    fn listen(answer: &'static str) -> (String, Receiver<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/send?to={{phone}}", listener.local_addr().unwrap());
        let (told, heard) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut seen = Vec::new();
                let mut part = [0; 4096];
                while !String::from_utf8_lossy(&seen).contains("minutes") {
                    match stream.read(&mut part).unwrap() {
                        0 => break,
                        length => seen.extend_from_slice(&part[..length]),
                    }
                }
                stream.write_all(answer.as_bytes()).unwrap();
                if told.send(String::from_utf8(seen).unwrap()).is_err() {
                    return;
                }
            }
        });
        (url, heard)
    }

    fn start(url: &str) -> TestApp {
        TestApp::start_with(&[
            ("SHUKE_SMS", "http"),
            ("SHUKE_SMS_URL", url),
            ("SHUKE_SMS_HEADERS", "Authorization: Bearer hush\nContent-Type: application/json"),
            ("SHUKE_SMS_BODY", r#"{"to":"{phone}","text":"{code}, {minutes} minutes"}"#),
            ("SHUKE_SMS_SUCCESS_TEXT", "\"ok\":true"),
            ("SHUKE_SMS_TIMEOUT_SECONDS", "2"),
        ])
    }

    #[test]
    fn a_gateway_is_asked_as_the_settings_say_and_the_code_is_in_no_log() {
        let (url, heard) = listen("HTTP/1.1 200 OK\r\ncontent-length: 11\r\nconnection: close\r\n\r\n{\"ok\":true}");
        let app = start(&url);
        app.post(CODES, &json!({ "phone": "13900000010" })).expect(202);
        let request = heard.recv().unwrap();
        assert!(request.starts_with("POST /send?to=13900000010 HTTP/1.1\r\n"), "{request}");
        assert!(request.to_lowercase().contains("authorization: bearer hush"), "{request}");
        let body = request.split("\r\n\r\n").nth(1).unwrap();
        let code = &body[body.find("text\":\"").unwrap() + 7..][..6];
        assert_eq!(body, format!(r#"{{"to":"13900000010","text":"{code}, 5 minutes"}}"#));
        app.post("/api/v1/members", &joining("13900000010", code)).expect(200);
        assert!(!app.process.log().join("\n").contains(code));
    }

    #[test]
    fn a_gateway_that_refuses_or_is_silent_counts_for_nothing_and_the_same_key_may_try_again() {
        for answer in [
            "HTTP/1.1 500 Oops\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 12\r\nconnection: close\r\n\r\n{\"ok\":false}",
        ] {
            let (url, heard) = listen(answer);
            let app = start(&url);
            let ask = app.ask("POST", CODES).key("again").json(&json!({ "phone": "13900000011" }));
            for _ in 0..3 {
                ask.send().refused(502, "otp_not_sent");
                heard.recv().unwrap();
            }
            assert_eq!(app.place.number("SELECT COUNT(*) FROM one_time_codes"), 0);
        }
        let app = start("http://127.0.0.1:9/{phone}");
        app.post(CODES, &json!({ "phone": "13900000012" })).refused(502, "otp_not_sent");
        assert!(!app.process.log().join("\n").contains("13900000012"));
    }
}
