//! Every kind of entry, in a life that makes each: what it was about is said, and where its page is.

use super::{all, book_ends, ending};
use crate::coupons::claim;
use crate::support::{Member, TestApp, Till};
use crate::till::quotes::{QUOTES, basket, line, sale_of};
use chrono::TimeDelta;
use serde_json::{Value, json};
use shuke_rules::ledger::{Entry, Key};
use std::collections::BTreeSet;

const CHALLENGE: &str = "/api/v1/me/tasks/new-member-spend/claim";
/// How many kinds there are.
const KINDS: usize = 18;

/// A kind that is new is refused by the compiler here until the life below makes it.
fn kind(key: &Key<'_>) -> &'static str {
    match key {
        Key::Sale(_) => "sale",
        Key::Refund(_) => "refund",
        Key::Ended { .. } => "ended",
        Key::CheckIn { .. } => "check_in",
        Key::MakeUp { .. } => "make_up",
        Key::Task(_) => "task",
        Key::TaskUndone(_) => "task_undone",
        Key::Redeemed { .. } => "redeemed",
        Key::RedeemedCoupon { .. } => "redeemed_coupon",
        Key::Returned { .. } => "returned",
        Key::Paid(_) => "paid",
        Key::PaidBack(_) => "paid_back",
        Key::Referred { .. } => "referred",
        Key::ReferralUndone { .. } => "referral_undone",
        Key::Commission { .. } => "commission",
        Key::CommissionUndone { .. } => "commission_undone",
        Key::Registered { .. } => "registered",
        Key::RegisteredUndone { .. } => "registered_undone",
    }
}

/// Bought, paid for with points, and everything of it brought back.
fn buys(till: &Till<'_>, member: &Member<'_>) {
    let purchase = till.sell(&member.number, "p", 20_000);
    member.post(CHALLENGE, &json!({})).expect(200);
    till.refund(&purchase, "p-back", 20_000).expect(201);
    till.sell(&member.number, "rich", 500_000);
    let mut asked = basket("a", Some(&member.number), &[line("1", 1, 1_000)]);
    (asked["coupons"], asked["points"]) = (json!({ "these": [] }), json!(500));
    let quote = till.post(QUOTES, &asked).expect(201).json;
    let sold = till.post("/till/v1/sales", &sale_of(&quote, "a")).expect(201).json;
    till.refund(sold["id"].as_str().unwrap(), "a-back", quote["to_pay"].as_i64().unwrap()).expect(201);
}

/// Brings a friend, who buys, keeps it for some days and brings it back after all; of that there was a share, too.
fn brings(app: &TestApp, till: &Till<'_>, member: &Member<'_>) {
    crate::commission::invited(app, &member.number);
    let friend = crate::referral::brought(app, member, "13560000003");
    let purchase = till.sell(&friend.number, "friend", 5_000);
    app.advance_days(16);
    crate::referral::page(member);
    member.get(crate::commission::PATH).expect(200);
    till.refund(&purchase, "friend-back", 5_000).expect(201);
}

/// What members do with points by themselves.
fn redeems(app: &TestApp, member: &Member<'_>) {
    member.post("/api/v1/me/check-ins", &json!({})).expect(200);
    let yesterday = json!({ "day": app.today().minus_days(1).to_string() });
    member.post("/api/v1/me/check-ins/make-up", &yesterday).expect(200);
    claim(member, "tea-20").refused(409, "price_changed");
    member.post("/api/v1/me/coupons", &json!({ "template": "tea-20", "points": 200 })).expect(200);
    crate::mall::offer(app, &[("pot", "goods,50,25,99,99,,,,,yes,")]);
    let order = json!({ "item": "pot", "way": "pick_up", "store": "wukang", "price": { "points": 50, "fen": 2_500 } });
    let order = member.post("/api/v1/me/orders", &order).expect(200).json;
    let claim = format!("/api/v1/me/orders/{}", order["id"].as_str().unwrap());
    let manager = crate::staff::staff(app, "13560000002", "manager", "wukang");
    manager.act(order["id"].as_str().unwrap(), "hand_over", 2_500).expect(200);
    member.post(&format!("{claim}/claim"), &json!({ "what": "壶嘴裂了" })).expect(200);
    manager.decide(order["id"].as_str().unwrap(), "accept_claim").expect(200);
}

/// A piece is registered, and its purchase comes back.
fn registers(app: &TestApp, till: &Till<'_>, member: &Member<'_>) {
    let code = crate::pieces::made(app, "1", 1).remove(0);
    let sale = crate::pieces::buy(till, &member.number, "piece", "1", 1);
    member.post(&format!("/api/v1/me/item-codes/{code}/register"), &json!({ "receipt": sale })).expect(200);
    till.refund(&sale, "piece-back", 12_800).expect(201);
}

#[test]
fn every_kind_of_entry_says_what_it_was_about_and_leads_to_its_page() {
    let app = TestApp::start_behind(TimeDelta::days(19));
    let (member, till) = (app.join("13560000001"), app.till("wukang"));
    brings(&app, &till, &member);
    app.catch_up();
    buys(&till, &member);
    redeems(&app, &member);
    registers(&app, &till, &member);
    let end = ending(&app, || drop(till.sell(&member.number, "ends", 10_000)));
    app.advance_to(end);
    assert_eq!(book_ends(&app), 1);

    let movements = all(&member);
    let of = |seq: i64| movements.iter().find(|movement| movement["seq"] == seq).unwrap();
    let chain = member.get("/api/v1/me/ledger/chain").expect(200).json["entries"].clone();
    let mut seen = BTreeSet::new();
    for entry in serde_json::from_value::<Vec<Entry>>(chain).unwrap() {
        let key = Key::parse(&entry.key).unwrap();
        let movement = of(entry.seq);
        // A check-in is about its day, which is that of the entry unless it is said.
        let is_of_day = matches!(key, Key::CheckIn { .. } | Key::MakeUp { .. });
        let about = movement["about"]["zh"].as_str().unwrap_or_default();
        assert!(is_of_day || !about.is_empty(), "{}: {movement}", entry.key);
        assert_ne!(movement["link"]["to"], "none", "{}", entry.key);
        seen.insert(kind(&key));
    }
    assert_eq!(seen.len(), KINDS, "{seen:?}");
    bought(&member, of);
}

/// A coupon that was bought is named, and found.
fn bought<'m>(member: &Member<'_>, of: impl Fn(i64) -> &'m Value) {
    let chain = member.get("/api/v1/me/ledger/chain").expect(200).json["entries"].clone();
    let entries: Vec<Entry> = serde_json::from_value(chain).unwrap();
    let paid = entries.iter().find(|entry| entry.key.starts_with("redeemed:coupon:")).unwrap();
    let (movement, id) = (of(paid.seq), paid.key.rsplit(':').next().unwrap());
    assert_eq!(movement["link"], json!({ "to": "coupon", "id": id }));
    let held = crate::coupons::held(member, "tea-20").unwrap();
    assert_eq!((&movement["about"], &held["id"]), (&held["terms"]["name"], &json!(id)));
}
