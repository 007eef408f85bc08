//! `GET /api/v1/me/receipts`

use crate::support::TestApp;
use serde_json::{Value, json};

#[test]
fn a_receipt_explains_its_points_line_by_line() {
    let app = TestApp::start();
    let member = app.join("13400000001");
    let till = app.till("wukang");
    let line = |name: &str, class: &str, list: i64, off: i64| {
        let discounts = if off > 0 { json!([{ "name": "促销", "amount": off }]) } else { json!([]) };
        json!({ "item": "x", "name": name, "class": class, "quantity": 2, "list": list, "discounts": discounts, "paid": list - off })
    };
    let lines = [line("燕麦拿铁", "regular", 5000, 1000), line("茶饼", "discounted", 3000, 0)];
    let sale = json!({ "number": "r-1", "member": member.number, "lines": lines, "paid": 7000 });
    let booked = till.post("/till/v1/sales", &sale).expect(201).json;
    assert_eq!(booked["earned"], 55, "40 yuan at 1 and 30 yuan at 0.5");

    let receipt = member.get(&format!("/api/v1/me/receipts/{}", booked["id"].as_str().unwrap())).expect(200).json;
    let points: Vec<_> =
        receipt["lines"].as_array().unwrap().iter().map(|line| line["points"].as_i64().unwrap()).collect();
    assert_eq!(points, [40, 15]);
    assert_eq!((&receipt["lines"][1]["points_per_yuan"], &receipt["multiplier"]), (&json!("0.5"), &json!("1")));
    assert_eq!(
        (&receipt["store_id"], &receipt["number"], &receipt["list"]),
        (&json!("wukang"), &json!("r-1"), &json!(8000))
    );
    assert_eq!(receipt["store"]["en"], "Shanghai Wukang Road");
}

#[test]
fn receipts_come_newest_first_in_pages_without_a_gap_or_a_repeat() {
    let app = TestApp::start();
    let member = app.join("13400000002");
    let till = app.till("wukang");
    let sold: Vec<String> = (0..65).map(|n| till.sell(&member.number, &format!("p{n}"), 100 + n)).collect();
    let mut seen: Vec<String> = Vec::new();
    let mut after = String::new();
    loop {
        let page = member.get(&format!("/api/v1/me/receipts{after}")).expect(200).json;
        let ids = page["receipts"].as_array().unwrap().iter().map(|receipt| receipt["id"].as_str().unwrap().to_owned());
        seen.extend(ids);
        match &page["next"] {
            Value::String(next) => after = format!("?after={next}"),
            _ => break,
        }
    }
    assert_eq!(seen, sold.into_iter().rev().collect::<Vec<_>>());
    member.get("/api/v1/me/receipts?after=x").refused(422, "invalid_fields");
}

#[test]
fn somebody_elses_receipt_is_not_found() {
    let app = TestApp::start();
    let (one, other) = (app.join("13400000003"), app.join("13400000004"));
    let sale = app.till("wukang").sell(&one.number, "s", 100);
    one.get(&format!("/api/v1/me/receipts/{sale}")).expect(200);
    other.get(&format!("/api/v1/me/receipts/{sale}")).refused(404, "not_found");
    for id in ["0", "-1", "x", "1%20OR%201=1", "99999999999999999999"] {
        one.get(&format!("/api/v1/me/receipts/{id}")).refused(404, "not_found");
    }
}
