//! `/api/v1/me/addresses`

use crate::support::TestApp;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/me/addresses";

pub fn address(name: &str) -> Value {
    json!({ "name": name, "phone": "138 0000 0000", "region": "上海市徐汇区", "street": "武康路 1 号" })
}

#[test]
fn addresses_are_added_changed_preferred_and_deleted() {
    let app = TestApp::start();
    let member = app.join("18910000001");
    assert_eq!(member.get(PATH).expect(200).json, json!({ "addresses": [] }));
    member.post(PATH, &address("甲")).expect(200);
    let two = member.post(PATH, &address(" 乙 ")).expect(200).json;
    assert_eq!((&two["addresses"][0]["name"], &two["addresses"][0]["phone"]), (&json!("乙"), &json!("13800000000")));
    let id = |reply: &Value, at: usize| reply["addresses"][at]["id"].as_str().unwrap().to_owned();
    let (second, first) = (id(&two, 0), id(&two, 1));
    let mut preferred = address("甲");
    preferred["preferred"] = json!(true);
    let put = member.put(&format!("{PATH}/{first}"), &preferred).expect(200).json;
    assert_eq!((id(&put, 0), &put["addresses"][0]["preferred"]), (first.clone(), &json!(true)));
    preferred["name"] = json!("丙");
    let third = member.post(PATH, &preferred).expect(200).json;
    let preferred: Vec<&Value> = third["addresses"].as_array().unwrap().iter().map(|one| &one["preferred"]).collect();
    assert_eq!(preferred, [&json!(true), &json!(false), &json!(false)]);
    let left = member.post(&format!("{PATH}/{second}/remove"), &json!({})).expect(200).json;
    assert_eq!(left["addresses"].as_array().unwrap().len(), 2);
    member.post(&format!("{PATH}/{second}/remove"), &json!({})).refused(404, "not_found");
    member.put(&format!("{PATH}/{second}"), &address("丁")).refused(404, "not_found");
    let other = app.join("18910000002");
    other.put(&format!("{PATH}/{first}"), &address("丁")).refused(404, "not_found");
    other.post(&format!("{PATH}/{first}/remove"), &json!({})).refused(404, "not_found");
}

#[test]
fn every_wrong_field_is_named_and_the_twenty_first_is_one_too_many() {
    let app = TestApp::start();
    let member = app.join("18910000003");
    let wrong = json!({ "name": " ", "phone": "12", "region": "x", "street": "a\u{202e}b" });
    let refused = member.post(PATH, &wrong).refused(422, "invalid_fields");
    let fields: Vec<&str> =
        refused.json["fields"].as_array().unwrap().iter().map(|field| field["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["name", "phone", "region", "street"]);
    for n in 0..20 {
        member.post(PATH, &address(&format!("第{n}"))).expect(200);
    }
    let full = member.post(PATH, &address("多")).refused(422, "addresses_full");
    assert_eq!(full.json["figures"]["limit"], 20);
}
