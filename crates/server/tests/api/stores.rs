//! `GET /api/v1/stores/{id}`, `GET /api/v1/boot`

use crate::support::{TestApp, brand};
use serde_json::Value;

/// Applies the same brand with one shop's codes withdrawn.
pub fn withdraw_yulin(app: &TestApp) {
    let policy = std::fs::read_to_string(brand()).unwrap();
    let withdrawn = policy.replace("id = \"yulin\"\n", "id = \"yulin\"\nrevoked = true\n");
    assert_ne!(policy, withdrawn);
    let file = app.place.directory.join("withdrawn.toml");
    std::fs::write(&file, withdrawn).unwrap();
    app.place.run(&["apply", file.to_str().unwrap()]);
}

#[test]
fn a_printed_code_leads_to_its_shop_until_it_is_withdrawn() {
    let app = TestApp::start();
    let shop = app.get("/api/v1/stores/yulin").expect(200);
    assert_eq!(shop.json["name"]["zh"], "成都玉林店");
    withdraw_yulin(&app);
    app.get("/api/v1/stores/yulin").refused(410, "store_revoked");
    app.get("/api/v1/stores/wukang").expect(200);
}

#[test]
fn an_unknown_shop_is_said_to_be_unknown() {
    let app = TestApp::start();
    for id in ["nowhere", "%E5%BA%97", "..%2f..%2fetc%2fpasswd", "'%20OR%201=1--"] {
        app.get(&format!("/api/v1/stores/{id}")).refused(404, "store_unknown");
    }
}

#[test]
fn the_app_starts_with_the_brand_and_only_a_member_gets_a_card() {
    let app = TestApp::start();
    let boot = app.get("/api/v1/boot").expect(200).json;
    assert_eq!((&boot["card"], boot["brand"]["id"].as_str()), (&Value::Null, Some("xiaoman")));
    assert_eq!(boot["dev_sign_in"], true);
    let member = app.join("13600000001");
    assert_eq!(member.get("/api/v1/boot").expect(200).json["card"]["number"], *member.number);
    let stale =
        app.ask("GET", "/api/v1/boot").header("cookie", &format!("shuke={}", "a".repeat(64))).send().expect(200);
    assert_eq!(stale.json["card"], Value::Null);
}

#[test]
fn a_new_policy_is_in_force_at_once_in_a_running_server() {
    let app = TestApp::start();
    let member = app.join("13600000002");
    assert_eq!(member.card()["rule_version"], 1);
    withdraw_yulin(&app);
    assert_eq!(member.card()["rule_version"], 2);
    assert_eq!(app.get("/api/v1/boot").json["rules"]["tiers"].as_array().unwrap().len(), 5);
}
