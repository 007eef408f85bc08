//! `POST /api/v1/one-time-codes`, and what becomes of the codes

use crate::support::{TestApp, at_once, joining};
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

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

/// Three hundred people, one shop's Wi-Fi, one hour, eight of them typing at any time; one in ten does not get the first message.
#[test]
fn a_shop_full_of_people_gets_in_behind_one_address() {
    let app = TestApp::start();
    let next = AtomicUsize::new(0);
    at_once((0..8).map(|_| {
        || {
            loop {
                let n = next.fetch_add(1, Ordering::SeqCst);
                if n >= 300 {
                    break;
                }
                if n.is_multiple_of(10) {
                    app.post(CODES, &json!({ "phone": format!("1391000{n:04}") })).expect(202);
                }
                app.join(&format!("1370000{n:04}"));
            }
        }
    }));
    assert_eq!(app.place.number("SELECT COUNT(*) FROM members"), 300);
}

#[test]
fn a_script_that_goes_through_numbers_is_stopped_and_told_until_when() {
    let app = TestApp::start();
    let spray = |from: usize, most: usize| {
        let tried = (from..from + most).map(|n| app.post(CODES, &json!({ "phone": format!("138{n:08}") })));
        tried.take_while(|reply| reply.status == 202).count()
    };
    assert_eq!(spray(0, 80), 50, "codes that nobody used, in an hour");
    let refused = app.post(CODES, &json!({ "phone": "13911111111" })).refused(429, "otp_limit");
    let wait = refused.json["figures"]["retry_after_seconds"].as_i64().unwrap();
    assert!((3_500..=3_600).contains(&wait), "{wait}");
    assert_eq!(refused.header("retry-after"), Some(&*wait.to_string()));
    assert_eq!(refused.json["rule"], "at most 50 in an hour for an address that nobody used");
    app.advance(TimeDelta::seconds(wait));
    let days: usize = (1..8)
        .map(|hour| {
            let sent = spray(hour * 1_000, 80);
            app.advance(TimeDelta::hours(1));
            sent
        })
        .sum();
    assert_eq!(50 + days, 200, "in a day");
    let tomorrow = app.post(CODES, &json!({ "phone": "13911111111" })).refused(429, "otp_limit");
    assert!(tomorrow.json["figures"]["retry_after_seconds"].as_i64().unwrap() > 12 * 3_600);
    assert!(tomorrow.json["rule"].as_str().unwrap().contains("in a day"), "{}", tomorrow.text());
}

#[test]
fn a_browser_gets_ten_codes_an_hour_from_whatever_address_and_another_is_free() {
    let app = TestApp::start();
    let first = app.post(CODES, &json!({ "phone": "13900000100" })).expect(202);
    let set = first.header("set-cookie").unwrap();
    assert!(set.starts_with("shuke-device=") && set.contains("; HttpOnly; SameSite=Strict"), "{set}");
    let cookie = first.cookie().unwrap();
    let ask = |n: usize| {
        let ask = app.ask("POST", CODES).json(&json!({ "phone": format!("139000002{n:02}") }));
        ask.header("cookie", &cookie).send()
    };
    for n in 1..10 {
        assert_eq!(ask(n).expect(202).header("set-cookie"), None, "it is known already");
    }
    let refused = ask(10).refused(429, "otp_limit");
    assert_eq!(refused.json["rule"], "at most 10 in an hour for a browser");
    app.code_for("13900000300");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM one_time_codes WHERE LENGTH(device) = 64"), 11, "hashes alone");
}

#[test]
fn the_limits_are_what_the_settings_say() {
    let settings = [
        ("SHUKE_CODES_NUMBER_HOUR", "2"),
        ("SHUKE_CODES_NUMBER_DAY", "3"),
        ("SHUKE_CODES_ADDRESS_HOUR", "4"),
        ("SHUKE_CODES_ADDRESS_UNUSED_HOUR", "3"),
        ("SHUKE_CODES_ADDRESS_UNUSED_DAY", "9"),
    ];
    let app = TestApp::start_with(&settings);
    let limit =
        |phone: &str| app.post(CODES, &json!({ "phone": phone })).refused(429, "otp_limit").json["rule"].clone();
    app.code_for("13900000401");
    app.wait_for_next_code();
    app.code_for("13900000401");
    app.wait_for_next_code();
    assert_eq!(limit("13900000401"), "at most 2 in an hour for a number");
    app.join("13900000402");
    app.code_for("13900000403");
    assert!(limit("13900000404").as_str().unwrap().contains("for an address"));
    app.advance(TimeDelta::hours(1));
    app.code_for("13900000401");
    app.advance(TimeDelta::hours(1));
    assert_eq!(limit("13900000401"), "at most 3 in a day for a number");
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
