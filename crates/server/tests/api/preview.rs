//! `GET /api/v1/me/shelf` and `/api/v1/me/preview`

use crate::coupons::state;
use crate::support::{Member, Reply, TestApp};
use crate::till::quotes::{QUOTES, basket, line};
use serde_json::{Value, json};

fn preview(member: &Member<'_>, lines: &[Value], more: &str) -> Reply {
    let text = Value::from(lines).to_string();
    let escaped = text.bytes().fold(String::new(), |all, byte| all + &format!("%{byte:02X}"));
    member.get(&format!("/api/v1/me/preview?store=wukang&basket={escaped}{more}"))
}

#[test]
fn the_preview_says_what_the_till_would_and_keeps_nothing() {
    let app = TestApp::start();
    let (member, till) = (app.join("18680000001"), app.till("wukang"));
    till.sell(&member.number, "s", 60_000);
    let lines = [line("10021", 2, 2800), line("10034", 1, 12_800)];
    let seen = preview(&member, &lines, "&points=300").expect(200).json;
    assert_eq!(state(&member, "first-order"), "available");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM quotes"), 0);
    let mut body = basket("a", Some(&member.number), &lines);
    body["points"] = json!(300);
    let quoted = till.post(QUOTES, &body).expect(201).json;
    for field in ["lines", "coupons", "points", "delivery", "list", "to_pay", "best"] {
        assert_eq!(seen[field], quoted[field], "{field}");
    }
    let whys = |one: &Value| json!([one["coupon"], one["name"], one["why"]]);
    let declined = |reply: &Value| reply["declined"].as_array().unwrap().iter().map(whys).collect::<Vec<_>>();
    assert_eq!(declined(&seen), declined(&quoted));
    assert_eq!(seen["points"]["spent"], 300);
    let kept = preview(&member, &lines, "").expect(200).json;
    let whys: Vec<_> = kept["declined"].as_array().unwrap().iter().map(|one| &one["why"]["why"]).collect();
    assert!(!whys.is_empty() && whys.iter().all(|why| **why == "locked"), "{whys:?}");
}

#[test]
fn coupons_are_chosen_by_name_or_left_out_and_sending_costs() {
    let app = TestApp::start();
    let member = app.join("18680000002");
    let lines = [line("10021", 1, 2800)];
    let best = preview(&member, &lines, "&sent=true").expect(200).json;
    assert_eq!((&best["to_pay"], &best["delivery"]["fee"]), (&json!(3500), &json!(1200)));
    let none = preview(&member, &lines, "&coupons=").expect(200).json;
    assert_eq!((&none["to_pay"], &none["best"]), (&json!(2800), &json!(false)));
    let first = crate::coupons::held(&member, "first-order").unwrap()["id"].as_str().unwrap().to_owned();
    let chosen = preview(&member, &lines, &format!("&coupons={first},4711")).expect(200).json;
    assert_eq!(chosen["to_pay"], 2300);
    let whys = chosen["declined"].as_array().unwrap();
    assert!(whys.iter().any(|one| one["coupon"] == "4711" && one["why"]["why"] == "not_held"));
}

#[test]
fn what_is_no_basket_and_no_shop_is_refused() {
    let app = TestApp::start();
    let member = app.join("18680000003");
    preview(&member, &[], "").refused(422, "invalid_fields");
    preview(&member, &vec![line("1", 1, 1); 41], "").refused(422, "invalid_fields");
    preview(&member, &[line("1", 0, 100)], "").refused(422, "invalid_fields");
    preview(&member, &[json!({ "item": "1", "class": "gold", "quantity": 1, "price": 1 })], "")
        .refused(422, "invalid_fields");
    preview(&member, &[line("1", 1, 100)], "&points=-1").refused(422, "invalid_fields");
    for broken in ["x", "%7B", "%5B1%5D", ""] {
        member.get(&format!("/api/v1/me/preview?store=wukang&basket={broken}")).refused(422, "invalid_fields");
    }
    member.get("/api/v1/me/preview?store=nowhere&basket=%5B%5D").refused(404, "store_unknown");
    app.get("/api/v1/me/preview?store=wukang&basket=%5B%5D").refused(401, "sign_in_required");
}

#[test]
fn the_shelf_has_the_goods_and_the_shop_of_joining_first() {
    let app = TestApp::start();
    let member = app.join("18680000004");
    app.place.sql("UPDATE members SET store = 'hefang'");
    let shelf = member.get("/api/v1/me/shelf").expect(200).json;
    assert_eq!(shelf["stores"][0]["id"], "hefang");
    let latte = &shelf["goods"][0];
    assert_eq!((&latte["item"], &latte["yuan"]), (&json!("10021"), &json!("28.00")));
    assert_eq!((&shelf["points_per_yuan"], &shelf["delivers"]), (&json!(100), &json!(true)));
}
