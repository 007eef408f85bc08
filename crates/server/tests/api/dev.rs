//! `POST /api/v1/dev/clock`, and the setting that allows it

use crate::support::{Ask, CLOCK_OFFSET, Place, Process, TestApp, brand};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

const CLOCK: &str = "/api/v1/dev/clock";

fn now_of(json: &Value) -> DateTime<Utc> {
    json["now"].as_str().unwrap().parse().unwrap()
}

fn is_about(time: DateTime<Utc>, expected: DateTime<Utc>) -> bool {
    (time - expected).abs() < TimeDelta::seconds(20)
}

#[test]
fn time_passes_for_everybody_and_once_for_a_request_that_is_sent_again() {
    let app = TestApp::start();
    let member = app.join("13210000001");
    assert_eq!(member.get("/api/v1/me/tasks").json["today"], app.today().to_string());
    let ask = app.ask("POST", CLOCK).key("on").json(&json!({ "seconds": 3 * 86_400 }));
    let first = ask.send().expect(200).json;
    assert!(is_about(now_of(&first), Utc::now() + TimeDelta::days(3)));
    for _ in 0..3 {
        let again = ask.send().expect(200);
        assert_eq!((again.header("idempotency-replayed"), &again.json), (Some("true"), &first));
    }
    let told = app.post(CLOCK, &json!({ "seconds": 0 })).expect(200).json;
    assert!(is_about(now_of(&told), Utc::now() + TimeDelta::days(3)) && now_of(&told) >= now_of(&first));
    let today = shuke_rules::time::Zone::named("Asia/Shanghai").unwrap().day_of(now_of(&told));
    assert_eq!(member.get("/api/v1/me/tasks").json["today"], today.to_string());
}

#[test]
fn time_goes_on_only_and_as_far_as_dates_can_be_written() {
    let app = TestApp::start();
    for seconds in [-1, i64::MIN, i64::MAX, 101 * 366 * 86_400] {
        let refused = app.post(CLOCK, &json!({ "seconds": seconds })).refused(422, "invalid_fields").json;
        assert_eq!(refused["fields"][0]["field"], "seconds");
    }
    app.post(CLOCK, &json!({ "seconds": "soon" })).refused(400, "malformed_body");
    app.post(CLOCK, &json!({ "seconds": 99 * 365 * 86_400_i64 })).expect(200);
    app.post(CLOCK, &json!({ "seconds": 2 * 365 * 86_400 })).refused(422, "invalid_fields");
    app.join("13210000002").card();
}

#[test]
fn a_server_starts_at_the_time_that_it_is_given_and_goes_on_from_there_when_it_starts_again() {
    let place = Place::new();
    place.run(&["apply", brand().to_str().unwrap()]);
    let mut command = place.serve(&[]);
    command.args(["--clock-offset", "-864000"]);
    let process = Process::serve(command);
    let ask = Ask::new("POST", format!("{}{CLOCK}", process.base)).json(&json!({ "seconds": 0 }));
    assert!(is_about(now_of(&ask.send().expect(200).json), Utc::now() - TimeDelta::days(10)));
    drop(process);
    let app = TestApp::start_in(place, &[(CLOCK_OFFSET, "3600")]);
    app.advance_days(2);
    let app = app.start_again("TERM");
    let told = app.post(CLOCK, &json!({ "seconds": 0 })).expect(200).json;
    assert!(is_about(now_of(&told), app.now()) && is_about(app.now(), Utc::now() + TimeDelta::hours(49)));
}

#[test]
fn the_clock_stands_where_it_is_unless_asked_for_and_is_refused_on_a_public_address() {
    let place = Place::new();
    place.run(&["apply", brand().to_str().unwrap()]);
    let process = Process::serve(place.serve_public(&[]));
    for seconds in [0, 3_600, -1] {
        let ask = Ask::new("POST", format!("{}{CLOCK}", process.base)).json(&json!({ "seconds": seconds }));
        ask.send().refused(404, "dev_clock_off");
    }
    for (setting, value) in [("SHUKE_PUBLIC_URL", "https://card.example"), ("SHUKE_TRUSTED_PROXIES", "10.0.0.1")] {
        let public = place.serve_public(&[(setting, value), (CLOCK_OFFSET, "0")]);
        let said = Process::try_serve(public).err().unwrap();
        assert!(said.contains("error: setting clock_offset: ") && said.contains("127.0.0.1"), "{said}");
    }
    let elsewhere = Process::try_serve(place.serve_public(&[(CLOCK_OFFSET, "an hour")])).err().unwrap();
    assert!(elsewhere.contains("clock_offset: `an hour` will not do"), "{elsewhere}");
}
