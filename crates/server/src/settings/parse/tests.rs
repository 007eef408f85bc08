//! Settings as people write them.

use super::*;

fn check(pairs: &[(&str, &str)]) -> Result<Settings, Vec<String>> {
    let raw = Raw::read(None, |variable| {
        pairs
            .iter()
            .find(|(name, _)| format!("SHUKE_{}", name.to_uppercase()) == variable)
            .map(|(_, value)| (*value).to_owned())
    });
    settings(&raw.unwrap()).map_err(|problems| problems.into_iter().map(|problem| problem.name).collect())
}

#[test]
fn without_anything_it_is_sqlite_on_this_machine_only() {
    let settings = check(&[]).unwrap();
    assert!(settings.is_private());
    assert_eq!(settings.location, crate::store::Location::Directory("data".into()));
}

#[test]
fn the_development_sign_in_cannot_be_reached_from_elsewhere() {
    let public: [&[(&str, &str)]; 3] =
        [&[("listen", "0.0.0.0:80")], &[("public_url", "https://a.example")], &[("trusted_proxies", "10.0.0.1")]];
    for place in public {
        let with = [place, &[("dev_sign_in", "true")]].concat();
        assert_eq!(check(&with).unwrap_err(), ["dev_sign_in", "sms"]);
    }
    assert!(check(&[("dev_sign_in", "true")]).unwrap().dev_sign_in);
}

#[test]
fn a_clock_that_can_be_moved_cannot_be_reached_from_elsewhere() {
    let public: [&[(&str, &str)]; 3] =
        [&[("listen", "0.0.0.0:80")], &[("public_url", "https://a.example")], &[("trusted_proxies", "10.0.0.1")]];
    for (place, offset) in public.iter().flat_map(|place| [(place, "0"), (place, "3600")]) {
        let with = [place, &[("clock_offset", offset)][..]].concat();
        assert_eq!(check(&with).unwrap_err(), ["clock_offset", "sms"]);
    }
    assert_eq!(check(&[("clock_offset", "-3600")]).unwrap().clock_offset, Some(-3600));
    assert_eq!(check(&[]).unwrap().clock_offset, None);
    for wrong in ["an hour", "1.5", "9223372036854775807", "-3153600001"] {
        assert_eq!(check(&[("clock_offset", wrong)]).unwrap_err(), ["clock_offset"]);
    }
}

#[test]
fn every_wrong_value_is_named_at_once() {
    let wrong = [("listen", "here"), ("timeout_seconds", "0"), ("sms", "pigeon"), ("public_url", "card.example.com/x")];
    assert_eq!(check(&wrong).unwrap_err(), ["listen", "public_url", "sms", "timeout_seconds"]);
}

#[test]
fn a_gateway_needs_a_place_for_number_and_code() {
    let gateway = [("sms", "http"), ("sms_url", "https://sms.example/send"), ("sms_body", "{phone}")];
    assert_eq!(check(&gateway).unwrap_err(), ["sms_body"]);
}

#[test]
fn secrets_are_not_shown() {
    let raw = Raw::read(None, |name| (name == "SHUKE_DATABASE_URL").then(|| "mysql://root:hunter2@db/x".to_owned()));
    let problems = settings(&raw.unwrap()).unwrap_err();
    assert!(!problems[0].to_string().contains("hunter2"));
}

#[test]
fn a_commit_holds_at_least_one_write() {
    assert_eq!(check(&[("writes_per_commit", "0")]).unwrap_err(), ["writes_per_commit"]);
    assert_eq!(check(&[("writes_per_commit", "1")]).unwrap().writes_per_commit, 1);
}

#[test]
fn limits_that_contradict_each_other_are_named() {
    assert_eq!(check(&[("codes_number_hour", "11")]).unwrap_err(), ["codes_number_hour"]);
    assert_eq!(check(&[("codes_address_hour", "49")]).unwrap_err(), ["codes_address_unused_hour"]);
    assert_eq!(check(&[("codes_address_unused_day", "49")]).unwrap_err(), ["codes_address_unused_hour"]);
    assert_eq!(check(&[("codes_device_hour", "0")]).unwrap_err(), ["codes_device_hour"]);
    assert_eq!(check(&[("codes_device_hour", "3")]).unwrap().codes.device_hour, 3);
}
