//! `/api/v1/me/benefits`

use crate::coupons::held;
use crate::support::{Member, TestApp};
use crate::till::quotes::use_up;
use serde_json::{Value, json};

fn benefits(member: &Member<'_>) -> Value {
    member.get("/api/v1/me/benefits").expect(200).json
}

fn row(all: &Value, what: &str, coupon: Option<&str>) -> Value {
    let is = |benefit: &Value| benefit["what"] == what && coupon.is_none_or(|coupon| benefit["coupon"] == coupon);
    let rows = all["rows"].as_array().unwrap();
    rows.iter().find(|row| is(&row["mine"]) || is(&row["next"])).cloned().unwrap_or_default()
}

#[test]
fn my_tier_and_the_next_stand_beside_each_other_with_what_is_left_of_the_quota() {
    let app = TestApp::start();
    let member = app.join("18630000001");
    let first = benefits(&member);
    assert_eq!((&first["tier"], &first["next"]), (&json!("xiaobai"), &json!("suren")));
    let points = row(&first, "points", None);
    assert_eq!((&points["mine"]["multiplier"], &points["next"]["multiplier"]), (&json!("1"), &json!("1.2")));
    let three = row(&first, "given", Some("three-one"));
    assert_eq!((&three["mine"], &three["next"]["count"], &three["quota"]), (&Value::Null, &json!(1), &Value::Null));
    app.till("wukang").sell(&member.number, "1", 99_900);
    let second = benefits(&member);
    let three = row(&second, "given", Some("three-one"));
    assert_eq!((&three["mine"]["count"], &three["mine"]["per"]), (&json!(3), &json!("ever")));
    assert_eq!((&three["next"]["count"], &three["next"]["per"]), (&json!(1), &json!("month")));
    assert_eq!(three["quota"], json!({ "used": 0, "left": 3 }), "given by looking at the page");
    use_up(&app, &member, held(&member, "three-one").unwrap()["id"].as_str().unwrap());
    assert_eq!(row(&benefits(&member), "given", Some("three-one"))["quota"], json!({ "used": 1, "left": 2 }));
}

#[test]
fn the_tier_by_invitation_is_shown_beside_the_highest_that_is_earned_and_the_top_stands_alone() {
    let app = TestApp::start();
    let member = app.join("18630000002");
    app.till("wukang").sell(&member.number, "1", 199_900);
    let of_star = benefits(&member);
    assert_eq!((&of_star["tier"], &of_star["next"]), (&json!("hongren"), &json!("koc")));
    assert_eq!(row(&of_star, "price", None)["next"]["pays_percent"], 50);
    assert_eq!(row(&of_star, "given", Some("year-pack"))["mine"], Value::Null);
    app.place.run(&["member", "invite", &member.number, "--tier", "koc"]);
    let of_koc = benefits(&member);
    assert_eq!((&of_koc["tier"], &of_koc["next"]), (&json!("koc"), &Value::Null));
    assert!(of_koc["rows"].as_array().unwrap().iter().all(|row| row["next"].is_null()));
    assert_eq!(row(&of_koc, "given", Some("year-pack"))["quota"], json!({ "used": 0, "left": 1 }));
}

#[test]
fn new_products_cost_half_for_those_who_were_invited() {
    let app = TestApp::start();
    let (member, till) = (app.join("18630000003"), app.till("wukang"));
    let pays = |number: &str| {
        let line = json!({ "item": "10088", "class": "regular", "quantity": 1, "price": 5_000 });
        let body = json!({ "number": number, "member": member.number, "lines": [line], "coupons": { "these": [] } });
        till.post("/till/v1/quotes", &body).expect(201).json["to_pay"].clone()
    };
    assert_eq!(pays("1"), 5_000);
    app.place.run(&["member", "invite", &member.number, "--tier", "koc"]);
    assert_eq!(pays("2"), 2_500);
}
