//! Points as money and delivery: quoted, sold, refunded.

use super::quotes::{QUOTES, basket, line, sale_of, sell};
use crate::coupons::everything_adds_up;
use crate::support::{Member, Place, Reply, TestApp, Till, at_once, brand};
use serde_json::{Value, json};

/// Some points for a member: a purchase that is kept.
fn earn(till: &Till<'_>, member: &Member<'_>, points: i64) {
    till.sell(&member.number, &format!("earn{points}"), points * 100);
}

/// A quote with no coupons and so many points at most.
fn quote(till: &Till<'_>, number: &str, member: &Member<'_>, lines: &[Value], points: i64) -> Value {
    let mut body = basket(number, Some(&member.number), lines);
    body["coupons"] = json!({ "these": [] });
    body["points"] = json!(points);
    till.post(QUOTES, &body).expect(201).json
}

fn refund(till: &Till<'_>, sale: &str, number: &str, lines: &Value) -> Reply {
    till.post(&format!("/till/v1/sales/{sale}/refunds"), &json!({ "number": number, "lines": lines }))
}

fn sold(reply: &Reply) -> String {
    reply.json["id"].as_str().unwrap().to_owned()
}

/// The project's brand, where points may pay for everything.
fn everything_for_points() -> TestApp {
    let place = Place::new();
    let file = place.directory.join("brand.toml");
    let policy = std::fs::read_to_string(brand()).unwrap();
    assert!(policy.contains("up_to_percent = 50"));
    std::fs::write(&file, policy.replace("up_to_percent = 50", "up_to_percent = 100")).unwrap();
    place.run(&["apply", file.to_str().unwrap()]);
    TestApp::start_in(place, &[])
}

#[test]
fn points_pay_as_much_as_the_policy_lets_them_and_leave_with_the_sale() {
    let app = TestApp::start();
    let (member, till) = (app.join("18670000001"), app.till("wukang"));
    earn(&till, &member, 800);
    let quote = quote(&till, "a", &member, &[line("1", 1, 1000), line("2", 1, 500)], 5000);
    assert_eq!(quote["points"], json!({ "spent": 750, "covers": 750, "at_most": 750 }));
    assert_eq!((&quote["to_pay"], member.points()), (&json!(750), 800));
    let booked = sell(&till, &quote, "a").expect(201);
    assert_eq!((&booked.json["earned"], &booked.json["points"]), (&json!(9), &json!(59)), "¥7.50 at 素人 × 1.2");
    let receipt = member.get(&format!("/api/v1/me/receipts/{}", sold(&booked))).json;
    assert_eq!((&receipt["spent"], &receipt["paid"], &receipt["list"]), (&json!(750), &json!(750), &json!(1500)));
    assert_eq!(
        receipt["lines"][0]["steps"],
        json!([{ "name": { "zh": "积分抵扣", "en": "Paid with points" }, "points": 500, "off": 500 }])
    );
    let movements = member.get("/api/v1/me/ledger").expect(200).json;
    let paid = movements["entries"].as_array().unwrap().iter().find(|entry| entry["kind"] == "paid").unwrap();
    assert_eq!((&paid["points"], &paid["link"]), (&json!(-750), &json!({ "to": "receipt", "id": sold(&booked) })));
    everything_adds_up(&app);
}

#[test]
fn points_that_were_spent_since_the_quote_stop_the_sale_and_nothing_moved() {
    let app = TestApp::start();
    let (member, till) = (app.join("18670000002"), app.till("wukang"));
    earn(&till, &member, 100);
    let first = quote(&till, "a", &member, &[line("1", 1, 200)], 100);
    let second = quote(&till, "b", &member, &[line("1", 1, 200)], 100);
    sell(&till, &first, "a").expect(201);
    let short = sell(&till, &second, "b").refused(422, "points_short").json;
    assert_eq!((&short["figures"]["price_points"], &short["figures"]["points"]), (&json!(100), &json!(1)));
    let anew = quote(&till, "b", &member, &[line("1", 1, 200)], 100);
    assert_eq!(anew["points"]["spent"], 1);
    sell(&till, &anew, "b").expect(201);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM sales WHERE number IN ('a', 'b')"), 2);
    everything_adds_up(&app);
}

#[test]
fn of_many_sales_at_once_the_points_pay_for_those_they_suffice_for() {
    let app = TestApp::start();
    let (member, till) = (app.join("18670000003"), app.till("wukang"));
    earn(&till, &member, 300);
    let quotes: Vec<Value> =
        (0..8).map(|n| quote(&till, &format!("q{n}"), &member, &[line("1", 1, 200)], 100)).collect();
    let answers = at_once(quotes.iter().enumerate().map(|(n, quote)| {
        let till = &till;
        move || sell(till, quote, &format!("q{n}")).status
    }));
    // Each earns one point, so a fourth is never paid for.
    assert_eq!(answers.iter().filter(|status| **status == 201).count(), 3, "{answers:?}");
    assert_eq!(member.points(), 3);
    everything_adds_up(&app);
}

#[test]
fn what_points_paid_comes_back_in_proportion_and_in_all_to_the_point() {
    let app = TestApp::start();
    let (member, till) = (app.join("18670000004"), app.till("wukang"));
    earn(&till, &member, 1000);
    let quote = quote(&till, "a", &member, &[line("1", 3, 333), line("2", 1, 1)], 400);
    let paid: Vec<i64> = quote["lines"].as_array().unwrap().iter().map(|line| line["paid"].as_i64().unwrap()).collect();
    assert_eq!((paid.as_slice(), &quote["points"]["spent"]), (&[599, 1][..], &json!(400)));
    let sale = sold(&sell(&till, &quote, "a").expect(201));
    let mut back = 0;
    for (n, amount) in [199, 1, 200, 199].into_iter().enumerate() {
        let part = refund(&till, &sale, &format!("r{n}"), &json!([{ "line": 0, "amount": amount }])).expect(201).json;
        back += part["points_back"].as_i64().unwrap();
    }
    assert_eq!(back, 400);
    let rest = refund(&till, &sale, "r9", &json!([{ "line": 1, "amount": 1 }])).expect(201).json;
    assert_eq!((&rest["points_back"], &rest["points"], member.points()), (&json!(0), &json!(1000), 1000));
    let receipt = member.get(&format!("/api/v1/me/receipts/{sale}")).json;
    let told: i64 =
        receipt["refunds"].as_array().unwrap().iter().map(|refund| refund["points_back"].as_i64().unwrap()).sum();
    assert_eq!(told, 400);
    everything_adds_up(&app);
}

#[test]
fn points_come_back_to_their_own_lots_the_last_taken_first_and_live_at_least_thirty_days() {
    let app = TestApp::start();
    app.let_points_live(12);
    let (member, till) = (app.join("18670000005"), app.till("wukang"));
    earn(&till, &member, 100);
    app.advance_days(100);
    earn(&till, &member, 200);
    let quote = quote(&till, "a", &member, &[line("1", 1, 1000)], 250);
    let sale = sold(&sell(&till, &quote, "a").expect(201));
    let ends = "SELECT ends_at FROM lots WHERE id = (SELECT MIN(id) FROM lots)";
    let (first, second) = (app.place.number(ends), app.place.number("SELECT MAX(ends_at) FROM lots"));
    refund(&till, &sale, "r1", &json!([{ "line": 0, "amount": 450 }])).expect(201);
    assert_eq!(app.place.number("SELECT CAST(SUM(amount) AS BIGINT) FROM lots WHERE origin IS NOT NULL"), 150);
    assert_eq!(app.place.number("SELECT MIN(ends_at) FROM lots WHERE origin IS NOT NULL"), second);
    refund(&till, &sale, "r2", &json!([{ "line": 0, "amount": 300 }])).expect(201);
    assert_eq!(app.place.number("SELECT MIN(ends_at) FROM lots WHERE origin IS NOT NULL"), first);
    assert_eq!(member.points(), 300);
    everything_adds_up(&app);
}

#[test]
fn a_line_that_points_paid_for_in_full_comes_back_whole_and_once() {
    let app = everything_for_points();
    let (member, till) = (app.join("18670000006"), app.till("wukang"));
    earn(&till, &member, 500);
    let mut body = basket("a", Some(&member.number), &[line("1", 2, 150)]);
    body["points"] = json!(5000);
    body["coupons"] = json!("best");
    let quote = till.post(QUOTES, &body).expect(201).json;
    assert_eq!((&quote["to_pay"], &quote["points"]["spent"]), (&json!(0), &json!(0)), "the coupon covers it");
    let sale = sold(&sell(&till, &quote, "a").expect(201));
    refund(&till, &sale, "r0", &json!([{ "line": 0, "amount": 1 }])).refused(422, "refund_too_large");
    let back = refund(&till, &sale, "r1", &json!([{ "line": 0, "amount": 0 }])).expect(201).json;
    assert_eq!((&back["amount"], back["coupons_back"].as_array().unwrap().len()), (&json!(0), 1));
    assert_eq!(back["gifts_kept"].as_array().unwrap().len(), 1);
    refund(&till, &sale, "r2", &json!([{ "line": 0, "amount": 0 }])).refused(422, "refund_too_large");
    let all = super::paid::quote(&till, "b", &member, &[line("1", 2, 150)], 5000);
    assert_eq!((&all["to_pay"], &all["points"]["spent"]), (&json!(0), &json!(300)));
    let sale = sold(&sell(&till, &all, "b").expect(201));
    assert_eq!(member.points(), 200);
    let back = refund(&till, &sale, "r3", &json!([{ "line": 0, "amount": 0 }])).expect(201).json;
    assert_eq!((&back["points_back"], member.points()), (&json!(300), 500));
    everything_adds_up(&app);
}

#[test]
fn what_is_owed_is_told_as_it_is_once_the_points_that_paid_are_back() {
    let app = everything_for_points();
    let (member, till) = (app.join("18670000016"), app.till("wukang"));
    let earned = till.sell(&member.number, "earned", 50_000);
    let all = quote(&till, "a", &member, &[line("1", 1, 1500)], 500);
    let sale = sold(&sell(&till, &all, "a").expect(201));
    let spent = all["points"]["spent"].as_i64().unwrap();
    assert!(spent > 0 && all["to_pay"] != 0, "{all}");
    let first = till.refund(&earned, "r1", 50_000).expect(201).json;
    let owed = first["debt"].as_i64().unwrap();
    assert!(owed > 0 && first["shortfall"] == owed, "{first}");
    let paid = all["to_pay"].as_i64().unwrap();
    let back = refund(&till, &sale, "r2", &json!([{ "line": 0, "amount": paid }])).expect(201).json;
    assert_eq!((&back["points_back"], &back["debt"], &back["points"]), (&json!(spent), &json!(0), &json!(0)));
    let short = back["shortfall"].as_i64().unwrap();
    assert_eq!(owed + short, spent, "what this refund was short of, and not what is owed after it: {back}");
    everything_adds_up(&app);
}

#[test]
fn while_a_piece_that_cost_nothing_is_kept_its_coupon_stays_used() {
    let app = TestApp::start();
    let (member, till) = (app.join("18670000007"), app.till("wukang"));
    crate::coupons::claim(&member, "new-member-trial").expect(200);
    let quote = super::quotes::quote(&till, "a", &member, &[line("10021", 1, 2800), line("1", 1, 2000)]);
    assert_eq!(quote["lines"][0]["paid"], 0);
    let paid = quote["lines"][1]["paid"].as_i64().unwrap();
    let sale = sold(&sell(&till, &quote, "a").expect(201));
    let part = refund(&till, &sale, "r1", &json!([{ "line": 1, "amount": paid }])).expect(201).json;
    assert_eq!((part.get("coupons_back"), crate::coupons::state(&member, "new-member-trial").as_str()), (None, "used"));
    let rest = refund(&till, &sale, "r2", &json!([{ "line": 0, "amount": 0 }])).expect(201).json;
    assert!(!rest["coupons_back"].as_array().unwrap().is_empty());
    assert_eq!(crate::coupons::state(&member, "new-member-trial"), "available");
    everything_adds_up(&app);
}

#[test]
fn delivery_is_quoted_kept_on_the_receipt_and_no_purchase() {
    let app = TestApp::start();
    let (member, till) = (app.join("18670000008"), app.till("wukang"));
    let sent = |number: &str, price: i64| {
        let mut body = basket(number, Some(&member.number), &[line("1", 1, price)]);
        body["coupons"] = json!({ "these": [] });
        body["sent"] = json!(true);
        till.post(QUOTES, &body).expect(201).json
    };
    let free = sent("f", 9900);
    assert_eq!((&free["to_pay"], &free["delivery"]["fee"]), (&json!(9900), &json!(0)));
    let quote = sent("a", 5000);
    assert_eq!(
        (&quote["to_pay"], &quote["delivery"]),
        (&json!(6200), &json!({ "fee": 1200, "off": 0, "short": 4900 }))
    );
    let mut with_fee = sale_of(&quote, "a");
    with_fee["paid"] = json!(6200);
    till.post("/till/v1/sales", &with_fee).refused(422, "amounts_disagree");
    let booked = sell(&till, &quote, "a").expect(201);
    let receipt = member.get(&format!("/api/v1/me/receipts/{}", sold(&booked))).json;
    assert_eq!((&receipt["paid"], &receipt["delivery"], &receipt["earned"]), (&json!(5000), &json!(1200), &json!(50)));
}
