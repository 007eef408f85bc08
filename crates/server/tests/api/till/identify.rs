//! `POST /till/v1/members/identify`

use crate::support::{TestApp, at_once};
use chrono::TimeDelta;
use serde_json::{Value, json};
use shuke_rules::code::Device;
use shuke_rules::number::check_digit;

/// The same code with another check digit, or with the right one after a change.
fn with_digit(code: &str, at: usize) -> String {
    let mut digits = code.to_owned();
    let digit = (digits.as_bytes()[at] - b'0' + 1) % 10;
    digits.replace_range(at..=at, &digit.to_string());
    digits
}

fn rechecked(code: &str) -> String {
    let payload = &code[..19];
    format!("{payload}{}", check_digit(payload).unwrap())
}

#[test]
fn a_code_names_the_member_once_and_no_more_than_a_cashier_needs() {
    let app = TestApp::start();
    let member = app.join("13100000001");
    let till = app.till("wukang");
    let code = member.code(0);
    let known = till.identify(&code).expect(200).json;
    assert_eq!(known["member"], *member.number);
    assert_eq!((&known["tier"], &known["multiplier"]), (&"xiaobai".into(), &"1".into()));
    assert_eq!(known["tier_name"]["zh"], "小白");
    assert!(!known.to_string().contains("13100000001"));

    let used = till.identify(&code).refused(409, "code_used");
    assert!((1..=60).contains(&used.json["figures"]["retry_after_seconds"].as_i64().unwrap()));
    app.till("hefang").identify(&code).refused(409, "code_used");
}

#[test]
fn a_card_says_for_three_minutes_which_code_was_read() {
    let app = TestApp::start();
    let member = app.join("13700000041");
    let device = member.device();
    let read = || member.card()["codes_read"][0].clone();
    assert!(read().is_null());
    let before = member.card()["tag"].clone();
    let code = member.code(0);
    app.till("wukang").identify(&code).expect(200);
    let first = read();
    assert_eq!(first["locator"], json!(device.locator));
    assert_ne!(member.card()["tag"], before, "who keeps the card learns of it");
    // The next one, which is shown at once; and what is refused is not read.
    app.till("wukang").identify(&code).refused(409, "code_used");
    assert_eq!(read(), first);
    app.till("wukang").identify(&member.code(60)).expect(200);
    let minute = |read: &Value| read["minute"].as_i64().unwrap();
    let second = read();
    assert!(minute(&second) > minute(&first));
    // A code of the minute before is one that was read later and gives no older one up.
    app.till("wukang").identify(&member.code(-60)).expect(200);
    let last = read();
    assert_eq!(minute(&last), minute(&second));
    assert!(last["at"].as_str() > second["at"].as_str());
    // Another phone's code leaves this one's used up.
    let other = app.member(&app.post("/api/v1/dev/sessions", &json!({ "who": member.number })));
    app.till("wukang").identify(&other.code(0)).expect(200);
    let both = member.card()["codes_read"].as_array().unwrap().clone();
    assert!(both.len() == 2 && both.contains(&last), "{both:?}");
    app.advance(TimeDelta::seconds(181));
    assert!(read().is_null());
}

#[test]
fn a_code_shown_at_two_tills_at_once_counts_at_one() {
    let app = TestApp::start();
    let member = app.join("13100000002");
    let tills = [app.till("wukang"), app.till("hefang"), app.till("yulin")];
    let code = member.code(0);
    let replies = at_once(tills.iter().map(|till| || till.identify(&code)));
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
    assert_eq!(replies.iter().filter(|reply| reply.json["code"] == "code_used").count(), 2);
}

#[test]
fn codes_of_the_minute_before_and_after_count_and_older_ones_do_not() {
    let app = TestApp::start();
    let member = app.join("13100000003");
    let till = app.till("wukang");
    till.identify(&member.code(-60)).expect(200);
    till.identify(&member.code(60)).expect(200);
    till.identify(&member.code(-180)).refused(422, "code_expired");
    till.identify(&member.code(180)).refused(422, "code_expired");
}

#[test]
fn misread_tampered_and_foreign_codes_are_told_apart() {
    let app = TestApp::start();
    let member = app.join("13100000004");
    let till = app.till("wukang");
    let code = member.code(0);
    till.identify(&with_digit(&code, 19)).refused(422, "code_misread");
    till.identify(&with_digit(&code, 15)).refused(422, "code_misread");
    till.identify(&rechecked(&with_digit(&code, 15))).refused(422, "code_expired");
    till.identify(&rechecked(&with_digit(&code, 8))).refused(404, "code_unknown");
    let other = Device { brand: "691".into(), ..member.device() };
    till.identify(&other.code_at(1_800_000_000).unwrap()).refused(422, "code_other_brand");
    for payment in ["134567890123456789", "6212345678901234567", "", "88", "88①2345678901234567"] {
        till.identify(payment).refused(422, "code_not_a_member_code");
    }
    let grouped = format!("{} {} {}", &code[..5], &code[5..13], &code[13..]);
    till.identify(&grouped).expect(200);
}

#[test]
fn nobody_tries_through_six_digits() {
    let app = TestApp::start();
    let member = app.join("13100000005");
    let till = app.till("wukang");
    let right = member.code(0);
    let mut guess = right.clone();
    let mut refused = 0;
    for _ in 0..20 {
        guess = rechecked(&with_digit(&guess, 18));
        if guess == right {
            continue;
        }
        let reply = till.identify(&guess);
        assert!(reply.status == 422 || reply.status == 429, "{}", reply.text());
        refused += u32::from(reply.status == 429);
        if guess.as_bytes()[18] == b'9' {
            guess = with_digit(&guess, 17);
        }
    }
    assert!(refused >= 12, "{refused}");
    let even_right = till.identify(&right).refused(429, "too_many_requests");
    assert!(even_right.header("retry-after").is_some());
}
