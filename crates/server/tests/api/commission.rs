//! `/api/v1/me/commission`: who gets a share of what friends buy, how much, when, and what becomes of it when something comes back.

use crate::coupons::everything_adds_up;
use crate::proof::at_desk;
use crate::referral::{Browser, brought};
use crate::support::{Member, TestApp, Till, brand, refund};
use chrono::TimeDelta;
use serde_json::{Value, json};
use shuke_rules::policy::TierId;
use shuke_server::operator::invitations::give;

pub const PATH: &str = "/api/v1/me/commission";
/// So many days after a purchase nothing of it is frozen.
const THAWED: i64 = 15;

/// A member of the tier that gets commission.
pub fn koc<'a>(app: &'a TestApp, phone: &str) -> Member<'a> {
    let member = app.join(phone);
    invited(app, &member.number);
    member
}

/// By the server's clock: by the machine's it would be later than what is told where the server is behind.
pub fn invited(app: &TestApp, number: &str) {
    let tier = TierId("koc".to_owned());
    let done = at_desk(app, None, async |desk| give(desk, number, tier).await.is_ok());
    assert!(done, "nobody was invited");
}

/// A friend buys for ¥100, and half of it comes back after the share was given.
pub fn shared_and_half_returned(app: &TestApp, member: &Member<'_>, till: &Till<'_>, phone: &str) {
    let friend = brought(app, member, phone);
    let purchase = till.sell(&friend.number, phone, 10_000);
    app.advance_days(THAWED);
    member.get(PATH).expect(200);
    till.refund(&purchase, &format!("{phone}-back"), 5_000).expect(201);
}

fn page(member: &Member<'_>) -> Value {
    member.get(PATH).expect(200).json
}

/// The statement of the month of a day.
fn of_month(member: &Member<'_>, day: shuke_rules::Day) -> Value {
    member.get(&format!("{PATH}/{}", &day.to_string()[..7])).expect(200).json
}

/// Lines of each class, one of them discounted.
fn mixed(member: &str, number: &str) -> Value {
    let line = |class: &str, list: i64, paid: i64| {
        let less: Vec<_> = (list > paid).then(|| json!({ "name": "x", "amount": list - paid })).into_iter().collect();
        json!({ "item": class, "name": class, "class": class, "quantity": 1, "list": list, "discounts": less, "paid": paid })
    };
    let lines = [line("regular", 10_000, 8_019), line("discounted", 5_000, 5_000), line("group_buy", 2_049, 2_049)];
    json!({ "number": number, "member": member, "lines": lines, "paid": 15_068 })
}

#[test]
fn a_share_of_what_was_paid_is_frozen_and_given_once_when_nothing_can_come_back() {
    let app = TestApp::start();
    let (member, till) = (koc(&app, "18850000001"), app.till("wukang"));
    let friend = brought(&app, &member, "18850000002");
    let day = app.today();
    till.post("/till/v1/sales", &mixed(&friend.number, "1")).expect(201);
    // 8,019 × 5 % = 400.95; 5,000 × 2 % = 100; 2,049 × 2 % = 40.98: the fen of each line are cut off.
    let row = &page(&member)["rows"][0];
    assert_eq!((&row["kept"], &row["amount"], &row["points"]), (&json!(15_068), &json!(540), &json!(540)));
    let until = day.plus_days(14).to_string();
    assert_eq!(row["state"], json!({ "state": "frozen", "until": until }));
    let before = member.points();
    app.advance_days(THAWED - 1);
    of_month(&member, day);
    // What both get for the friend came meanwhile.
    assert_eq!(member.points() - before, 0, "frozen to the end of the last day");
    member.get("/api/v1/me/referral").expect(200);
    let before = member.points();
    app.advance_days(1);
    for _ in 0..2 {
        let seen = of_month(&member, day);
        assert_eq!(seen["rows"][0]["state"], json!({ "state": "given", "on": app.today().to_string() }));
        assert_eq!((&seen["month"]["given"], &seen["month"]["frozen"]), (&json!(540), &json!(0)));
    }
    assert_eq!(member.points() - before, 540, "once");
    let entry = &member.get("/api/v1/me/ledger").expect(200).json["entries"][0];
    assert_eq!((&entry["kind"], &entry["link"]["to"]), (&json!("commission"), &json!("commission")));
    assert_eq!(entry["link"]["id"], day.to_string()[..7]);
    everything_adds_up(&app);
}

#[test]
fn what_comes_back_makes_it_less_and_afterwards_is_taken_back_or_owed() {
    let app = TestApp::start();
    let (member, till) = (koc(&app, "18850000003"), app.till("wukang"));
    let friend = brought(&app, &member, "18850000004");
    let day = app.today();
    let (one, other) = (till.sell(&friend.number, "1", 10_000), till.sell(&friend.number, "2", 6_000));
    till.refund(&one, "1-a", 2_000).expect(201);
    till.refund(&other, "2-a", 6_000).expect(201);
    let rows = page(&member)["rows"].clone();
    assert_eq!((&rows[1]["points"], &rows[0]["state"]["state"]), (&json!(400), &json!("nothing")));
    app.advance_days(THAWED);
    member.get("/api/v1/me/referral").expect(200);
    let seen = of_month(&member, day);
    assert_eq!(
        (&seen["rows"][1]["state"]["state"], &seen["rows"][0]["state"]["state"]),
        (&json!("given"), &json!("nothing"))
    );
    // All that there is is spent.
    let points = member.points();
    crate::mall::offer(&app, &[("all", &format!("voucher,{points},,9,9,,,,,no,"))]);
    let order = json!({ "item": "all", "way": "voucher", "price": { "points": points, "fen": 0 } });
    member.post("/api/v1/me/orders", &order).expect(200);
    // With the last of it goes what bringing the friend had brought.
    for (number, fen, back) in [("1-b", 3_000, 150), ("1-c", 1, 1), ("1-d", 4_999, 249 + 200)] {
        let before = member.points();
        till.post(&format!("/till/v1/sales/{one}/refunds"), &refund(number, fen)).expect(201);
        // 5 % of what is left, in whole fen.
        assert_eq!(before - member.points(), back, "{number}");
    }
    let seen = of_month(&member, day);
    let row = &seen["rows"][1];
    assert_eq!((&row["points"], &row["taken_back"], &row["kept"]), (&json!(0), &json!(400), &json!(0)));
    assert_eq!(seen["month"]["given"], 0);
    everything_adds_up(&app);
}

#[test]
fn nobody_else_gets_any_and_nobody_of_their_own_purchases() {
    let app = TestApp::start();
    let (plain, till) = (app.join("18850000005"), app.till("wukang"));
    let friend = brought(&app, &plain, "18850000006");
    till.sell(&friend.number, "1", 10_000);
    assert_eq!((page(&plain)["rows"].clone(), page(&plain)["terms"].clone()), (json!([]), Value::Null));
    assert_eq!(plain.get("/api/v1/me/referral").expect(200).json["commission"], false);
    let member = koc(&app, "18850000007");
    till.sell(&member.number, "2", 10_000);
    assert_eq!(page(&member)["rows"], json!([]), "their own");
    assert_eq!(member.get("/api/v1/me/referral").expect(200).json["commission"], true);
    // With one level what friends of friends buy comes to nothing, whoever brought them.
    let friend = brought(&app, &member, "18850000008");
    let second = brought(&app, &friend, "18850000009");
    till.sell(&second.number, "3", 10_000);
    assert_eq!(page(&member)["rows"], json!([]));
    // Who becomes a KOC later gets it from then on.
    invited(&app, &plain.number);
    assert_eq!(page(&plain)["rows"], json!([]));
    for wrong in ["2026-13", "2026-1", "now", "2026-11-30"] {
        member.get(&format!("{PATH}/{wrong}")).refused(404, "not_found");
    }
    app.get(PATH).refused(401, "sign_in_required");
    everything_adds_up(&app);
}

/// The brand with something of its commission written differently.
fn policy(from: &str, to: &str) -> String {
    let policy = std::fs::read_to_string(brand()).unwrap();
    assert!(policy.contains(from), "{from}");
    policy.replacen(from, to, 1)
}

#[test]
fn with_two_levels_who_brought_the_one_who_brought_gets_a_share_and_nobody_above() {
    let app = TestApp::start();
    let by_class = "by_class = { discounted = \"2\", group_buy = \"2\" }";
    let two = policy("points_per_yuan = 100\n\n[[commission", "points_per_yuan = 100\ndepth = 2\n\n[[commission");
    app.place.apply(&two.replacen(by_class, &format!("{by_class}\nsecond = \"1\""), 1));
    let (top, till) = (koc(&app, "18850000010"), app.till("wukang"));
    let second = brought(&app, &top, "18850000011");
    let third = brought(&app, &second, "18850000012");
    for member in [&second, &third] {
        invited(&app, &member.number);
    }
    let buyer = brought(&app, &third, "18850000013");
    till.sell(&buyer.number, "1", 10_000);
    let points = |member: &Member<'_>| page(member)["rows"][0]["points"].clone();
    assert_eq!((points(&third), points(&second), points(&top)), (json!(500), json!(100), Value::Null));
    assert_eq!(
        (&page(&second)["rows"][0]["second"], &page(&third)["rows"][0]["second"]),
        (&json!(true), &json!(false))
    );
    everything_adds_up(&app);
}

#[test]
fn what_was_promised_stays_and_who_leaves_gets_nothing_more() {
    let app = TestApp::start();
    let (member, leaver, till) = (koc(&app, "18850000014"), koc(&app, "18850000015"), app.till("wukang"));
    let browser = Browser::new(&app);
    browser.opens(&crate::referral::code(&leaver));
    let left = browser.joins("18850000016");
    let friend = brought(&app, &member, "18850000017");
    let day = app.today();
    till.sell(&friend.number, "1", 10_000);
    till.sell(&left.number, "2", 10_000);
    app.place.apply(&policy("per_cent = \"5\"", "per_cent = \"1\""));
    till.sell(&friend.number, "3", 10_000);
    leaver.post("/api/v1/me/close", &json!({ "last_four": &leaver.number[9..] })).expect(200);
    friend.post("/api/v1/me/close", &json!({ "last_four": &friend.number[9..] })).expect(200);
    app.advance_days(THAWED);
    let seen = of_month(&member, day);
    assert_eq!((&seen["rows"][1]["points"], &seen["rows"][0]["points"]), (&json!(500), &json!(100)));
    assert_eq!((&seen["rows"][0]["name"], &seen["rows"][0]["state"]["state"]), (&json!(""), &json!("given")));
    let export = member.get("/api/v1/me/export").expect(200).json;
    assert_eq!(export["more"]["commission"].as_array().unwrap().len(), 2);
    let waits = "SELECT COUNT(*) FROM commissions WHERE due_at IS NOT NULL";
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(40);
    while app.place.number(waits) > 0 {
        assert!(std::time::Instant::now() < patience, "what is due is not booked");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert_eq!(app.place.number("SELECT COUNT(*) FROM commissions WHERE points = 0"), 1, "the one of who left");
    // Without commission in the policy what was is still shown, and who never had any has no page.
    let text = std::fs::read_to_string(brand()).unwrap();
    let (before, rest) = text.split_once("# A share of what friends buy").unwrap();
    let after = rest.split_once("[[coupons]]\nid = \"friend-8\"").unwrap().1;
    app.place.apply(&format!("{before}[[coupons]]\nid = \"friend-8\"{after}"));
    assert_eq!(of_month(&member, day)["month"]["given"], 600);
    left.get(PATH).refused(404, "commission_off");
    everything_adds_up(&app);
}

#[test]
fn a_sale_that_a_till_tells_of_late_counts_by_the_rules_of_its_day() {
    // The policy is put into force by the machine's clock.
    let app = TestApp::start_behind(TimeDelta::days(3));
    let (member, till) = (koc(&app, "18850000031"), app.till("wukang"));
    let friend = brought(&app, &member, "18850000032");
    let then = app.now() + TimeDelta::seconds(1);
    app.place.apply(&policy("per_cent = \"5\"", "per_cent = \"1\""));
    app.advance_days(4);
    let late = |number: &str, at: chrono::DateTime<chrono::Utc>| {
        let mut sale = crate::support::sale(&friend.number, number, 10_000);
        sale["at"] = json!(at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
        till.post("/till/v1/sales", &sale).expect(201);
    };
    late("then", then);
    late("now", app.now());
    let points = |month: &Value| -> Vec<Value> {
        month["rows"].as_array().unwrap().iter().map(|row| row["points"].clone()).collect()
    };
    let mut all = points(&of_month(&member, app.today()));
    if app.today().day_of_month() <= 4 {
        all.extend(points(&of_month(&member, app.today().minus_days(4))));
    }
    assert_eq!(all, [json!(100), json!(500)]);
    everything_adds_up(&app);
}
