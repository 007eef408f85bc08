//! `/api/v1/me/check-ins`

use crate::support::{Member, Reply, TestApp, at_once};
use chrono::TimeDelta;
use serde_json::{Value, json};
use shuke_rules::Day;
use shuke_rules::time::Zone;

const PATH: &str = "/api/v1/me/check-ins";
const MAKE_UP: &str = "/api/v1/me/check-ins/make-up";

fn today() -> Day {
    Zone::named("Asia/Shanghai").unwrap().day_of(chrono::Utc::now())
}

fn ago(days: u32) -> Day {
    today().minus_days(days)
}

/// A server of a hundred days ago.
fn start_long_ago() -> TestApp {
    TestApp::start_behind(TimeDelta::days(100))
}

/// A member who joined when the server started, long ago, and has checked in on these days since.
fn with_days<'a>(app: &'a TestApp, phone: &str, days: impl IntoIterator<Item = Day>) -> Member<'a> {
    let member = app.join(phone);
    for day in days {
        app.advance_to_noon(day);
        check_in(&member).expect(200);
    }
    app.catch_up();
    member
}

fn check_in(member: &Member<'_>) -> Reply {
    member.post(PATH, &json!({}))
}

fn make_up(member: &Member<'_>, day: Day) -> Reply {
    member.post(MAKE_UP, &json!({ "day": day.to_string() }))
}

fn state(member: &Member<'_>) -> Value {
    member.get(PATH).expect(200).json
}

fn ledger_is_whole(app: &TestApp) {
    let said = app.place.run(&["ledger", "verify"]);
    assert!(!said.contains("wrong"), "{said}");
}

#[test]
fn a_day_is_checked_in_on_once_and_earns_its_points() {
    let app = TestApp::start();
    let member = app.join("18100000001");
    assert_eq!(state(&member)["done"], false);
    assert_eq!(member.card()["check_in"], json!({ "done": false, "streak": 0, "points": 2, "week": 0 }));
    let done = check_in(&member).expect(200).json;
    let base = done["reward"]["base"].as_i64().unwrap();
    let themed = done["reward"]["themed"].as_i64().unwrap_or(0);
    assert_eq!((base, &done["now"]["streak"], &done["now"]["done"]), (2, &json!(1), &json!(true)));
    assert_eq!(done["now"]["next"], json!({ "days": 2, "points": 5 }));
    assert_eq!(member.points(), base + themed);
    assert_eq!(member.card()["check_in"]["done"], true);
    check_in(&member).refused(409, "checked_in_already");
    assert_eq!(member.points(), base + themed);
    ledger_is_whole(&app);
}

#[test]
fn days_in_a_row_earn_their_reward() {
    let app = start_long_ago();
    let member = with_days(&app, "18100000002", [ago(2), ago(1)]);
    assert_eq!(state(&member)["streak"], 2);
    let done = check_in(&member).expect(200).json;
    assert_eq!((&done["reward"]["streak"], &done["now"]["streak"]), (&json!(5), &json!(3)));
    assert_eq!(done["now"]["next"], json!({ "days": 4, "points": 15 }));
}

#[test]
fn the_card_has_the_days_of_this_week_made_up_for_or_not_and_on_monday_none() {
    let app = start_long_ago();
    // A Wednesday in the past.
    let monday = ago(30).minus_days(ago(30).weekday());
    let member = app.join("18100000011");
    app.till("wukang").sell(&member.number, "1", 10_000);
    let week = |member: &Member<'_>| member.card()["check_in"]["week"].clone();
    for day in [monday.minus_days(1), monday, monday.plus_days(2)] {
        app.advance_to_noon(day);
        let done = check_in(&member).expect(200).json;
        assert_eq!(done["now"]["week"], week(&member), "what a check-in answers is what the card says");
    }
    assert_eq!(week(&member), 0b000_0101, "Sunday was of the week before");
    make_up(&member, monday.plus_days(1)).expect(200);
    assert_eq!(week(&member), 0b000_0111);
    app.advance_to_noon(monday.plus_days(6));
    assert_eq!(week(&member), 0b000_0111);
    app.advance_to_noon(monday.plus_days(7));
    assert_eq!(week(&member), 0, "a card that was kept over midnight is another");
}

#[test]
fn two_phones_that_check_in_at_once_check_in_once() {
    let app = TestApp::start();
    let member = app.join("18100000003");
    let replies = at_once((0..32).map(|_| || check_in(&member).status));
    assert_eq!(replies.iter().filter(|status| **status == 200).count(), 1, "{replies:?}");
    assert!(replies.iter().all(|status| matches!(status, 200 | 409)), "{replies:?}");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM check_ins"), 1);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM ledger"), 1);
    ledger_is_whole(&app);
}

#[test]
fn the_same_request_twice_is_answered_alike_and_booked_once() {
    let app = TestApp::start();
    let member = app.join("18100000004");
    let ask = || member.ask("POST", PATH).json(&json!({})).key("the-same").send().expect(200).text();
    assert_eq!(ask(), ask());
    assert_eq!(app.place.number("SELECT COUNT(*) FROM check_ins"), 1);
}

#[test]
fn a_missed_day_costs_points_earns_the_base_and_keeps_the_streak() {
    let app = start_long_ago();
    let member = with_days(&app, "18100000005", [ago(3), ago(1)]);
    app.till("wukang").sell(&member.number, "1", 10_000);
    let before = member.points();
    let offer = state(&member)["make_up"].clone();
    assert_eq!((&offer["price"], &offer["left"]), (&json!(10), &json!(3)));
    assert!(offer["days"].as_array().unwrap().contains(&json!(ago(2).to_string())), "{offer}");
    let done = make_up(&member, ago(2)).expect(200).json;
    assert_eq!(done["reward"], json!({ "base": 2 }));
    assert_eq!((&done["now"]["streak"], &done["now"]["make_up"]["left"]), (&json!(3), &json!(2)));
    assert_eq!(member.points(), before - 8);
    make_up(&member, ago(2)).refused(409, "checked_in_already");
    assert_eq!(app.place.number("SELECT CAST(SUM(points) AS BIGINT) FROM ledger_lots"), 10);
    ledger_is_whole(&app);
    let report: Value =
        serde_json::from_str(&app.place.run(&["report", "points", "--at", &today().to_string(), "--json"])).unwrap();
    assert_eq!((&report["spent"], &report["balance"]), (&json!(10), &json!(before - 8)));
}

#[test]
fn every_no_to_a_missed_day_says_why() {
    let app = start_long_ago();
    let member = with_days(&app, "18100000006", []);
    let short = make_up(&member, ago(1)).refused(422, "points_short").json;
    assert_eq!((&short["figures"]["price_points"], &short["figures"]["points"]), (&json!(10), &json!(0)));
    app.till("wukang").sell(&member.number, "1", 100_000);
    for day in [today(), today().plus_days(1), ago(8)] {
        make_up(&member, day).refused(422, "make_up_refused");
    }
    for day in 1..=3 {
        make_up(&member, ago(day)).expect(200);
    }
    let refused = make_up(&member, ago(4)).refused(422, "make_up_refused").json;
    assert_eq!(refused["figures"]["per_month"], 3);
    let newcomer = app.join("18100000007");
    make_up(&newcomer, ago(1)).refused(422, "make_up_refused");
    ledger_is_whole(&app);
}

#[test]
fn parallel_make_ups_never_spend_more_than_there_is() {
    let app = start_long_ago();
    let member = with_days(&app, "18100000008", []);
    app.till("wukang").sell(&member.number, "1", 1_500);
    let replies = at_once((1..=6).map(|day| {
        let member = &member;
        move || make_up(member, ago(day)).status
    }));
    // 15 points pay for one; what it earns does not pay for another.
    assert_eq!(replies.iter().filter(|status| **status == 200).count(), 1, "{replies:?}");
    assert_eq!(member.points(), 7);
    ledger_is_whole(&app);
}

#[test]
fn a_brand_without_check_in_says_so() {
    let app = TestApp::start();
    let member = app.join("18100000009");
    let file = std::fs::read_to_string(crate::support::brand()).unwrap();
    let (before, rest) = file.split_once("[check_in]").unwrap();
    let after = rest.find("[[consents]]").unwrap();
    let without = app.place.directory.join("without.toml");
    std::fs::write(&without, format!("{before}{}", &rest[after..])).unwrap();
    app.place.run(&["apply", without.to_str().unwrap()]);
    assert_eq!(member.card()["check_in"], Value::Null);
    member.get(PATH).refused(404, "check_in_off");
    check_in(&member).refused(404, "check_in_off");
}

#[test]
fn the_export_has_every_day() {
    let app = start_long_ago();
    let member = with_days(&app, "18100000010", [ago(1)]);
    check_in(&member).expect(200);
    let days = member.get("/api/v1/me/export").expect(200).json["check_ins"].clone();
    assert_eq!(days.as_array().unwrap().len(), 2);
    assert_eq!(days[0]["day"], ago(1).to_string());
}
