//! What is typed and pasted, wherever something is: numbers as address books and full-width keyboards give them, and words.

use crate::staff::staff;
use crate::support::{TestApp, joining};
use serde_json::{Value, json};

/// A number with whatever comes along.
const WAYS: [fn(&str) -> String; 5] = [
    |digits| format!("\u{202d}{digits}\u{202c}"),
    |digits| format!("\u{feff}{}\u{2011}{}\u{200b}", &digits[..3], &digits[3..]),
    |digits| format!("\t{}\u{3000}{}\n", &digits[..3], &digits[3..]),
    |digits| digits.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect(),
    |digits| format!("{} {}", &digits[..3], &digits[3..]),
];

#[test]
fn a_phone_and_its_code_are_taken_as_they_were_pasted() {
    let app = TestApp::start();
    for (n, way) in WAYS.into_iter().enumerate() {
        let phone = format!("1340000000{n}");
        let code = app.code_for(&phone);
        let joined = app.post("/api/v1/members", &joining(&way(&phone), &way(&code))).expect(200);
        assert_eq!(joined.json["joined"], true, "{n}");
        let address = json!({ "name": "阿茶", "phone": format!("(+86){}", way(&phone)), "region": "上海市", "street": "安福路 1 号" });
        let saved = app.member(&joined).post("/api/v1/me/addresses", &address).expect(200);
        assert_eq!(saved.json["addresses"][0]["phone"], phone);
        // The number is the same one to the limits of codes.
        app.post("/api/v1/one-time-codes", &json!({ "phone": format!("0086{}", way(&phone)) }))
            .refused(429, "otp_too_soon");
    }
    app.post("/api/v1/one-time-codes", &json!({ "phone": "1340000000" })).refused(422, "invalid_fields");
    app.post("/api/v1/one-time-codes", &json!({ "phone": "1".repeat(6_000) })).refused(422, "invalid_fields");
}

#[test]
fn codes_and_card_numbers_are_taken_as_they_were_pasted() {
    let app = TestApp::start();
    let till = app.till("wukang");
    for (n, way) in WAYS.into_iter().enumerate() {
        let member = app.join(&format!("1340000001{n}"));
        assert_eq!(till.identify(&way(&member.code(0))).expect(200).json["member"], *member.number);
        till.sell(&way(&member.number), &n.to_string(), 10_000);
        assert_eq!(member.points(), 100);
        let clerk = staff(&app, &format!("1340000002{n}"), "clerk", "wukang");
        app.advance(chrono::TimeDelta::seconds(60));
        let seen = clerk.post("/staff/v1/look-ups", &json!({ "code": way(&member.code(0)) })).expect(200);
        assert_eq!(seen.json["number"], *member.number);
        let last: String = member.number.chars().skip(9).collect();
        member.post("/api/v1/me/close", &json!({ "last_four": way(&last) })).expect(200);
    }
}

#[test]
fn a_name_that_nobody_sees_is_none_and_pays_nothing() {
    let app = TestApp::start();
    let member = app.join("13400000030");
    let put =
        |name: &str| member.put("/api/v1/me/profile", &json!({ "name": name, "birthday": { "month": 2, "day": 9 } }));
    for nothing in ["\u{200b}", "\u{feff}\u{200d}", "\u{2800}"] {
        assert_eq!(put(nothing).expect(200).json["name"], Value::Null, "{nothing:?}");
        assert_eq!(member.points(), 0, "{nothing:?}");
    }
    for hidden in ["王\u{200b}小满", "a\u{202e}b", "\u{301}\u{302}", " \u{301}"] {
        let refused = put(hidden).refused(422, "invalid_fields");
        assert_eq!(refused.json["fields"][0]["field"], "name");
    }
    assert_eq!(put("\u{202d}王小满\u{202c}").expect(200).json["name"], "王小满");
}

#[test]
fn a_name_has_as_many_characters_as_one_sees_when_joining_and_later() {
    let app = TestApp::start();
    let family = "👩\u{200d}👩\u{200d}👧\u{200d}👧";
    let named = |phone: &str, name: &str| {
        let mut body = joining(phone, &app.code_for(phone));
        body["name"] = json!(name);
        app.post("/api/v1/members", &body)
    };
    let member = app.member(&named("13400000040", &family.repeat(20)).expect(200));
    let put = |name: &str| member.put("/api/v1/me/profile", &json!({ "name": name, "birthday": null }));
    assert_eq!(put("Rene\u{301}").expect(200).json["name"], "Ren\u{e9}");
    for (name, fits) in
        [("雨".repeat(40), true), ("雨".repeat(41), false), (family.repeat(22), true), ("e\u{301}".repeat(41), false)]
    {
        assert_eq!(put(&name).status == 200, fits, "{name}");
    }
    let refused = named("13400000041", &"雨".repeat(41)).refused(422, "invalid_fields");
    assert_eq!(refused.json["fields"][0]["field"], "name");
}

#[test]
fn no_consent_is_withdrawn_from_a_text_that_never_was() {
    let app = TestApp::start();
    let member = app.join("13400000050");
    let put = |version: &str| {
        member.put("/api/v1/me/consents", &json!({ "id": "marketing", "version": version, "given": false }))
    };
    for never in ["2020-01".to_owned(), "x".repeat(6_000), "a\tb".to_owned()] {
        put(&never).refused(422, "invalid_fields");
    }
    put("2026-01").expect(200);
}
