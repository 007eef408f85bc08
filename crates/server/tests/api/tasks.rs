//! `/api/v1/me/tasks`, `/api/v1/me/visits`

use crate::support::{Member, Reply, TestApp, at_once, brand, joining, zone};
use chrono::TimeDelta;
use serde_json::{Value, json};
use shuke_rules::Day;
use shuke_rules::policy::Repeat;
use shuke_rules::tasks::Period;

const PATH: &str = "/api/v1/me/tasks";

fn today() -> Day {
    zone().day_of(chrono::Utc::now())
}

fn task(member: &Member<'_>, id: &str) -> Value {
    let tasks = member.get(PATH).expect(200).json;
    tasks["tasks"].as_array().unwrap().iter().find(|task| task["id"] == id).unwrap().clone()
}

fn state(member: &Member<'_>, id: &str) -> String {
    task(member, id)["state"].as_str().unwrap().to_owned()
}

fn claim(member: &Member<'_>, id: &str) -> Reply {
    member.post(&format!("{PATH}/{id}/claim"), &json!({}))
}

fn visit(member: &Member<'_>, store: &str) -> Reply {
    member.post("/api/v1/me/visits", &json!({ "store": store }))
}

fn check_in(member: &Member<'_>) {
    member.post("/api/v1/me/check-ins", &json!({})).expect(200);
}

/// A Monday of which the day before is still to come.
fn coming_monday() -> Day {
    let (_, sunday) = Period::of(Repeat::Weekly, today()).days.unwrap();
    sunday.plus_days(8)
}

/// Staff saw that the member did it, in the present period.
fn confirmed(app: &TestApp, member: &Member<'_>, id: &str, repeat: Repeat) {
    let period = Period::of(repeat, today()).key;
    app.place.sql(
        "INSERT INTO staff (id, phone, name, role, store, created_at) \
         VALUES (1, '13900000001', '店员', 'clerk', 'wukang', 0) ON CONFLICT DO NOTHING",
    );
    app.place.sql(&format!(
        "INSERT INTO task_confirmations (member_id, task, period, at, staff_id) \
         SELECT id, '{id}', '{period}', 0, 1 FROM members WHERE card = '{}'",
        member.number
    ));
}

fn ledger_is_whole(app: &TestApp) {
    let said = app.place.run(&["ledger", "verify"]);
    assert!(!said.contains("wrong"), "{said}");
}

fn entries(app: &TestApp) -> (i64, i64) {
    let count = |sql| app.place.number(sql);
    (
        count("SELECT COUNT(*) FROM ledger WHERE kind = 'task_done'"),
        count("SELECT COUNT(*) FROM ledger WHERE kind = 'task_undone'"),
    )
}

#[test]
fn the_tasks_of_the_policy_are_listed_with_how_far_one_is() {
    let app = TestApp::start();
    let member = app.join("18200000001");
    let tasks = member.get(PATH).expect(200).json;
    let ids: Vec<_> = tasks["tasks"].as_array().unwrap().iter().map(|task| task["id"].as_str().unwrap()).collect();
    let expected = [
        "profile",
        "birthday",
        "first-order",
        "weekly-order",
        "weekly-visit",
        "five-days",
        "buyers-show",
        "new-member-spend",
    ];
    assert_eq!(ids, expected);
    assert!(tasks["tasks"].as_array().unwrap().iter().all(|task| task["state"] == "open" && task["done"] == 0));
    assert_eq!((&tasks["points"], &tasks["today"]), (&json!(0), &json!(today().to_string())));
    let weekly = task(&member, "five-days");
    let sunday = Period::of(Repeat::Weekly, today()).until().unwrap();
    assert_eq!((&weekly["times"], &weekly["until"]), (&json!(5), &json!(sunday.to_string())));
    assert_eq!(task(&member, "profile")["until"], Value::Null);
}

#[test]
fn a_task_is_open_then_done_then_claimed_and_pays_once() {
    let app = TestApp::start();
    let member = app.join("18200000002");
    let short = claim(&member, "profile").refused(422, "task_not_done").json;
    assert_eq!((&short["figures"]["done"], &short["figures"]["times"]), (&json!(0), &json!(1)));
    member.put("/api/v1/me/profile", &json!({ "name": "小满", "birthday": null })).expect(200);
    assert_eq!((state(&member, "profile"), state(&member, "birthday")), ("done".into(), "open".into()));
    let claimed = claim(&member, "profile").expect(200).json;
    assert_eq!((&claimed["points"], &claimed["now"]["points"]), (&json!(20), &json!(20)));
    assert_eq!(claimed["now"]["tasks"][0]["state"], "claimed");
    claim(&member, "profile").refused(409, "task_claimed_already");
    member.put("/api/v1/me/profile", &json!({ "name": "小满", "birthday": { "month": 2, "day": 29 } })).expect(200);
    claim(&member, "birthday").expect(200);
    assert_eq!((member.points(), entries(&app)), (40, (2, 0)));
    let lots = "SELECT COUNT(*) FROM lots l JOIN ledger g ON g.member_id = l.member_id AND g.seq = l.seq \
                WHERE g.kind = 'task_done' AND l.ends_at IS NOT NULL";
    assert_eq!(app.place.number(lots), 2);
    let key = app.place.text("SELECT key FROM ledger ORDER BY seq LIMIT 1");
    assert_eq!(key, format!("task:{}:profile:", member.number));
    ledger_is_whole(&app);
}

#[test]
fn who_clears_their_name_after_the_reward_keeps_it_and_cannot_claim_again() {
    let app = TestApp::start();
    let member = app.join("18200000003");
    member.put("/api/v1/me/profile", &json!({ "name": "小满", "birthday": null })).expect(200);
    claim(&member, "profile").expect(200);
    member.put("/api/v1/me/profile", &json!({ "name": null, "birthday": null })).expect(200);
    assert_eq!((state(&member, "profile").as_str(), member.points()), ("claimed", 20));
    claim(&member, "profile").refused(409, "task_claimed_already");
}

#[test]
fn a_task_that_there_is_not_is_not_claimed() {
    let app = TestApp::start();
    claim(&app.join("18200000004"), "follow").refused(404, "not_found");
}

#[test]
fn sixty_four_claims_at_once_pay_once() {
    let app = TestApp::start();
    let member = app.join("18200000005");
    app.till("wukang").sell(&member.number, "1", 1_000);
    let replies = at_once((0..64).map(|_| || claim(&member, "first-order").status));
    assert_eq!(replies.iter().filter(|status| **status == 200).count(), 1, "{replies:?}");
    assert!(replies.iter().all(|status| matches!(status, 200 | 409)), "{replies:?}");
    assert_eq!((member.points(), entries(&app)), (60, (1, 0)));
    ledger_is_whole(&app);
}

#[test]
fn the_same_request_twice_is_answered_alike_and_booked_once() {
    let app = TestApp::start();
    let member = app.join("18200000006");
    app.till("wukang").sell(&member.number, "1", 1_000);
    let path = format!("{PATH}/first-order/claim");
    let ask = || member.ask("POST", &path).json(&json!({})).key("the-same").send().expect(200).text();
    assert_eq!(ask(), ask());
    assert_eq!(entries(&app), (1, 0));
}

#[test]
fn a_purchase_counts_in_the_week_of_its_business_day() {
    let app = TestApp::start();
    let member = app.join("18200000007");
    let (till, monday) = (app.till("wukang"), coming_monday());
    app.advance_to(zone().start_of(monday) - TimeDelta::minutes(1));
    till.sell(&member.number, "1", 1_000);
    assert_eq!(state(&member, "weekly-order"), "done");
    app.advance_to(zone().start_of(monday));
    assert_eq!((state(&member, "weekly-order"), state(&member, "first-order")), ("open".into(), "done".into()));
    till.sell(&member.number, "2", 1_000);
    assert_eq!(state(&member, "weekly-order"), "done");
    app.advance_to_noon(monday.plus_days(6));
    assert_eq!(state(&member, "weekly-order"), "done");
}

#[test]
fn last_weeks_reward_is_neither_this_weeks_nor_in_its_way() {
    let app = TestApp::start();
    let member = app.join("18200000008");
    app.till("wukang").sell(&member.number, "1", 1_000);
    claim(&member, "weekly-order").expect(200);
    assert_eq!(state(&member, "weekly-order"), "claimed");
    app.advance_days(7);
    app.till("wukang").sell(&member.number, "2", 1_000);
    assert_eq!(state(&member, "weekly-order"), "done");
    claim(&member, "weekly-order").expect(200);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM task_claims WHERE n = 1"), 2);
}

#[test]
fn a_visit_counts_once_a_day_however_many_shops_and_scans() {
    let app = TestApp::start();
    let member = app.join("18200000009");
    let reply = visit(&member, "wukang").expect(200).json;
    assert_eq!(reply["tasks"].as_array().unwrap().iter().find(|task| task["id"] == "weekly-visit").unwrap()["done"], 1);
    visit(&member, "wukang").expect(200);
    visit(&member, "hefang").expect(200);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM visits"), 2);
    assert_eq!(app.place.number("SELECT COUNT(DISTINCT day) FROM visits"), 1);
    claim(&member, "weekly-visit").expect(200);
    assert_eq!(member.points(), 5);
    visit(&member, "nowhere").refused(404, "store_unknown");
}

#[test]
fn who_joins_by_the_code_of_a_shop_has_visited_it() {
    let app = TestApp::start();
    let mut request = joining("13790000031", &app.code_for("13790000031"));
    request["store"] = json!("wukang");
    let member = app.member(&app.post("/api/v1/members", &request).expect(200));
    assert_eq!(task(&member, "weekly-visit")["done"], 1);
    visit(&member, "wukang").expect(200);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM visits"), 1, "scanning it again that day is no second visit");
    let online = app.join("13790000032");
    assert_eq!(task(&online, "weekly-visit")["done"], 0, "who joined in no shop was in none");
}

#[test]
fn two_scans_at_once_are_one_visit() {
    let app = TestApp::start();
    let member = app.join("18200000010");
    let replies = at_once((0..16).map(|_| || visit(&member, "wukang").status));
    assert!(replies.iter().all(|status| *status == 200), "{replies:?}");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM visits"), 1);
}

#[test]
fn a_withdrawn_shop_code_is_no_visit() {
    let app = TestApp::start();
    let member = app.join("18200000011");
    let file = std::fs::read_to_string(brand()).unwrap();
    let closed = app.place.directory.join("closed.toml");
    std::fs::write(&closed, file.replace("id = \"yulin\"\n", "id = \"yulin\"\nrevoked = true\n")).unwrap();
    app.place.run(&["apply", closed.to_str().unwrap()]);
    visit(&member, "yulin").refused(410, "store_revoked");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM visits"), 0);
}

#[test]
fn days_made_up_for_do_not_count_and_neither_do_last_weeks() {
    let app = TestApp::start();
    let member = app.join("18200000012");
    app.till("wukang").sell(&member.number, "1", 10_000);
    let monday = coming_monday();
    for day in [monday.minus_days(1), monday, monday.plus_days(1), monday.plus_days(2), monday.plus_days(3)] {
        app.advance_to_noon(day);
        check_in(&member);
    }
    app.advance_to_noon(monday.plus_days(5));
    let friday = json!({ "day": monday.plus_days(4).to_string() });
    member.post("/api/v1/me/check-ins/make-up", &friday).expect(200);
    let task = task(&member, "five-days");
    assert_eq!((&task["done"], &task["state"]), (&json!(4), &json!("open")));
    let short = claim(&member, "five-days").refused(422, "task_not_done").json;
    assert_eq!((&short["figures"]["done"], &short["figures"]["times"]), (&json!(4), &json!(5)));
    check_in(&member);
    claim(&member, "five-days").expect(200);
}

#[test]
fn what_is_shown_to_staff_counts_when_they_confirm_it() {
    let app = TestApp::start();
    let member = app.join("18200000013");
    claim(&member, "buyers-show").refused(422, "task_not_done");
    confirmed(&app, &member, "buyers-show", Repeat::Monthly);
    claim(&member, "buyers-show").expect(200);
    assert_eq!(member.points(), 30);
}

#[test]
fn a_refund_of_the_whole_purchase_takes_the_reward_back_and_tells_the_till_what_is_left() {
    let app = TestApp::start();
    let member = app.join("18200000014");
    let till = app.till("wukang");
    let sale = till.sell(&member.number, "1", 1_000);
    claim(&member, "first-order").expect(200);
    claim(&member, "weekly-order").expect(200);
    assert_eq!(member.points(), 70);
    let partly = till.refund(&sale, "r1", 999).expect(201).json;
    assert_eq!((&partly["taken_back"], &partly["points"], entries(&app)), (&json!(9), &json!(61), (2, 0)));
    let rest = till.refund(&sale, "r2", 1).expect(201).json;
    assert_eq!((&rest["taken_back"], &rest["points"], entries(&app)), (&json!(1), &json!(0), (2, 2)));
    assert_eq!((member.points(), member.card()["debt"].as_i64()), (0, Some(0)));
    assert_eq!((state(&member, "first-order"), state(&member, "weekly-order")), ("open".into(), "open".into()));
    claim(&member, "first-order").refused(422, "task_not_done");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM task_claims WHERE undone_at IS NOT NULL"), 2);
    ledger_is_whole(&app);
}

#[test]
fn what_another_purchase_still_carries_is_not_taken_back() {
    let app = TestApp::start();
    let member = app.join("18200000015");
    let till = app.till("wukang");
    let sale = till.sell(&member.number, "1", 1_000);
    claim(&member, "first-order").expect(200);
    till.sell(&member.number, "2", 1_000);
    till.refund(&sale, "r1", 1_000).expect(201);
    assert_eq!((state(&member, "first-order").as_str(), member.points()), ("claimed", 60));
}

#[test]
fn a_reward_that_was_spent_becomes_debt_when_it_is_taken_back() {
    let app = TestApp::start_behind(TimeDelta::days(30));
    let member = app.join("18200000016");
    app.catch_up();
    let till = app.till("wukang");
    let sale = till.sell(&member.number, "1", 100);
    claim(&member, "first-order").expect(200);
    for back in 1..=3 {
        let day = today().minus_days(back).to_string();
        member.post("/api/v1/me/check-ins/make-up", &json!({ "day": day })).expect(200);
    }
    // 1 + 50, less three times 10, and three times 2.
    assert_eq!(member.points(), 27);
    till.refund(&sale, "r1", 100).expect(201);
    let card = member.card();
    assert_eq!((&card["points"], &card["debt"]), (&json!(-24), &json!(24)));
    ledger_is_whole(&app);
}

#[test]
fn what_was_undone_and_is_done_again_is_claimed_again_and_never_stands_twice() {
    let app = TestApp::start();
    let member = app.join("18200000017");
    let till = app.till("wukang");
    for round in 1..=3 {
        let sale = till.sell(&member.number, &round.to_string(), 1_000);
        claim(&member, "weekly-order").expect(200);
        claim(&member, "weekly-order").refused(409, "task_claimed_already");
        till.refund(&sale, &format!("r{round}"), 1_000).expect(201);
    }
    assert_eq!((member.points(), entries(&app)), (0, (3, 3)));
    assert_eq!(app.place.number("SELECT COUNT(*) FROM task_claims WHERE undone_at IS NULL"), 0);
    assert_eq!(app.place.number("SELECT MAX(n) FROM task_claims"), 3);
    till.sell(&member.number, "4", 1_000);
    claim(&member, "weekly-order").expect(200);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM task_claims WHERE undone_at IS NULL"), 1);
    ledger_is_whole(&app);
}

#[test]
fn a_refund_and_a_claim_at_once_never_leave_a_reward_without_its_purchase() {
    let app = TestApp::start();
    let till = app.till("wukang");
    for round in 0..12 {
        let member = app.join(&format!("182001{round:05}"));
        let sale = till.sell(&member.number, &format!("s{round}"), 1_000);
        let refund = || till.refund(&sale, &format!("r{round}"), 1_000).status;
        let claims = (0..4).map(|_| || claim(&member, "first-order").status);
        let works: Vec<Box<dyn FnOnce() -> u16 + Send + '_>> = claims
            .map(|work| Box::new(work) as Box<dyn FnOnce() -> u16 + Send + '_>)
            .chain([Box::new(refund) as Box<dyn FnOnce() -> u16 + Send + '_>])
            .collect();
        let replies = at_once(works);
        assert_eq!(replies.last(), Some(&201), "{replies:?}");
        assert!(replies.iter().all(|status| matches!(status, 200 | 201 | 409 | 422)), "{replies:?}");
        assert_eq!((member.points(), state(&member, "first-order").as_str()), (0, "open"), "{replies:?}");
    }
    assert_eq!(app.place.number("SELECT COUNT(*) FROM task_claims WHERE undone_at IS NULL"), 0);
    let (done, undone) = entries(&app);
    assert_eq!(done, undone);
    ledger_is_whole(&app);
}

#[test]
fn a_reward_is_judged_by_the_rules_that_it_was_claimed_under() {
    let app = TestApp::start();
    let member = app.join("18200000018");
    let till = app.till("wukang");
    let sale = till.sell(&member.number, "1", 1_000);
    claim(&member, "first-order").expect(200);
    let file = std::fs::read_to_string(brand()).unwrap();
    let at = file.find("[[tasks]]\nid = \"first-order\"").unwrap();
    let end = at + 9 + file[at + 9..].find("[[tasks]]").unwrap();
    let without = app.place.directory.join("without.toml");
    std::fs::write(&without, format!("{}{}", &file[..at], &file[end..])).unwrap();
    app.place.run(&["apply", without.to_str().unwrap()]);
    claim(&member, "first-order").refused(404, "not_found");
    till.refund(&sale, "r1", 1_000).expect(201);
    assert_eq!((member.points(), entries(&app)), (0, (1, 1)));
}

/// The policy with a task for redemptions.
fn with_redemptions() -> TestApp {
    let app = TestApp::start();
    let file = std::fs::read_to_string(brand()).unwrap();
    let task = "[[tasks]]\nid = \"redeem\"\nname = { zh = \"兑换\", en = \"Redeem\" }\nkind = \"redemption\"\n\
                repeat = \"monthly\"\npoints = 8\n\n";
    let path = app.place.directory.join("redeem.toml");
    std::fs::write(&path, file.replacen("[[tasks]]", &format!("{task}[[tasks]]"), 1)).unwrap();
    app.place.run(&["apply", path.to_str().unwrap()]);
    app
}

fn redeemed(app: &TestApp, member: &Member<'_>, state: &str) {
    app.place.sql(
        "INSERT INTO mall_items (id, place, terms, stock, taken, offered, updated_at) VALUES ('cup', 1, '{}', 9, 0, 1, 0)",
    );
    app.place.sql(&format!(
        "INSERT INTO orders (id, member_id, item_id, item, delivery, state, points, fen, created_at, rule_version) \
         SELECT 1, id, 'cup', '{{}}', '{{}}', '{state}', 5, 0, {}, 1 FROM members WHERE card = '{}'",
        chrono::Utc::now().timestamp_micros(),
        member.number
    ));
}

#[test]
fn a_redemption_counts_once_it_is_placed_and_no_more_when_it_came_back() {
    let app = with_redemptions();
    let member = app.join("18200000019");
    let till = app.till("wukang");
    redeemed(&app, &member, "reserved");
    for (stored, seen) in [("reserved", "open"), ("cancelled", "open"), ("expired", "open"), ("placed", "done")] {
        app.place.sql(&format!("UPDATE orders SET state = '{stored}'"));
        assert_eq!(state(&member, "redeem"), seen, "{stored}");
    }
    claim(&member, "redeem").expect(200);
    app.place.sql("UPDATE orders SET state = 'picked_up'");
    let first = till.sell(&member.number, "1", 100);
    till.refund(&first, "r1", 100).expect(201);
    assert_eq!((state(&member, "redeem").as_str(), member.points()), ("claimed", 8));
    app.place.sql("UPDATE orders SET state = 'returned'");
    let second = till.sell(&member.number, "2", 100);
    till.refund(&second, "r2", 100).expect(201);
    assert_eq!((state(&member, "redeem").as_str(), member.points()), ("open", 0));
    // The order was made up, and would be found to be.
    app.place.sql("DELETE FROM orders");
    ledger_is_whole(&app);
}

#[test]
fn a_reward_whose_own_points_have_ended_is_not_asked_for_again() {
    let app = TestApp::start();
    let member = app.join("18200000020");
    let till = app.till("wukang");
    let sale = till.sell(&member.number, "1", 1_000);
    app.let_points_live(1);
    claim(&member, "first-order").expect(200);
    app.place.run(&["apply", brand().to_str().unwrap()]);
    app.advance_to(zone().end_of(today().plus_months(1)));
    till.sell(&member.number, "2", 10_000);
    // A purchase that brought points and is none.
    app.place.sql("UPDATE sales SET paid_fen = 0, lines = '[]' WHERE number = '2'");
    let points = member.points();
    let left = till.refund(&sale, "r", 1_000).expect(201).json;
    // The sale's ten come back, the reward's fifty are gone already.
    assert_eq!(left["points"].as_i64().unwrap(), points - 10);
    assert_eq!((state(&member, "first-order").as_str(), entries(&app)), ("open", (1, 0)));
}

#[test]
fn the_export_has_every_visit_and_every_reward() {
    let app = TestApp::start();
    let member = app.join("18200000021");
    visit(&member, "wukang").expect(200);
    claim(&member, "weekly-visit").expect(200);
    let export = member.get("/api/v1/me/export").expect(200).json;
    assert_eq!(
        (&export["visits"][0]["store"], &export["visits"][0]["day"]),
        (&json!("wukang"), &json!(today().to_string()))
    );
    let claimed = &export["task_claims"][0];
    let week = Period::of(Repeat::Weekly, today()).key;
    assert_eq!(
        (&claimed["task"], &claimed["period"], &claimed["points"]),
        (&json!("weekly-visit"), &json!(week), &json!(5))
    );
    assert_eq!(claimed["undone_at"], Value::Null);
}
