//! `GET /api/v1/me/ledger` and `/api/v1/me/ledger/chain`

mod kinds;

use crate::support::{Member, TestApp, at_once, block_on, brand, zone};
use serde_json::{Value, json};
use shuke_rules::ledger::{Entry, first_broken};
use shuke_rules::{Day, Instant};
use shuke_server::booking;
use shuke_server::policies::Policies;
use shuke_server::routes;
use shuke_server::store::{Conn, Work};

const PATH: &str = "/api/v1/me/ledger";

fn today() -> Day {
    zone().day_of(chrono::Utc::now())
}

/// The last day of points that are earned today.
fn last_day() -> String {
    format!("{}-12-31", today().year() + 1)
}

/// Does something in a process of its own, as another server would.
fn elsewhere<T: Send + 'static>(
    app: &TestApp,
    work: impl for<'c> Fn(&'c mut Conn) -> Work<'c, T> + Send + Sync + 'static,
) -> T {
    block_on(async {
        let store = routes::open(&app.place.location()).await.unwrap();
        let done = store.write(work).await.unwrap();
        store.close().await;
        done
    })
}

/// What `earns` brings ends all at one instant, while the brand's own rules hold again.
fn ending(app: &TestApp, earns: impl FnOnce()) -> Instant {
    app.let_points_live(1);
    earns();
    app.place.run(&["apply", brand().to_str().unwrap()]);
    zone().end_of(app.today().plus_months(1))
}

/// Books what has ended, as the job does: how many lots.
fn book_ends(app: &TestApp) -> usize {
    let now = app.now();
    let part = move || {
        elsewhere(app, move |tx| {
            Box::pin(async move {
                let rulebook = Policies::default().current(tx).await?;
                booking::end_some(tx, &rulebook, now).await
            })
        })
    };
    std::iter::repeat_with(part).take_while(|ended| *ended > 0).sum()
}

/// Offers things, each by its id, name and points.
fn shelf(app: &TestApp, things: &[(&str, &str, i64)]) {
    let row = |(id, name, points): &(&str, &str, i64)| format!("{id},{name},{id},,,,,goods,{points},,9,9,,,,,yes,");
    let rows: Vec<String> = things.iter().map(row).collect();
    let file = app.place.directory.join("shelf.csv");
    std::fs::write(&file, format!("{}\n{}\n", crate::mall::COLUMNS, rows.join("\n"))).unwrap();
    app.place.run(&["import", "items", file.to_str().unwrap()]);
}

/// Something that is sent for money, and held until that is paid.
fn sent(member: &Member<'_>, item: &str, points: i64) -> Value {
    let to = json!({ "name": "王小满", "phone": "13500000001", "region": "上海市徐汇区", "street": "武康路 1 号" });
    let addresses = member.post("/api/v1/me/addresses", &to).expect(200).json;
    json!({ "item": item, "way": "express_for_money", "address": addresses["addresses"][0]["id"],
        "price": { "points": points, "fen": 1_200 } })
}

fn ordered(member: &Member<'_>, what: &Value) -> String {
    member.post("/api/v1/me/orders", what).expect(200).json["id"].as_str().unwrap().to_owned()
}

/// All pages.
fn all(member: &Member<'_>) -> Vec<Value> {
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = member.get(&format!("{PATH}{after}")).expect(200).json;
        let entries = page["entries"].as_array().unwrap();
        assert!(entries.len() <= 30);
        seen.extend(entries.iter().cloned());
        match &page["next"] {
            Value::String(next) => after = format!("?after={next}"),
            _ => return seen,
        }
    }
}

fn clean(app: &TestApp) {
    let said = app.place.run(&["ledger", "verify"]);
    assert!(said.contains("everything adds up"), "{said}");
}

/// The chain, checked as a browser would: its entries.
fn whole_chain(member: &Member<'_>) -> Vec<Entry> {
    let chain = member.get(&format!("{PATH}/chain")).expect(200).json;
    assert_eq!(chain["number"], member.number);
    let entries: Vec<Entry> = serde_json::from_value(chain["entries"].clone()).unwrap();
    assert_eq!(first_broken(&member.number, &entries), None);
    let sum: i64 = entries.iter().map(|entry| entry.points.0).sum();
    assert_eq!(sum - chain["ended"].as_i64().unwrap(), chain["points"].as_i64().unwrap());
    assert_eq!(chain["points"], member.points());
    entries
}

#[test]
fn every_movement_says_what_it_is_about_which_points_moved_and_what_was_owed() {
    let app = TestApp::start();
    let member = app.join("13500000001");
    let till = app.till("wukang");
    let sale = till.sell(&member.number, "1", 10_000);
    shelf(&app, &[("sieve", "茶漏", 30), ("scoop", "茶则", 90)]);
    let sieve = ordered(&member, &sent(&member, "sieve", 30));
    member.post(&format!("/api/v1/me/orders/{sieve}/cancel"), &json!({})).expect(200);
    ordered(
        &member,
        &json!({ "item": "scoop", "way": "pick_up", "store": "wukang", "price": { "points": 90, "fen": 0 } }),
    );
    till.refund(&sale, "r", 10_000).expect(201);
    till.sell(&member.number, "2", 12_000);
    let page = member.get(PATH).expect(200).json;
    let rows: Vec<Value> = page["entries"].as_array().unwrap().iter().rev().cloned().collect();
    let told = |of: &str| rows.iter().map(|row| row[of].clone()).collect::<Vec<_>>();
    assert_eq!(told("kind"), ["earned", "redeemed", "returned", "redeemed", "taken_back", "earned"]);
    assert_eq!(told("points"), [100, -30, 30, -90, -100, 120].map(|points| json!(points)));
    assert_eq!(told("debt"), [0, 0, 0, 0, -90, 90].map(|points| json!(points)));
    assert_eq!(told("seq"), [1, 2, 3, 4, 5, 6].map(|seq| json!(seq)));
    let (shop, receipt) = (json!("Shanghai Wukang Road"), json!({ "to": "receipt", "id": sale }));
    assert_eq!((&rows[0]["about"]["en"], &rows[0]["link"]), (&shop, &receipt));
    assert_eq!((&rows[4]["about"]["en"], &rows[4]["link"]), (&shop, &receipt));
    assert_eq!((&rows[1]["about"]["zh"], &rows[1]["link"]), (&json!("茶漏"), &json!({ "to": "order", "id": sieve })));
    assert_eq!((&rows[2]["about"]["zh"], &rows[3]["about"]["zh"]), (&json!("茶漏"), &json!("茶则")));
    let lots = |points: i64| json!([{ "points": points, "until": last_day() }]);
    assert_eq!(told("lots"), [lots(100), lots(30), lots(30), lots(90), lots(10), lots(30)]);
    assert_eq!((&page["points"], &page["debt"]), (&json!(30), &json!(0)));
    assert_eq!(page["ending"], json!([{ "day": last_day(), "points": 30 }]));
    assert_eq!(whole_chain(&member).len(), 6);
    clean(&app);
}

#[test]
fn pages_have_no_gap_and_no_repeat_also_where_ends_stand_at_one_instant() {
    let app = TestApp::start();
    let member = app.join("13500000002");
    let till = app.till("wukang");
    let end = ending(&app, || {
        for n in 0..35 {
            till.sell(&member.number, &format!("p{n}"), 100);
        }
    });
    for n in 35..40 {
        till.sell(&member.number, &format!("p{n}"), 100);
    }
    app.advance_to(end);
    let before = all(&member);
    let ended = |row: &&Value| row["kind"] == "ended";
    assert_eq!((before.len(), before.iter().filter(ended).count()), (75, 35));
    assert!(before.iter().filter(ended).all(|row| row["seq"] == 0 && row["link"]["to"] == "receipt"));
    let points = member.points();
    let chain = member.get(&format!("{PATH}/chain")).expect(200).json;
    assert_eq!(chain["ended"], 35);
    whole_chain(&member);
    let first = member.get(PATH).expect(200).json["next"].as_str().unwrap().to_owned();

    assert_eq!((book_ends(&app), book_ends(&app)), (35, 0));
    // The page after one that was read before shows neither more nor less.
    let second = member.get(&format!("{PATH}?after={first}")).expect(200).json;
    let bare = |row: &Value| {
        let mut row = row.clone();
        row.as_object_mut().unwrap().remove("seq");
        row
    };
    let rows = |page: &Value| page["entries"].as_array().unwrap().iter().map(bare).collect::<Vec<_>>();
    assert_eq!(rows(&second), before[30..60].iter().map(bare).collect::<Vec<_>>());
    let after = all(&member);
    assert_eq!(after.iter().map(bare).collect::<Vec<_>>(), before.iter().map(bare).collect::<Vec<_>>());
    assert!(after.iter().filter(ended).all(|row| row["seq"].as_i64().unwrap() > 40));
    assert_eq!((member.points(), whole_chain(&member).len()), (points, 75));
    member.get(&format!("{PATH}?after=x")).refused(422, "invalid_fields");
    clean(&app);
}

#[test]
fn a_refund_excuses_what_had_ended_whether_it_was_booked_or_not() {
    let app = TestApp::start();
    let member = app.join("13500000003");
    let till = app.till("wukang");
    let mut sale = String::new();
    let end = ending(&app, || sale = till.sell(&member.number, "1", 10_000));
    app.advance_to(end);
    till.sell(&member.number, "2", 20_000);
    assert_eq!(till.refund(&sale, "a", 4_000).expect(201).json["taken_back"], 0);
    assert_eq!(book_ends(&app), 1);
    assert_eq!(till.refund(&sale, "b", 6_000).expect(201).json["taken_back"], 0);
    assert_eq!(member.points(), 200);
    clean(&app);
}

#[test]
fn two_who_book_the_same_ends_book_them_once_and_a_spend_in_between_takes_none_of_them() {
    let app = TestApp::start();
    let member = app.join("13500000004");
    let till = app.till("wukang");
    let end = ending(&app, || {
        for n in 0..15 {
            till.sell(&member.number, &n.to_string(), 1_000);
        }
    });
    for n in 15..20 {
        till.sell(&member.number, &n.to_string(), 1_000);
    }
    app.advance_to(end);
    let member = &member;
    let (app, till) = (&app, &till);
    let works: Vec<Box<dyn FnOnce() -> usize + Send>> = vec![
        Box::new(|| book_ends(app)),
        Box::new(|| book_ends(app)),
        Box::new(|| {
            usize::from(till.post("/till/v1/sales", &crate::support::sale(&member.number, "x", 700)).status != 201)
        }),
        Box::new(|| {
            let yesterday = json!({ "day": app.today().minus_days(1).to_string() });
            usize::from(member.post("/api/v1/me/check-ins/make-up", &yesterday).status != 200)
        }),
    ];
    assert_eq!(at_once(works).into_iter().sum::<usize>(), 15);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM ledger WHERE kind = 'ended'"), 15);
    // Five times 10 and 7, less 10, and 2.
    assert_eq!(member.points(), 49);
    whole_chain(member);
    clean(app);
}

#[test]
fn a_refund_raced_with_spending_leaves_a_debt_at_most_and_a_clean_ledger() {
    let app = TestApp::start_behind(chrono::TimeDelta::days(100));
    let member = app.join("13500000005");
    app.catch_up();
    let till = app.till("wukang");
    let sales: Vec<String> = (0..8).map(|n| till.sell(&member.number, &n.to_string(), 400)).collect();
    let (member, till) = (&member, &till);
    let refunds = sales.iter().flat_map(|sale| [(sale, 150), (sale, 250)]).enumerate().map(|(n, (sale, fen))| {
        let work = move || (till.refund(sale, &format!("r{n}"), fen).status == 201, 0_i64);
        Box::new(work) as Box<dyn FnOnce() -> (bool, i64) + Send>
    });
    let spends = (1..=3).map(|day| {
        let work = move || {
            let day = json!({ "day": today().minus_days(day).to_string() });
            let status = member.post("/api/v1/me/check-ins/make-up", &day).status;
            assert!(matches!(status, 200 | 422), "{status}");
            (true, if status == 200 { 8_i64 } else { 0 })
        };
        Box::new(work) as Box<dyn FnOnce() -> (bool, i64) + Send>
    });
    let done = at_once(spends.chain(refunds));
    assert!(done.iter().all(|(fine, _)| *fine));
    let spent: i64 = done.iter().map(|(_, net)| net).sum();
    assert_eq!(member.points(), -spent);
    whole_chain(member);
    clean(&app);
}
