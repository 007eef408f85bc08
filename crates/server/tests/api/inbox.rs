//! `/api/v1/me/inbox`

mod coupons;

use crate::mall::offer;
use crate::support::{Member, Place, TestApp, brand, root, sale, zone};
use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};
use shuke_rules::Day;

const PATH: &str = "/api/v1/me/inbox";

fn today() -> Day {
    zone().day_of(Utc::now())
}

/// The messages of a kind, newest first.
fn of_kind(member: &Member<'_>, what: &str) -> Vec<Value> {
    let inbox = member.get(PATH).expect(200).json;
    let messages = inbox["messages"].as_array().unwrap().iter();
    messages.filter(|message| message["what"]["what"] == what).cloned().collect()
}

fn kinds(member: &Member<'_>) -> Vec<String> {
    let inbox = member.get(PATH).expect(200).json;
    let messages = inbox["messages"].as_array().unwrap().iter();
    messages.map(|message| message["what"]["what"].as_str().unwrap().to_owned()).collect()
}

/// What waits, of which the inbox and the card say the same.
fn unread(member: &Member<'_>) -> u64 {
    let inbox = member.get(PATH).expect(200).json["unread"].as_u64().unwrap();
    assert_eq!(member.card()["unread"], inbox);
    inbox
}

fn at(message: &Value) -> DateTime<Utc> {
    message["at"].as_str().unwrap().parse().unwrap()
}

fn see(member: &Member<'_>, until: DateTime<Utc>) -> Value {
    member.post("/api/v1/me/inbox/seen", &json!({ "until": until })).expect(200).json
}

/// The project's brand with more, where joining brings no coupons that would have something to say, and points end two months after
/// the day they are earned on.
fn start_quietly(more: &str) -> TestApp {
    let grant = |id: &str| format!("[[grants]]\nid = \"{id}\"\ncoupon = \"{id}\"\non = \"joining\"\n");
    let changes = [
        (grant("welcome-pack"), String::new()),
        (grant("first-order"), String::new()),
        ("kind = \"year_end\"\nyears = 1".to_owned(), "kind = \"months\"\nmonths = 2".to_owned()),
    ];
    let mut policy = std::fs::read_to_string(brand()).unwrap();
    for (now, then) in changes {
        assert!(policy.contains(&now), "{now}");
        policy = policy.replacen(&now, &then, 1);
    }
    let place = Place::new();
    place.apply(&format!("{policy}\n{more}"));
    TestApp::start_in(place, &[])
}

/// A member with the points of one purchase, ¥100.
fn with_points<'a>(app: &'a TestApp, phone: &str) -> Member<'a> {
    let member = app.join(phone);
    app.till("wukang").sell(&member.number, &format!("s-{phone}"), 10_000);
    member
}

#[test]
fn a_new_members_inbox_is_empty_where_joining_brings_nothing() {
    let app = start_quietly("");
    let member = app.join("18300000001");
    let inbox = member.get(PATH).expect(200).json;
    assert_eq!(inbox, json!({ "messages": [], "unread": 0, "today": app.today().to_string() }));
    assert_eq!(unread(&member), 0);
}

#[test]
fn what_joining_brought_stays_in_the_inbox_and_is_no_news() {
    let app = TestApp::start();
    let member = app.join("18300000003");
    let given = of_kind(&member, "coupon_given");
    let names: Vec<&Value> = given.iter().map(|message| &message["what"]["name"]["zh"]).collect();
    assert_eq!(names, ["首单礼金", "新人礼包"]);
    assert!(given.iter().all(|message| message["unread"] == false), "it was shown on joining: {given:?}");
    assert_eq!((kinds(&member).len(), unread(&member)), (2, 0));
}

#[test]
fn points_that_end_are_told_thirty_and_seven_days_before_from_the_start_of_the_day() {
    let app = start_quietly("");
    let member = with_points(&app, "18300000101");
    let last = app.today().plus_months(2);
    for (days, told) in [(31, 0), (30, 1), (8, 1), (7, 2), (0, 2)] {
        app.advance_to_noon(last.minus_days(days));
        let messages = of_kind(&member, "points_ending");
        assert_eq!(messages.len(), told, "{days} days: {messages:?}");
        assert_eq!(unread(&member), u64::try_from(told).unwrap());
        for (message, before) in messages.iter().rev().zip([30, 7]) {
            assert_eq!(message["what"], json!({ "what": "points_ending", "points": 100, "day": last.to_string() }));
            assert_eq!(at(message), zone().start_of(last.minus_days(before)));
            assert_eq!(message["day"], last.minus_days(before).to_string());
        }
    }
}

#[test]
fn points_that_have_ended_are_told_whether_that_was_booked_or_not() {
    let app = start_quietly("");
    let member = with_points(&app, "18300000002");
    app.advance_to_noon(app.today().plus_months(2).plus_days(1));
    let messages = of_kind(&member, "points_ended");
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert_eq!((&messages[0]["what"]["points"], at(&messages[0])), (&json!(100), zone().start_of(app.today())));
    assert_eq!(kinds(&member), ["points_ended", "points_ending", "points_ending"]);
    assert_eq!(member.points(), 0);
}

#[test]
fn a_reminder_says_what_was_left_then_whatever_happens_later() {
    let app = start_quietly("");
    let [late, between, early] = ["18300000003", "18300000103", "18300000203"].map(|phone| with_points(&app, phone));
    let last = app.today().plus_months(2);
    let told = |member: &Member<'_>| -> Vec<Value> {
        of_kind(member, "points_ending").iter().map(|message| message["what"]["points"].clone()).collect()
    };
    let make_up = |member: &Member<'_>| {
        let missed = app.today().minus_days(1).to_string();
        member.post("/api/v1/me/check-ins/make-up", &json!({ "day": missed })).expect(200);
    };
    offer(&app, &[("mug", "goods,100,,5,,,,,,yes,")]);
    let all = json!({ "item": "mug", "way": "pick_up", "store": "wukang", "price": { "points": 100, "fen": 0 } });
    early.post("/api/v1/me/orders", &all).expect(200);
    app.advance_to_noon(last.minus_days(20));
    make_up(&between);
    app.advance_to_noon(last.minus_days(7));
    assert_eq!(told(&late), [100, 100]);
    make_up(&late);
    assert_eq!(told(&late), [100, 100]);
    assert_eq!(told(&between), [90, 100]);
    assert_eq!(told(&early), Vec::<Value>::new());
}

#[test]
fn every_date_has_its_own_reminder() {
    let app = start_quietly("");
    let member = with_points(&app, "18300000004");
    app.advance_days(5);
    app.till("wukang").sell(&member.number, "later", 5_000);
    app.advance_to_noon(app.today().plus_months(2).minus_days(25));
    let told: Vec<_> = of_kind(&member, "points_ending").iter().map(|said| said["what"]["points"].clone()).collect();
    assert_eq!(told, [50, 100]);
}

#[test]
fn a_rise_and_the_refund_that_undoes_it_are_told() {
    let app = TestApp::start();
    let member = app.join("18300000005");
    let till = app.till("wukang");
    let sale = till.sell(&member.number, "1", 49_900);
    let raised = of_kind(&member, "tier_raised");
    assert_eq!(raised[0]["what"], json!({ "what": "tier_raised", "to": "suren" }));
    assert_eq!(unread(&member), 1);
    see(&member, at(&raised[0]));
    assert_eq!(unread(&member), 0);
    till.refund(&sale, "r", 49_900).expect(201);
    let lowered = of_kind(&member, "tier_lowered");
    let expected = json!({ "what": "tier_lowered", "from": "suren", "to": "xiaobai", "by_refund": true });
    assert_eq!(lowered[0]["what"], expected);
    let back = of_kind(&member, "points_taken_back");
    assert_eq!(back[0]["what"], json!({ "what": "points_taken_back", "points": 499, "receipt": sale }));
    assert_eq!(unread(&member), 2);
    assert_eq!(at(&of_kind(&member, "tier_raised")[0]), at(&raised[0]));
}

#[test]
fn a_rise_by_a_sale_that_comes_in_late_is_news_when_it_comes_in() {
    let app = TestApp::start();
    let member = app.join("18300000006");
    app.advance(Duration::hours(2));
    see(&member, app.now());
    let mut late = sale(&member.number, "1", 49_900);
    late["at"] = json!(app.now() - Duration::hours(1));
    app.till("wukang").post("/till/v1/sales", &late).expect(201);
    assert_eq!(unread(&member), 1);
}

#[test]
fn a_refund_that_undoes_a_task_is_told() {
    let app = TestApp::start();
    let member = app.join("18300000007");
    let till = app.till("wukang");
    let sale = till.sell(&member.number, "1", 1_000);
    member.post("/api/v1/me/tasks/first-order/claim", &json!({})).expect(200);
    assert_eq!(unread(&member), 0);
    till.refund(&sale, "r", 1_000).expect(201);
    let undone = of_kind(&member, "task_undone");
    let expected =
        json!({ "what": "task_undone", "task": { "zh": "第一次下单", "en": "Your first order" }, "points": 50 });
    assert_eq!(undone[0]["what"], expected);
    assert_eq!(unread(&member), 2);
}

/// Where tiers are reviewed; the clock is at noon of a day that was.
fn with_reviews(day: Day) -> TestApp {
    let place = Place::new();
    place.run(&["apply", root().join("brands/shanlan.toml").to_str().unwrap()]);
    TestApp::start_behind_in(place, Utc::now() - zone().noon_of(day))
}

#[test]
fn a_review_is_told_thirty_days_before_with_what_is_missing() {
    // The review is on the day 12 months and 30 days after the purchase.
    let bought_on = today().minus_months(12);
    let review = bought_on.plus_months(12).plus_days(30);
    let app = with_reviews(bought_on.minus_days(9));
    let [at_the_border, a_day_later] = ["18300000008", "18300000009"].map(|phone| app.join(phone).number);
    let till = app.till("shanghai-yuyuan");
    for (member, day) in [(&at_the_border, bought_on), (&a_day_later, bought_on.plus_days(1))] {
        app.advance_to_noon(day);
        till.sell(member, member, 300_000);
    }
    app.catch_up();
    let told = of_kind(&app.sign_in_as(&at_the_border), "tier_review");
    let expected = json!({ "what": "tier_review", "tier": "silver", "day": review.to_string(), "amount": 300_000 });
    assert_eq!(told[0]["what"], expected);
    assert_eq!((told.len(), at(&told[0])), (1, zone().start_of(review.minus_days(30))));
    assert_eq!(of_kind(&app.sign_in_as(&a_day_later), "tier_review"), Vec::<Value>::new());
}

#[test]
fn a_review_that_lowered_the_tier_is_told_on_its_day() {
    let day = today().minus_months(14);
    let app = with_reviews(day.minus_days(9));
    let number = app.join("18300000010").number;
    app.advance_to_noon(day);
    app.till("shanghai-yuyuan").sell(&number, "1", 300_000);
    app.catch_up();
    let member = app.sign_in_as(&number);
    let review = day.plus_months(12).plus_days(30);
    let lowered = of_kind(&member, "tier_lowered");
    let expected = json!({ "what": "tier_lowered", "from": "silver", "to": "points", "by_refund": false });
    assert_eq!((&lowered[0]["what"], at(&lowered[0])), (&expected, zone().start_of(review)));
    // In December points are about to end, too.
    let about_tiers: Vec<_> = kinds(&member).into_iter().filter(|kind| kind.starts_with("tier")).collect();
    assert_eq!(about_tiers, ["tier_lowered", "tier_review"]);
}

/// An order of a member with these steps, each some seconds from now: written at once, so that each says what it says.
fn ordered(app: &TestApp, member: &Member<'_>, id: i64, state: &str, reserved: &str, steps: &[(&str, i64)]) {
    let now = Utc::now().timestamp_micros();
    app.place.sql(
        "INSERT INTO mall_items (id, place, terms, stock, taken, offered, updated_at) \
         VALUES ('cup', 1, '{}', 9, 0, 1, 0) ON CONFLICT DO NOTHING",
    );
    app.place.sql(&format!(
        "INSERT INTO orders (id, member_id, item_id, item, delivery, store, state, points, fen, created_at, lapses_at, \
         rule_version) SELECT {id}, id, 'cup', '{{\"id\":\"cup\",\"name\":{{\"zh\":\"杯\",\"en\":\"Cup\"}},\"terms\":\
         {{\"zh\":\"\",\"en\":\"\"}},\"kind\":\"goods\",\"picture\":null}}', '{{}}', \
         'wukang', '{state}', 30, 0, {now}, {reserved}, 1 FROM members WHERE card = '{}'",
        member.number
    ));
    for (n, (state, seconds)) in steps.iter().enumerate() {
        app.place.sql(&format!(
            "INSERT INTO order_steps (order_id, n, state, at) VALUES ({id}, {}, '{state}', {})",
            n + 1,
            now + seconds * 1_000_000
        ));
    }
}

#[test]
fn a_redemption_is_told_from_placed_to_ready_and_once_though_staff_undo_it() {
    let app = start_quietly("");
    let member = app.join("18300000011");
    let steps = [("placed", -50), ("ready", -40), ("picked_up", -30), ("ready", -20), ("placed", -15), ("ready", -10)];
    ordered(&app, &member, 7, "ready", "NULL", &steps);
    assert_eq!(kinds(&member), ["order_ready", "order_placed"]);
    let ready = of_kind(&member, "order_ready");
    let store = json!({ "zh": "上海武康路店", "en": "Shanghai Wukang Road" });
    let item = json!({ "zh": "杯", "en": "Cup" });
    assert_eq!(ready[0]["what"], json!({ "what": "order_ready", "order": "7", "item": item, "store": store }));
    assert_eq!(unread(&member), 1, "that they redeemed it they know");
    assert_eq!(of_kind(&member, "order_placed")[0]["unread"], false);
}

#[test]
fn a_voucher_is_told_once_also_after_a_shop_took_it() {
    let app = start_quietly("");
    let member = app.join("18300000012");
    ordered(&app, &member, 7, "ready", "NULL", &[("ready", -50)]);
    app.place.sql("UPDATE orders SET item = REPLACE(item, 'goods', 'voucher'), store = NULL");
    assert_eq!(kinds(&member), ["order_placed"]);
    app.place.sql("UPDATE orders SET store = 'wukang', state = 'picked_up'");
    assert_eq!(kinds(&member), ["order_placed"]);
}

#[test]
fn sent_returned_and_declined_are_told() {
    let app = start_quietly("");
    let member = app.join("18300000013");
    ordered(&app, &member, 7, "returned", "NULL", &[("placed", -50), ("shipped", -40), ("returned", -30)]);
    ordered(&app, &member, 8, "received", "NULL", &[("placed", -29), ("received", -28)]);
    let now = Utc::now().timestamp_micros();
    app.place.sql(&format!(
        "INSERT INTO order_claims (order_id, at, what, decided_at, accepted) VALUES (8, {now}, '缺口', NULL, NULL)"
    ));
    assert_eq!(unread(&member), 2);
    app.place.sql(&format!("UPDATE order_claims SET decided_at = {now}, accepted = 0"));
    assert_eq!(kinds(&member), ["claim_declined", "order_placed", "order_returned", "order_shipped", "order_placed"]);
    assert_eq!(of_kind(&member, "order_returned")[0]["what"]["points"], 30);
    assert_eq!(unread(&member), 3);
}

#[test]
fn a_reserved_one_lapses_by_the_clock_also_on_a_card_that_is_kept() {
    let app = TestApp::start();
    let member = app.join("18300000014");
    let until = app.now() + Duration::seconds(90);
    ordered(&app, &member, 7, "reserved", &until.timestamp_micros().to_string(), &[("reserved", -1)]);
    assert_eq!(unread(&member), 0);
    app.advance(Duration::seconds(60));
    assert_eq!(member.card()["unread"], 0);
    app.advance_to(until);
    assert_eq!(member.card()["unread"], 1, "the kept card says so");
    let before = of_kind(&member, "order_expired");
    assert_eq!(at(&before[0]).timestamp_micros(), until.timestamp_micros());
    // As the job books it.
    app.place.sql("INSERT INTO order_steps (order_id, n, state, at) SELECT id, 2, 'expired', lapses_at FROM orders");
    app.place.sql("UPDATE orders SET state = 'expired', lapses_at = NULL");
    assert_eq!(of_kind(&member, "order_expired"), before);
    assert_eq!(unread(&member), 1);
}

#[test]
fn what_was_seen_stays_seen_and_a_clock_that_is_ahead_sees_nothing_that_is_to_come() {
    let app = start_quietly("");
    let member = app.join("18300000015");
    ordered(&app, &member, 7, "shipped", "NULL", &[("shipped", -50)]);
    ordered(&app, &member, 8, "shipped", "NULL", &[("shipped", -40)]);
    let messages = of_kind(&member, "order_shipped");
    assert_eq!(see(&member, at(&messages[1]))["unread"], 1);
    assert_eq!(unread(&member), 1);
    assert_eq!(see(&member, at(&messages[0]))["unread"], 0);
    assert_eq!(see(&member, at(&messages[1]))["unread"], 0);
    assert_eq!(see(&member, DateTime::UNIX_EPOCH)["unread"], 0);
    assert_eq!(see(&member, app.now() + Duration::days(400))["unread"], 0);
    app.till("wukang").sell(&member.number, "1", 49_900);
    assert_eq!(unread(&member), 1);
    let read = member.get(PATH).expect(200).json["messages"].clone();
    let flags: Vec<_> = read.as_array().unwrap().iter().map(|message| message["unread"].clone()).collect();
    assert_eq!(flags, [true, false, false]);
}

#[test]
fn the_newest_hundred_of_twelve_months_are_there() {
    let app = start_quietly("");
    let member = app.join("18300000016");
    let begin = zone().start_of(today());
    for id in 1..=103 {
        ordered(&app, &member, id, "shipped", "NULL", &[]);
    }
    let (now, begin) = (app.now().timestamp_micros(), begin.timestamp_micros());
    app.place.sql(&format!(
        "INSERT INTO order_steps (order_id, n, state, at) SELECT id, 1, 'shipped', \
         CASE WHEN id = 1 THEN {now} WHEN id = 2 THEN {begin} ELSE {begin} - id + 2 END FROM orders"
    ));
    let inbox = member.get(PATH).expect(200).json;
    assert_eq!((inbox["messages"].as_array().unwrap().len(), unread(&member)), (100, 100));
    assert_eq!(inbox["messages"][0]["what"]["order"], "1");
    app.advance_to_noon(today().plus_months(12));
    let member = app.sign_in_as(&member.number);
    assert_eq!((kinds(&member).len(), unread(&member)), (2, 2));
}
