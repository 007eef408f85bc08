//! The demo, under both example policies.

use crate::support::{Shuke, online, shops};
use std::collections::BTreeSet;

#[test]
fn the_demo_is_made_once_and_shown_again_with_the_same_key() {
    for policy in [online(), shops()] {
        let shuke = Shuke::with(&policy);
        let first = shuke.run(["demo", "--json"]).well();
        let again = shuke.run(["demo", "--json"]).well();
        let [demo, shown]: [serde_json::Value; 2] = [first, again].map(|said| serde_json::from_str(&said).unwrap());
        assert_eq!(shown["members"], demo["members"]);
        // Beside a database elsewhere nothing is kept: each time there is a new key.
        assert_eq!(shown["till_key"] == demo["till_key"], shuke.is_sqlite());
        assert_eq!(shown["staff"], demo["staff"]);
        let roles: Vec<&str> =
            demo["staff"].as_array().unwrap().iter().map(|person| person["role"].as_str().unwrap()).collect();
        assert_eq!(roles, ["clerk", "manager"]);
        assert_eq!(shuke.run(["staff", "list"]).well().matches("works").count(), 2);
        let cards: BTreeSet<&str> =
            demo["members"].as_array().unwrap().iter().map(|member| member["card"].as_str().unwrap()).collect();
        assert_eq!(cards.len(), 5);
        let verified = shuke.run(["ledger", "verify"]).well();
        assert!(verified.starts_with("5 members") && verified.contains("everything adds up"), "{verified}");
        let today = chrono::Utc::now().date_naive() + chrono::Days::new(1);
        let report = shuke.report("tiers", &today.to_string());
        let held = report["tiers"].as_object().unwrap().values().filter(|members| members.as_i64() > Some(0)).count();
        assert!(held >= 3, "several tiers: {report}");
    }
}

#[test]
fn a_key_of_the_demo_that_was_revoked_is_replaced() {
    let shuke = Shuke::with(&online());
    let key = |said: String| serde_json::from_str::<serde_json::Value>(&said).unwrap()["till_key"].to_string();
    let first = key(shuke.run(["demo", "--json"]).well());
    shuke.run(["till-key", "revoke", "1"]).well();
    assert_ne!(key(shuke.run(["demo", "--json"]).well()), first);
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_the_key_of_the_demo() {
    use std::os::unix::fs::PermissionsExt;
    let shuke = Shuke::with(&online());
    if !shuke.is_sqlite() {
        return;
    }
    shuke.run(["demo"]).well();
    let mode = std::fs::metadata(shuke.data().join("demo.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
