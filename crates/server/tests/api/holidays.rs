//! `/api/v1/holidays`, and what a holiday is to a member: a line on the card on its days, one in the inbox, one in the export.

use crate::support::{Place, TestApp, brand, zone};
use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};

/// A server whose brand greets on some days, counted from today.
fn greeting(days: &[(i64, i64, &str)]) -> TestApp {
    let day = |days: i64| zone().day_of(Utc::now() + TimeDelta::days(days));
    let holiday = |(from, until, zh): &(i64, i64, &str)| {
        let (from, until) = (day(*from), day(*until));
        format!(
            "\n[[holidays]]\nname = {{ zh = \"节\", en = \"day\" }}\ngreeting = {{ zh = \"{zh}\", en = \"Hello\" }}\n\
             from = \"{from}\"\nuntil = \"{until}\"\n"
        )
    };
    let place = Place::new();
    let policy = std::fs::read_to_string(brand()).unwrap();
    let file = place.directory.join("brand.toml");
    std::fs::write(&file, policy + &days.iter().map(holiday).collect::<String>()).unwrap();
    place.run(&["apply", file.to_str().unwrap()]);
    TestApp::start_in(place, &[])
}

fn greetings(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().filter_map(|one| one["greeting"]["zh"].as_str()).collect()
}

#[test]
fn a_holiday_is_on_the_card_on_its_days_and_in_the_list_until_it_is_over() {
    let app = greeting(&[(-9, -8, "过去"), (-1, 1, "今天快乐"), (5, 6, "以后")]);
    let member = app.join("18670000001");
    assert_eq!(member.card()["notes"], json!([{ "zh": "今天快乐", "en": "Hello" }]));
    let coming = app.get("/api/v1/holidays").expect(200).json;
    assert_eq!(greetings(&coming["holidays"]), ["今天快乐", "以后"]);
}

#[test]
fn a_member_is_told_of_what_began_since_they_joined() {
    let app = greeting(&[(-1, 0, "还早"), (3, 4, "三天以后")]);
    let member = app.join("18670000002");
    let notes = |inbox: &Value| {
        let all = inbox["messages"].as_array().unwrap().iter();
        all.filter(|one| one["what"]["what"] == "note").map(|one| one["what"]["text"]["zh"].clone()).collect::<Vec<_>>()
    };
    assert!(notes(&member.get("/api/v1/me/inbox").expect(200).json).is_empty(), "it began before they joined");
    app.advance_days(4);
    let inbox = member.get("/api/v1/me/inbox").expect(200).json;
    assert_eq!(notes(&inbox), ["三天以后"]);
    assert_eq!(member.card()["unread"], inbox["unread"]);
    let export = member.get("/api/v1/me/export").expect(200).json;
    assert_eq!(export["more"]["holidays"][0]["text"]["zh"], "三天以后");
}

#[test]
fn a_brand_without_holidays_greets_nobody() {
    let app = TestApp::start();
    let member = app.join("18670000003");
    assert_eq!(member.card()["notes"], json!([]));
    assert_eq!(greetings(&app.get("/api/v1/holidays").expect(200).json["holidays"]), Vec::<&str>::new());
}
