//! A place with a row of every kind, each written by the server or by an operator's command. It is made once for all tests of a
//! process, and copied.

use crate::commission;
use crate::coupons::held;
use crate::mall::COLUMNS;
use crate::posters::{picture, poster};
use crate::referral;
use crate::staff::{Staff, entry, id, path_of, staff};
use crate::support::{Member, Place, TestApp, Till, block_on, brand, root};
use crate::till::quotes::{QUOTES, basket, line, sale_of};
use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};
use shuke_server::operator::imports::purchases::ROWS;
use shuke_server::routes;

/// A place that was lived in; nothing is wrong there, and no server runs.
pub fn place() -> Place {
    let app = TestApp::start_behind(TimeDelta::days(60));
    let csv = app.place.directory.join("old.csv");
    std::fs::write(
        &csv,
        "customer,date,amount\n旧客,2024-03-01,20.00\n旧客,2024-04-01,320.00\n老友,2024-03-05,55.00\n",
    )
    .unwrap();
    app.place.run(&[
        "import",
        "purchases",
        csv.to_str().unwrap(),
        "--customer",
        "customer",
        "--date",
        "date",
        "--amount",
        "amount",
    ]);
    shelves(&app);
    let (first, second) = (app.join("13440000001"), app.join("13440000011"));
    let till = app.till("wukang");
    till.sell(&first.number, "rich", 300_000);
    till.sell(&second.number, "rich2", 200_000);
    let (clerk, manager) =
        (staff(&app, "13440000002", "clerk", "wukang"), staff(&app, "13440000003", "manager", "wukang"));
    for member in [&first, &second] {
        on_their_own(member);
        redeeming(&app, member, &manager);
        behind_the_counter(&app, member, &clerk, &manager);
        at_the_till(member, &till);
    }
    pieces(&app, &first, &second, &manager, &till);
    commission::invited(&app, &first.number);
    bringing(&app, &first, &till);
    who_leaves(&app, &till, &manager);
    another_version(&app.place);
    let (number, other, key) = (first.number.clone(), second.number.clone(), till.key.clone());
    app.advance_days(2);
    made_up(&app, &number);
    app.advance_days(20);
    // What recurs is done by a server that begins.
    let app = app.start_again("TERM");
    in_time(&app, &number, &Till { app: &app, key });
    redeem(&app.sign_in_as(&other), &pick_up("cup", 0));
    let ahead = (app.now() - Utc::now()).num_seconds();
    let place = crate::wechat::lived(app.stop(), ahead);
    on_its_way(&place);
    place.run(&["staff", "remove", "1"]);
    place.run(&["till-key", "revoke", "1"]);
    place
}

/// A line of a file whose import was stopped.
fn on_its_way(place: &Place) {
    block_on(async {
        let store = routes::open(&place.location()).await.unwrap();
        let line = store.write(|tx| {
            Box::pin(async move {
                ROWS.query("INSERT INTO import_rows (import_id, line, customer, day, paid_fen, seal) VALUES ($1, $2, $3, $4, $5, $6)")
                    .bind("on its way")
                    .bind(2_i64)
                    .bind("甲")
                    .bind("2024-01-01")
                    .bind(500_i64)
                    .execute(tx)
                    .await
            })
        });
        assert_eq!(line.await.unwrap(), 1);
        store.close().await;
    });
}

/// The brand's policy once more, with another threshold.
fn another_version(place: &Place) {
    let policy = std::fs::read_to_string(brand()).unwrap();
    let (now, then) = ("base = 2", "base = 3");
    assert!(policy.contains(now), "the example brand's check-in is another one");
    place.apply(&policy.replace(now, then));
}

fn shelves(app: &TestApp) {
    let directory = &app.place.directory;
    std::fs::write(directory.join("a.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
    let rows = [
        "cup,杯,Mug,,,,,goods,50,,99,99,,,,,yes,a.svg,",
        "pot,壶,Pot,,,,,goods,50,25,99,99,,,,,yes,,",
        "tea,茶,Tea,,,,,voucher,50,,99,99,,,,,no,,",
        "pack,券包,Pack,,,,,pack,10,,50,9,,,,,no,,pack-8*2",
    ];
    let file = directory.join("items.csv");
    std::fs::write(&file, format!("{COLUMNS},coupons\n{}\n", rows.join("\n"))).unwrap();
    app.place.run(&["import", "items", file.to_str().unwrap()]);
    let goods = root().join("brands/xiaoman/goods.csv");
    app.place.run(&["import", "goods", goods.to_str().unwrap()]);
}

fn address(street: &str, preferred: bool) -> Value {
    json!({ "name": "王小满", "phone": "13440000009", "region": "上海市徐汇区", "street": street, "preferred": preferred })
}

fn on_their_own(member: &Member<'_>) {
    member.put("/api/v1/me/profile", &json!({ "name": "阿满", "birthday": { "month": 10, "day": 17 } })).expect(200);
    let consent = json!({ "id": "marketing", "version": "2026-01", "given": true });
    member.put("/api/v1/me/consents", &consent).expect(200);
    member.post("/api/v1/me/check-ins", &json!({})).expect(200);
    member.post("/api/v1/me/visits", &json!({ "store": "wukang" })).expect(200);
    member.post("/api/v1/me/tasks/birthday/claim", &json!({})).expect(200);
    member.post("/api/v1/me/addresses", &address("武康路 1 号", true)).expect(200);
    member.post("/api/v1/me/addresses", &address("武康路 2 号", true)).expect(200);
    member.post("/api/v1/me/posters", &poster(&picture((1080, 1440), 1))).expect(200);
}

fn redeem(member: &Member<'_>, body: &Value) -> String {
    id(&member.post("/api/v1/me/orders", body).expect(200).json).to_owned()
}

fn pick_up(item: &str, fen: i64) -> Value {
    json!({ "item": item, "way": "pick_up", "store": "wukang", "price": { "points": 50, "fen": fen } })
}

fn redeeming(app: &TestApp, member: &Member<'_>, manager: &Staff<'_>) {
    let cup = redeem(member, &pick_up("cup", 0));
    let ready = entry(&manager.act(&cup, "prepare", 0).expect(200));
    manager.undo(&ready).expect(200);
    manager.act(&cup, "hand_over", 0).expect(200);
    member.post(&format!("/api/v1/me/orders/{cup}/claim"), &json!({ "what": "杯口有裂纹" })).expect(200);
    let declined = entry(&manager.decide(&cup, "decline_claim").expect(200));
    manager.undo(&declined).expect(200);
    manager.decide(&cup, "accept_claim").expect(200);
    let addresses = member.get("/api/v1/me/addresses").expect(200).json;
    let send = json!({ "item": "cup", "way": "express_for_money", "address": addresses["addresses"][0]["id"],
        "price": { "points": 50, "fen": 1_200 } });
    let sent = redeem(member, &send);
    let paid = entry(&manager.act(&sent, "take_payment", 1_200).expect(200));
    manager.undo(&paid).expect(200);
    manager.act(&sent, "take_payment", 1_200).expect(200);
    manager.ship(&sent).expect(200);
    member.post(&format!("/api/v1/me/orders/{sent}/receive"), &json!({})).expect(200);
    let cancelled = redeem(member, &send);
    member.post(&format!("/api/v1/me/orders/{cancelled}/cancel"), &json!({})).expect(200);
    let tea = redeem(member, &json!({ "item": "tea", "way": "voucher", "price": { "points": 50, "fen": 0 } }));
    manager.act(&tea, "hand_over", 0).expect(200);
    redeem(member, &json!({ "item": "pack", "way": "at_once", "price": { "points": 10, "fen": 0 } }));
    // Its time passes, and it counts as received; the other one expires.
    let shipped = redeem(member, &send);
    manager.act(&shipped, "take_payment", 1_200).expect(200);
    manager.ship(&shipped).expect(200);
    redeem(member, &send);
    app.advance(TimeDelta::seconds(61));
}

fn behind_the_counter(app: &TestApp, member: &Member<'_>, clerk: &Staff<'_>, manager: &Staff<'_>) {
    clerk.look_up(&member.code(0)).expect(200);
    app.advance(TimeDelta::seconds(120));
    manager.look_up(&member.code(0)).expect(200);
    let shown = json!({ "member": member.number, "task": "buyers-show" });
    let seen = manager.post("/staff/v1/task-confirmations", &shown).expect(200).json;
    manager.undo(id(&seen)).expect(200);
    manager.post("/staff/v1/task-confirmations", &shown).expect(200);
    member.post("/api/v1/me/tasks/buyers-show/claim", &json!({})).expect(200);
    let coupon = |template: &str| held(member, template).unwrap()["id"].clone();
    let pack = json!({ "member": member.number, "coupon": coupon("welcome-pack"), "prices": [], "to_pay": 0 });
    let used = manager.post("/staff/v1/coupon-uses", &pack).expect(200).json;
    manager.undo(id(&used["logged"])).expect(200);
    manager.post("/staff/v1/coupon-uses", &pack).expect(200);
    let void = json!({ "member": member.number, "coupon": coupon("first-order"), "reason": "发错了" });
    manager.post("/staff/v1/coupon-voids", &void).expect(200);
    let act = |order: &str, body: &Value| manager.post(&path_of(order), body);
    let open = redeem(member, &pick_up("pot", 2_500));
    act(&open, &json!({ "action": "prepare", "paid": 0 })).expect(200);
}

fn at_the_till(member: &Member<'_>, till: &Till<'_>) {
    let number = &member.number;
    till.app.advance(TimeDelta::seconds(120));
    till.identify(&member.code(0)).expect(200);
    let named = |name: &str| format!("{}-{name}", &number[9..]);
    let quote = |name: &str, points: i64| {
        let mut body = basket(&named(name), Some(number), &[line("1", 3, 3_000)]);
        body["points"] = json!(points);
        till.post(QUOTES, &body).expect(201).json
    };
    quote("q1", 0);
    let quoted = quote("q1", 500);
    let sold = till.post("/till/v1/sales", &sale_of(&quoted, &named("q1"))).expect(201).json;
    assert!(quoted["points"]["spent"].as_i64().unwrap() > 0, "{quoted}");
    let used = quote("q2", 0);
    till.post("/till/v1/sales", &sale_of(&used, &named("q2"))).expect(201);
    till.refund(id(&sold), &named("q1-back"), quoted["to_pay"].as_i64().unwrap() / 2).expect(201);
    let sale = till.sell(number, &named("s1"), 60_000);
    till.refund(&sale, &named("s1-back"), 20_000).expect(201);
    quote("q3", 0);
    till.post(QUOTES, &basket(&named("guest"), None, &[line("1", 1, 3_000)])).expect(201);
}

/// A piece that goes from one to the other, one that comes back, and a repair.
fn pieces(app: &TestApp, first: &Member<'_>, second: &Member<'_>, manager: &Staff<'_>, till: &Till<'_>) {
    let codes = crate::pieces::made(app, "10034", 4);
    let of = |at: usize, act: &str| format!("/api/v1/me/item-codes/{}/{act}", codes[at]);
    first.post(&of(0, "register"), &json!({})).expect(200);
    let offered = first.post(&of(0, "offer"), &json!({})).expect(200).json;
    second.post(&of(0, "take"), &json!({ "code": "00000000" })).refused(422, "offer_wrong");
    second.post(&of(0, "take"), &json!({ "code": offered["own"]["offer"]["code"] })).expect(200);
    let sale = crate::pieces::buy(till, &first.number, "piece", "10034", 1);
    first.post(&of(1, "register"), &json!({ "receipt": sale })).expect(200);
    till.refund(&sale, "piece-back", 12_800).expect(201);
    second.post(&of(2, "register"), &json!({})).expect(200);
    second.post(&of(2, "offer"), &json!({})).expect(200);
    app.post(&format!("/api/v1/item-codes/{}/seen", codes[0]), &json!({})).expect(200);
    app.post(&format!("/api/v1/item-codes/{}/seen", codes[1]), &json!({})).expect(200);
    let what = json!({ "store": "wukang", "what": "盒盖裂了", "pictures": [crate::pieces::photo(9)] });
    let asked = second.post(&of(2, "repairs"), &what).expect(200).json;
    let repair = format!("/staff/v1/repairs/{}", id(&asked["repairs"][0]));
    manager.post(&repair, &json!({ "state": "accepted", "note": "拿来看看" })).expect(200);
    second.post(&of(0, "repairs"), &what).expect(200);
}

/// Whose points were spent when a purchase came back, and who then leaves.
fn who_leaves(app: &TestApp, till: &Till<'_>, manager: &Staff<'_>) {
    let member = app.join("13440000021");
    let sale = till.sell(&member.number, "leaves", 30_000);
    let cup = redeem(&member, &pick_up("cup", 0));
    let ready = entry(&manager.act(&cup, "prepare", 0).expect(200));
    manager.undo(&ready).expect(200);
    till.refund(&sale, "leaves-back", 30_000).expect(201);
    member.post("/api/v1/me/close", &json!({ "last_four": &member.number[9..] })).expect(200);
}

/// A friend who buys, one who is refused, a team, and somebody who has only looked.
fn bringing(app: &TestApp, member: &Member<'_>, till: &Till<'_>) {
    let code = referral::code(member);
    for (phone, number) in [("13440000041", "brought"), ("13440000042", "returned")] {
        let friend = referral::brought(app, member, phone);
        let purchase = till.sell(&friend.number, number, 6_000);
        if number == "returned" {
            till.refund(&purchase, "returned-back", 6_000).expect(201);
            friend.post("/api/v1/me/referral/team", &json!({})).expect(200);
            friend.post("/api/v1/me/referral/team/leave", &json!({})).expect(200);
        }
        friend.get(&format!("/api/v1/referrals/{}", referral::code(&friend))).expect(200);
    }
    member.post("/api/v1/me/referral/team", &json!({})).expect(200);
    referral::Browser::new(app).opens(&code);
}

/// A missed day is made up for.
fn made_up(app: &TestApp, number: &str) {
    let member = app.sign_in_as(number);
    member.post("/api/v1/me/check-ins", &json!({})).expect(200);
    let missed = app.today().minus_days(1).to_string();
    member.post("/api/v1/me/check-ins/make-up", &json!({ "day": missed })).expect(200);
}

/// What jobs book of what time does, and something of everything that goes again by itself.
fn in_time(app: &TestApp, number: &str, till: &Till<'_>) {
    till.sell(number, "late", 12_345);
    let waits = "SELECT (SELECT COUNT(*) FROM orders WHERE state IN ('reserved', 'shipped')) \
        + (SELECT COUNT(*) FROM commissions WHERE due_at IS NOT NULL) \
        + (SELECT COUNT(*) FROM (SELECT 1 AS one) AS always WHERE NOT EXISTS (SELECT 1 FROM coupon_rounds) \
            OR NOT EXISTS (SELECT 1 FROM anchors WHERE n > 1))";
    app.get("/readyz").expect(200);
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while app.place.number(waits) > 0 {
        assert!(std::time::Instant::now() < patience, "what time does is not booked");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let again = app.sign_in_as(number);
    let brought = app.place.number("SELECT id FROM sales WHERE number = 'brought'");
    till.refund(&brought.to_string(), "brought-back", 2_000).expect(201);
    assert_eq!(referral::page(&again)["friends"][1]["given"], true);
    till.identify(&again.code(0)).expect(200);
    app.code_for("13440000099");
    till.post(QUOTES, &basket("open", Some(number), &[line("1", 2, 2_000)])).expect(201);
}
