//! Starting, watching and stopping the server.

use crate::support::{Ask, Place, Process, TestApp, at_once, brand, sale};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

#[test]
fn it_tells_how_it_is_and_counts_what_it_does() {
    let app = TestApp::start();
    assert_eq!(app.get("/healthz").expect(200).text(), "ok\n");
    assert_eq!(app.get("/readyz").expect(200).text(), "ready\n");
    let member = app.join("18000000001");
    let till = app.till("wukang");
    till.sell(&member.number, "1", 100);
    till.post("/till/v1/sales", &sale(&member.number, "1", 100)).refused(409, "sale_exists");
    let metrics = app.get("/metrics").expect(200);
    assert_eq!(metrics.header("content-type"), Some("text/plain; version=0.0.4"));
    let text = metrics.text();
    for line in [
        "shuke_members_joined_total 1",
        "shuke_sales_booked_total 1",
        "shuke_codes_sent_total 1",
        "shuke_requests_total{method=\"POST\",route=\"/till/v1/sales\",status=\"201\"} 1",
        "shuke_requests_total{method=\"POST\",route=\"/till/v1/sales\",status=\"409\"} 1",
    ] {
        assert!(text.lines().any(|other| other == line), "{line} is not in\n{text}");
    }
}

#[test]
fn a_policy_that_was_good_when_it_was_applied_stays_in_force_under_a_release_that_demands_more() {
    let place = Place::new();
    place.run(&["apply", brand().to_str().unwrap()]);
    let (now, once) = ("per_member = 1\nclaim = {}", "claim = {}");
    let changed = std::fs::read_to_string(brand()).unwrap().replace(now, once);
    let refused = shuke_rules::policy::file::read(&changed).unwrap_err();
    assert!(refused.iter().all(|problem| problem.key.contains(".claim")), "{refused:?}");
    place.sql(&format!("UPDATE rule_versions SET source = replace(source, '{now}', '{once}')"));
    let app = TestApp::start_in(place, &[]);
    let member = app.join("18000000009");
    assert!(member.get("/api/v1/me/coupon-offers").expect(200).text().contains("winter-88"));
}

#[test]
fn the_log_has_a_line_for_each_request_and_nothing_of_any_person() {
    let app = TestApp::start();
    let member = app.join("18012345678");
    member.put("/api/v1/me/profile", &json!({ "name": "绝密姓名", "birthday": { "month": 3, "day": 4 } })).expect(200);
    let till = app.till("wukang");
    let code = member.code(0);
    till.identify(&code).expect(200);
    let id = till.sell(&member.number, "receipt-77", 100);
    member.get(&format!("/api/v1/me/receipts/{id}")).expect(200);
    member.get(&format!("/api/v1/me/receipts?after={}", member.number));
    member.get(&format!("/api/v1/me/receipts/{id}?after={}", member.number)).refused(422, "invalid_fields");
    member.get("/s/wukang?phone=18012345678").expect(200);
    let refused =
        member.put("/api/v1/me/profile", &json!({ "name": 18_012_345_678_i64 })).refused(400, "malformed_body");
    let line = app.process.line(refused.json["request_id"].as_str().unwrap());
    let request: Value = serde_json::from_str(&line).unwrap();
    assert_eq!((&request["route"], &request["status"]), (&json!("/api/v1/me/profile"), &json!(400)));
    let log: String = app.process.log().into_iter().filter(|line| !line.starts_with("one-time code")).collect();
    let token = member.cookie.strip_prefix("shuke=").unwrap();
    for secret in
        ["18012345678", &member.number, &code, token, &till.key, "绝密姓名", "receipt-77", &member.device().secret]
    {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}

#[test]
fn when_it_stops_no_request_is_cut_off_and_nothing_acknowledged_is_missing() {
    let mut app = TestApp::start();
    let member = app.join("18000000003").number;
    let key = app.till("wukang").key;
    let stopping = AtomicBool::new(false);
    let (booked, broken) = std::thread::scope(|scope| {
        let (app, stopping, member, key) = (&app, &stopping, &member, &key);
        let work = |worker: u32| {
            move || {
                let (mut booked, mut broken) = (0, Vec::new());
                for n in 0.. {
                    let ask = app.ask("POST", "/till/v1/sales").header("authorization", &format!("Bearer {key}"));
                    let asked_before = !stopping.load(Ordering::SeqCst);
                    match ask.json(&sale(member, &format!("{worker}-{n}"), 100)).try_send() {
                        Ok(reply) if reply.status == 201 => booked += 1,
                        Ok(reply) => broken.push(reply.text()),
                        Err(error) if asked_before && !is_refused(&error) => broken.push(error.to_string()),
                        Err(_) => break,
                    }
                }
                (booked, broken)
            }
        };
        let workers: Vec<_> = (0..8).map(|worker| scope.spawn(work(worker))).collect();
        std::thread::sleep(Duration::from_millis(400));
        stopping.store(true, Ordering::SeqCst);
        app.process.signal("TERM");
        let all = workers.into_iter().map(|worker| worker.join().unwrap());
        all.fold((0, Vec::new()), |(booked, mut broken), (more, also)| {
            broken.extend(also);
            (booked + more, broken)
        })
    });
    assert!(app.process.wait().success());
    assert_eq!(broken, Vec::<String>::new());
    assert!(booked > 0);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM sales"), booked);
}

/// A connection that was not begun, or was idle when the server closed it: nothing was asked on it.
fn is_refused(error: &ureq::Error) -> bool {
    matches!(error, ureq::Error::ConnectionFailed)
        || matches!(error, ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused)
}

#[test]
fn a_slow_request_is_waited_for_when_it_stops() {
    use std::io::{Read, Write};
    let mut app = TestApp::start();
    let address = app.process.base.strip_prefix("http://").unwrap();
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    let body = "{\"phone\":\"18000000004\"}";
    write!(
        stream,
        "POST /api/v1/one-time-codes HTTP/1.1\r\nhost: {address}\r\nidempotency-key: slow\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{}",
        body.len(),
        &body[..5]
    )
    .unwrap();
    std::thread::sleep(Duration::from_millis(100));
    app.process.signal("TERM");
    std::thread::sleep(Duration::from_millis(300));
    stream.write_all(&body.as_bytes()[5..]).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");
    assert!(app.process.wait().success());
}

#[test]
fn settings_that_will_not_do_stop_the_start_with_name_and_remedy() {
    let place = Place::new();
    place.run(&["apply", brand().to_str().unwrap()]);
    let refused = |settings: &[(&str, &str)]| match Process::try_serve(place.serve(settings)) {
        Err(said) => said,
        Ok(_) => panic!("{settings:?} was taken"),
    };
    let public = refused(&[("SHUKE_PUBLIC_URL", "https://card.example")]);
    assert!(public.contains("error: setting dev_sign_in: ") && public.contains("127.0.0.1"), "{public}");
    assert!(public.contains("error: setting sms: "), "{public}");
    let several = refused(&[("SHUKE_TIMEOUT_SECONDS", "soon"), ("SHUKE_LOG", "loud")]);
    assert!(several.contains("timeout_seconds") && several.contains("log: `loud` will not do"), "{several}");
    let file = place.directory.join("shuke.toml");
    std::fs::write(&file, "lissten = \"127.0.0.1:1\"\nrate_till = [1]\n").unwrap();
    let file = refused(&[("SHUKE_CONFIG", file.to_str().unwrap())]);
    assert!(
        file.contains("lissten: there is no such setting") && file.contains("rate_till: is of the wrong type"),
        "{file}"
    );
}

#[test]
fn without_a_policy_it_says_which_command_to_run() {
    let place = Place::new();
    let said = Process::try_serve(place.serve(&[])).err().unwrap();
    assert!(said.contains("shuke apply"), "{said}");
}

#[test]
fn several_may_open_fresh_data_at_once() {
    for _ in 0..4 {
        let place = Place::new();
        let applied = at_once((0..6).map(|_| {
            || {
                let apply = || place.run(&["apply", brand().to_str().unwrap()]);
                std::panic::catch_unwind(std::panic::AssertUnwindSafe(apply)).is_ok()
            }
        }));
        assert_eq!(applied, [true; 6]);
    }
}

#[test]
fn two_servers_on_the_same_data_see_each_others_writes_at_once() {
    let one = TestApp::start();
    let other = Process::serve(one.place.serve(&[]));
    let member = one.join("18000000009");
    let key = format!("Bearer {}", one.till("wukang").key);
    let points = |base: &str| {
        let ask = Ask::new("GET", format!("{base}/api/v1/me/card")).header("cookie", &member.cookie);
        ask.send().expect(200).json["points"].as_i64().unwrap()
    };
    let sell = |base: &str, number: &str| {
        let ask = Ask::new("POST", format!("{base}/till/v1/sales")).header("authorization", &key);
        ask.json(&sale(&member.number, number, 100)).send().expect(201);
    };
    for n in 0..10 {
        sell(&one.process.base, &format!("a{n}"));
        assert_eq!(points(&other.base), 2 * n + 1);
        sell(&other.base, &format!("b{n}"));
        assert_eq!(points(&one.process.base), 2 * n + 2);
    }
    at_once((0..40).map(|n| {
        let base = if n % 2 == 0 { &one.process.base } else { &other.base };
        move || sell(base, &format!("c{n}"))
    }));
    assert_eq!((points(&one.process.base), points(&other.base)), (60, 60));
    one.place.run(&["ledger", "verify"]);
}

#[test]
fn what_is_no_longer_needed_is_tidied_up_and_the_rest_stays() {
    let app = TestApp::start();
    let member = app.join("18000000010");
    let till = app.till("wukang");
    till.identify(&member.code(0)).expect(200);
    till.sell(&member.number, "old", 100);
    app.advance_days(3);
    let recent = till.ask("/till/v1/sales").key("recent").json(&sale(&member.number, "recent", 100));
    recent.send().expect(201);
    let key = till.key.clone();
    let app = app.start_again("TERM");
    for _ in 0..200 {
        if app.place.number("SELECT COUNT(*) FROM idempotency") == 1 {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(app.place.number("SELECT COUNT(*) FROM idempotency"), 1);
    assert_eq!(app.place.number("SELECT (SELECT COUNT(*) FROM code_uses) + (SELECT COUNT(*) FROM one_time_codes)"), 0);
    let again = app.ask("POST", "/till/v1/sales").header("authorization", &format!("Bearer {key}")).key("recent");
    let number = app.place.text("SELECT card FROM members");
    assert_eq!(
        again.json(&sale(&number, "recent", 100)).send().expect(201).header("idempotency-replayed"),
        Some("true")
    );
}
