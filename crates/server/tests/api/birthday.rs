//! `/api/v1/me/birthday`

use crate::coupons::today;
use crate::support::{Member, Place, TestApp, root};
use serde_json::{Value, json};
use shuke_rules::Day;

fn page(member: &Member<'_>) -> Value {
    member.get("/api/v1/me/birthday").expect(200).json
}

fn put(member: &Member<'_>, day: Day) {
    let birthday = json!({ "month": day.month(), "day": day.day_of_month() });
    member.put("/api/v1/me/profile", &json!({ "name": "小满", "birthday": birthday })).expect(200);
}

fn month_of(day: Day) -> (Day, Day) {
    let first = day.minus_days(day.day_of_month() - 1);
    (first, first.plus_months(1).minus_days(1))
}

#[test]
fn without_a_birthday_one_learns_what_it_would_bring() {
    let app = TestApp::start();
    let member = app.join("18640000001");
    let seen = page(&member);
    assert_eq!((&seen["birthday"], &seen["held"], &seen["name"]), (&Value::Null, &json!([]), &Value::Null));
    let gift = &seen["gifts"][0];
    assert_eq!(
        (&gift["terms"]["id"], &gift["whole_month"], &gift["first"]),
        (&json!("birthday"), &json!(true), &Value::Null)
    );
    assert_eq!(seen["from_tier"], Value::Null);
}

#[test]
fn with_one_it_says_from_when_until_when_and_shows_the_coupon_when_it_is_there() {
    let app = TestApp::start();
    let member = app.join("18640000002");
    let later = today().plus_months(2);
    put(&member, later);
    let seen = page(&member);
    let (first, last) = month_of(later);
    assert_eq!(
        (&seen["gifts"][0]["first"], &seen["gifts"][0]["last"]),
        (&json!(first.to_string()), &json!(last.to_string()))
    );
    assert_eq!((&seen["held"], &seen["name"]), (&json!([]), &json!("小满")));
    put(&member, today());
    let seen = page(&member);
    assert_eq!(seen["held"].as_array().unwrap().len(), 1);
    let (next, _) = month_of(today().plus_months(12));
    assert_eq!(seen["gifts"][0]["first"], next.to_string(), "this year's is there, the next is next year's");
}

#[test]
fn moving_the_birthday_brings_none_sooner_than_next_year() {
    let app = TestApp::start();
    let member = app.join("18640000003");
    put(&member, today());
    assert_eq!(page(&member)["held"].as_array().unwrap().len(), 1);
    let (this_month, _) = month_of(today());
    let moved = this_month.plus_months(1);
    put(&member, moved);
    let seen = page(&member);
    assert_eq!(seen["held"].as_array().unwrap().len(), 1, "what was given stays");
    let first = seen["gifts"][0]["first"].as_str().unwrap();
    assert!(first.starts_with(&(today().year() + 1).to_string()), "{first}");
}

#[test]
fn a_tier_that_is_given_nothing_is_told_which_one_is() {
    let place = Place::new();
    place.run(&["apply", root().join("brands/shanlan.toml").to_str().unwrap()]);
    let app = TestApp::start_in(place, &[]);
    let member = app.join("18640000004");
    let seen = page(&member);
    assert_eq!((&seen["gifts"], &seen["from_tier"]), (&json!([]), &json!("silver")));
    app.till("shanghai-yuyuan").sell(&member.number, "1", 300_000);
    let seen = page(&member);
    assert_eq!((&seen["gifts"][0]["terms"]["id"], &seen["from_tier"]), (&json!("birthday"), &Value::Null));
}
