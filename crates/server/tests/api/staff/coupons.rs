//! `POST /staff/v1/coupon-uses` and `POST /staff/v1/coupon-voids`

use super::{Shop, Staff};
use crate::coupons::{claim, everything_adds_up, held, start_with_coupons, state, ten};
use crate::support::{Reply, TestApp, at_once};
use crate::till::quotes::let_locks_run_out;
use chrono::TimeDelta;
use serde_json::{Value, json};

fn coupon(shop: &Shop<'_>, template: &str) -> String {
    held(&shop.member, template).unwrap()["id"].as_str().unwrap().to_owned()
}

fn use_it(staff: &Staff<'_>, shop: &Shop<'_>, coupon: &str, prices: &[i64], to_pay: Option<i64>) -> Reply {
    let body = json!({ "member": shop.member.number, "coupon": coupon, "prices": prices, "to_pay": to_pay });
    staff.post("/staff/v1/coupon-uses", &body)
}

fn void(staff: &Staff<'_>, shop: &Shop<'_>, coupon: &str, reason: &str) -> Reply {
    let body = json!({ "member": shop.member.number, "coupon": coupon, "reason": reason });
    staff.post("/staff/v1/coupon-voids", &body)
}

fn log_of(reply: &Reply) -> String {
    reply.json["logged"]["id"].as_str().unwrap().to_owned()
}

/// What a look-up shows that can be used here.
fn shown(found: &Value) -> Vec<&str> {
    found["coupons"].as_array().unwrap().iter().map(|one| one["terms"]["id"].as_str().unwrap()).collect()
}

#[test]
fn a_coupon_is_first_priced_and_then_used_up_once_and_logged() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let first = coupon(&shop, "first-order");
    use_it(&shop.clerk, &shop, &first, &[3000], None).refused(403, "look_up_first");
    let found = shop.clerk.look_up(&shop.member.code(0)).expect(200).json;
    let seen = shown(&found);
    assert!(seen.contains(&"first-order") && seen.contains(&"welcome-pack") && seen.contains(&"three-one"), "{seen:?}");
    let asked = use_it(&shop.clerk, &shop, &first, &[3000], None).expect(200).json;
    assert_eq!(
        (&asked["list"], &asked["off"], &asked["to_pay"], &asked["logged"]),
        (&json!(3000), &json!(500), &json!(2500), &Value::Null)
    );
    assert_eq!(state(&shop.member, "first-order"), "available", "asking uses nothing");
    let differs = use_it(&shop.clerk, &shop, &first, &[3000], Some(3000)).refused(422, "amounts_disagree").json;
    assert_eq!(differs["figures"]["due_fen"], 2500);
    let used = use_it(&shop.clerk, &shop, &first, &[3000], Some(2500)).expect(200);
    let logged = &used.json["logged"];
    assert_eq!(
        (&logged["action"], &logged["about"]["en"], &logged["paid"]),
        (&json!("use_coupon"), &json!("For your first order"), &json!(2500))
    );
    assert_eq!(state(&shop.member, "first-order"), "used");
    assert_eq!(held(&shop.member, "first-order").unwrap().get("receipt"), None, "there is none without a till");
    use_it(&shop.clerk, &shop, &first, &[3000], None).refused(409, "coupon_unusable");
    let again = shop.manager.look_up(&shop.member.code(60)).expect(200).json;
    assert!(!shown(&again).contains(&"first-order"));
    everything_adds_up(&app);
}

#[test]
fn a_gift_takes_no_price_and_three_for_two_takes_three() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    shop.clerk.look_up(&shop.member.code(0)).expect(200);
    let pack = use_it(&shop.clerk, &shop, &coupon(&shop, "welcome-pack"), &[], Some(0)).expect(200).json;
    assert_eq!(pack["gift"]["en"], "Three sachets of oat drink");
    assert!(pack["logged"]["undo_until"].is_string());
    let three = coupon(&shop, "three-one");
    use_it(&shop.clerk, &shop, &three, &[], None).refused(422, "invalid_fields");
    use_it(&shop.clerk, &shop, &three, &[0], None).refused(422, "invalid_fields");
    use_it(&shop.clerk, &shop, &three, &[100; 41], None).refused(422, "invalid_fields");
    let two = use_it(&shop.clerk, &shop, &three, &[2800, 3200], None).refused(409, "coupon_unusable").json;
    assert_eq!((&two["figures"]["pieces"], &two["figures"]["pieces_needed"]), (&json!(2), &json!(3)));
    let asked = use_it(&shop.clerk, &shop, &three, &[2800, 3200, 2000], None).expect(200).json;
    assert_eq!((&asked["off"], &asked["to_pay"]), (&json!(2000), &json!(6000)));
    use_it(&shop.clerk, &shop, &three, &[2800, 3200, 2000], Some(6000)).expect(200);
    everything_adds_up(&app);
}

#[test]
fn what_the_goods_are_decides_their_price_and_whether_it_is_for_them() {
    let prices = "[[pricing.limited]]\nid = \"all\"\nname = { zh = \"八折\", en = \"80\" }\npays_percent = 80\n\
        from = \"2026-01-01\"\nscope = { classes = [\"regular\"] }\nuntil = \"2099-12-31\"\n\
        [[pricing.campaigns]]\nid = \"latte\"\nname = { zh = \"拿铁\", en = \"Latte\" }\nfrom = \"2026-01-01\"\nscope = { items = [\"10021\"] }\nyuan = \"9.90\"\n\
        until = \"2099-12-31\"\n";
    let two = ten("two", "scope = { items = [\"10021\", \"10022\"] }", "");
    let app = start_with_coupons(&format!("{prices}{}{two}", ten("any", "", "")));
    let shop = Shop::open(&app);
    let [any, two] = ["any", "two"].map(|template| {
        claim(&shop.member, template).expect(200);
        coupon(&shop, template)
    });
    shop.clerk.look_up(&shop.member.code(0)).expect(200);
    let ask = |coupon: &str, what: Value| {
        let mut body = json!({ "member": shop.member.number, "coupon": coupon, "prices": [29_900] });
        body.as_object_mut().unwrap().extend(what.as_object().unwrap().clone());
        shop.clerk.post("/staff/v1/coupon-uses", &body)
    };
    let due = |coupon: &str, what: Value| ask(coupon, what).expect(200).json["to_pay"].as_i64().unwrap();
    assert_eq!(due(&any, json!({})), 23_920 - 1_000);
    assert_eq!(due(&any, json!({ "class": "discounted" })), 28_900);
    assert_eq!(due(&two, json!({ "item": "10022" })), 23_920 - 1_000);
    assert_eq!(due(&two, json!({ "item": "10021" })), 0, "the campaign price is ¥9.90");
    ask(&two, json!({ "item": "10023" })).refused(409, "coupon_unusable");
    ask(&any, json!({ "class": "gold" })).refused(422, "invalid_fields");
    everything_adds_up(&app);
}

#[test]
fn what_a_till_counts_on_is_not_used_here_and_the_other_way_round() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    shop.clerk.look_up(&shop.member.code(0)).expect(200);
    let (till, first) = (app.till("wukang"), coupon(&shop, "first-order"));
    let basket = |number: &str| {
        json!({ "number": number, "member": shop.member.number, "coupons": { "these": [first] },
            "lines": [{ "item": "1", "class": "regular", "quantity": 1, "price": 3000 }] })
    };
    let quote = till.post("/till/v1/quotes", &basket("a")).expect(201).json;
    let kept = use_it(&shop.clerk, &shop, &first, &[3000], Some(2500)).refused(409, "coupon_unusable");
    assert!(kept.json["rule"].as_str().unwrap().contains("until"));
    let_locks_run_out(&app);
    shop.clerk.look_up(&shop.member.code(0)).expect(200);
    use_it(&shop.clerk, &shop, &first, &[3000], Some(2500)).expect(200);
    let sale = json!({ "number": "a", "member": shop.member.number, "quote": quote["id"], "paid": 2500,
        "lines": [{ "item": "1", "name": "茶", "class": "regular", "quantity": 1, "list": 3000,
            "discounts": [{ "name": "券", "amount": 500 }], "paid": 2500 }] });
    till.post("/till/v1/sales", &sale).refused(409, "quote_over");
    let anew = till.post("/till/v1/quotes", &basket("b")).expect(201).json;
    let no = anew["declined"].as_array().unwrap().iter().find(|one| one["coupon"] == first).unwrap();
    assert_eq!((&no["why"]["why"], &anew["to_pay"]), (&json!("used"), &json!(3000)));
    everything_adds_up(&app);
}

#[test]
fn of_many_who_use_one_coupon_at_once_one_does() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    shop.clerk.look_up(&shop.member.code(0)).expect(200);
    let first = coupon(&shop, "first-order");
    let answers = at_once((0..16).map(|_| {
        let (shop, first) = (&shop, &first);
        move || use_it(&shop.clerk, shop, first, &[3000], Some(2500)).status
    }));
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM staff_log WHERE action = 'use_coupon'"), 1);
    everything_adds_up(&app);
}

#[test]
fn using_one_is_undone_within_ten_minutes_and_it_is_available_again() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    shop.clerk.look_up(&shop.member.code(0)).expect(200);
    let first = coupon(&shop, "first-order");
    let used = log_of(&use_it(&shop.clerk, &shop, &first, &[3000], Some(2500)).expect(200));
    shop.other.undo(&used).refused(404, "not_found");
    let undone = shop.manager.undo(&used).expect(200).json;
    assert_eq!((&undone["paid"], &undone["about"]["zh"]), (&json!(2500), &json!("首单礼金")));
    assert_eq!(state(&shop.member, "first-order"), "available");
    shop.clerk.undo(&used).refused(422, "undo_too_late");
    let again = log_of(&use_it(&shop.clerk, &shop, &first, &[3000], Some(2500)).expect(200));
    app.advance(TimeDelta::minutes(10));
    shop.clerk.undo(&again).refused(422, "undo_too_late");
    everything_adds_up(&app);
}

#[test]
fn a_manager_takes_a_coupon_away_with_a_reason_and_the_member_reads_it() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    for staff in [&shop.clerk, &shop.manager] {
        staff.look_up(&shop.member.code(0)).expect(200);
        // Until the member shows another code.
        app.advance(TimeDelta::minutes(1));
    }
    let first = coupon(&shop, "first-order");
    void(&shop.clerk, &shop, &first, "发错了").refused(403, "manager_required");
    void(&shop.manager, &shop, &first, "x").refused(422, "invalid_fields");
    void(&shop.manager, &shop, "4711", "发错了").refused(404, "not_found");
    let voided = void(&shop.manager, &shop, &first, "发错了").expect(200).json;
    assert_eq!((&voided["action"], &voided["note"]), (&json!("void_coupon"), &json!("发错了")));
    let seen = held(&shop.member, "first-order").unwrap();
    assert_eq!(seen["state"], json!({ "state": "void", "reason": "发错了" }));
    void(&shop.manager, &shop, &first, "发错了").refused(409, "coupon_unusable");
    use_it(&shop.clerk, &shop, &first, &[3000], None).refused(409, "coupon_unusable");
    shop.manager.undo(voided["id"].as_str().unwrap()).expect(200);
    assert_eq!(state(&shop.member, "first-order"), "available");
    everything_adds_up(&app);
}

#[test]
fn a_quote_that_counts_on_a_coupon_that_was_taken_away_is_not_sold() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    shop.manager.look_up(&shop.member.code(0)).expect(200);
    let (till, first) = (app.till("wukang"), coupon(&shop, "first-order"));
    let body = json!({ "number": "a", "member": shop.member.number, "coupons": { "these": [first] },
        "lines": [{ "item": "1", "class": "regular", "quantity": 1, "price": 3000 }] });
    let quote = till.post("/till/v1/quotes", &body).expect(201).json;
    void(&shop.manager, &shop, &first, "发错了").expect(200);
    let sale = json!({ "number": "a", "member": shop.member.number, "quote": quote["id"], "paid": 2500,
        "lines": [{ "item": "1", "name": "茶", "class": "regular", "quantity": 1, "list": 3000,
            "discounts": [{ "name": "券", "amount": 500 }], "paid": 2500 }] });
    till.post("/till/v1/sales", &sale).refused(409, "quote_over");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM sales WHERE number = 'a'"), 0);
    everything_adds_up(&app);
}

#[test]
fn anothers_coupon_is_unknown_here() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let stranger = app.join("13320000009");
    let theirs = held(&stranger, "first-order").unwrap()["id"].as_str().unwrap().to_owned();
    shop.clerk.look_up(&shop.member.code(0)).expect(200);
    use_it(&shop.clerk, &shop, &theirs, &[3000], Some(2500)).refused(404, "not_found");
    assert_eq!(state(&stranger, "first-order"), "available");
}
