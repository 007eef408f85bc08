//! `POST /till/v1/quotes`, and sales by a quote.

use crate::coupons::{claim, count, everything_adds_up, held, start_with_coupons, state, template, ten};
use crate::support::{Member, Place, Reply, TestApp, Till, at_once, brand, zone};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

pub const QUOTES: &str = "/till/v1/quotes";

pub fn line(item: &str, quantity: i64, price: i64) -> Value {
    json!({ "item": item, "class": "regular", "quantity": quantity, "price": price })
}

pub fn basket(number: &str, member: Option<&str>, lines: &[Value]) -> Value {
    json!({ "number": number, "member": member, "lines": lines })
}

pub fn quote(till: &Till<'_>, number: &str, member: &Member<'_>, lines: &[Value]) -> Value {
    till.post(QUOTES, &basket(number, Some(&member.number), lines)).expect(201).json
}

/// The same with these coupons and no others.
pub fn quote_with(till: &Till<'_>, number: &str, member: &Member<'_>, lines: &[Value], coupons: &[&str]) -> Value {
    let mut body = basket(number, Some(&member.number), lines);
    body["coupons"] = json!({ "these": coupons });
    till.post(QUOTES, &body).expect(201).json
}

/// The sale of a quote, as a till sends it.
pub fn sale_of(quote: &Value, number: &str) -> Value {
    let lines: Vec<Value> = quote["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            let off = |step: &Value| json!({ "name": step["name"]["zh"], "amount": step["off"] });
            let discounts: Vec<Value> = line["steps"].as_array().unwrap().iter().map(off).collect();
            json!({ "item": line["item"], "name": "茶", "class": line["class"], "quantity": line["quantity"],
                "list": line["list"], "discounts": discounts, "paid": line["paid"] })
        })
        .collect();
    let paid: i64 = lines.iter().map(|line| line["paid"].as_i64().unwrap()).sum();
    json!({ "number": number, "member": quote["member"], "quote": quote["id"], "lines": lines, "paid": paid })
}

pub fn sell(till: &Till<'_>, quote: &Value, number: &str) -> Reply {
    till.post("/till/v1/sales", &sale_of(quote, number))
}

/// Buys three pieces for ¥30 each with this coupon.
pub fn use_up(app: &TestApp, member: &Member<'_>, coupon: &str) {
    let (till, number) = (app.till("wukang"), format!("uses-{coupon}"));
    let quote = quote_with(&till, &number, member, &[line("1", 3, 3000)], &[coupon]);
    assert_eq!(used(&quote), [coupon]);
    sell(&till, &quote, &number).expect(201);
}

/// The ids of the coupons that a quote uses.
fn used(quote: &Value) -> Vec<String> {
    quote["coupons"].as_array().unwrap().iter().map(|one| one["coupon"].as_str().unwrap().to_owned()).collect()
}

pub fn declined<'q>(quote: &'q Value, coupon: &str) -> &'q Value {
    quote["declined"].as_array().unwrap().iter().find(|one| one["coupon"] == coupon).unwrap()
}

/// The id of a coupon that is claimed.
fn claimed(member: &Member<'_>, id: &str) -> String {
    claim(member, id).expect(200).json["coupon"]["id"].as_str().unwrap().to_owned()
}

/// Lets the time of every quote and every lock run out.
pub fn let_locks_run_out(app: &TestApp) {
    app.advance(TimeDelta::minutes(16));
}

/// A server where the coupon for the first order ends ten days before the other that comes with joining.
fn start_with_a_short_one() -> TestApp {
    let place = Place::new();
    let policy = std::fs::read_to_string(brand()).unwrap();
    let (now, then) = ("classes = [\"regular\"] }\ndays = 30", "classes = [\"regular\"] }\ndays = 20");
    assert!(policy.contains(now));
    place.apply(&policy.replacen(now, then, 1));
    TestApp::start_in(place, &[])
}

#[test]
fn a_quote_says_every_step_and_reason_and_its_sale_uses_the_coupons_up() {
    let app = start_with_coupons(&ten("hundred", "threshold = 100", ""));
    let (member, till) = (app.join("18660000001"), app.till("wukang"));
    let far = claimed(&member, "hundred");
    let quote = quote(&till, "a", &member, &[line("1", 2, 3000)]);
    assert_eq!((&quote["list"], &quote["to_pay"], &quote["best"]), (&json!(6000), &json!(5500), &json!(true)));
    let step = &quote["lines"][0]["steps"][0];
    assert_eq!(
        (&step["rule"]["rule"], &step["rule"]["template"], &step["off"]),
        (&json!("coupon"), &json!("first-order"), &json!(500))
    );
    let no = declined(&quote, &far);
    assert_eq!(
        (&no["why"]["why"], &no["why"]["short"], &no["name"]["en"]),
        (&json!("short"), &json!(4000), &json!("hundred"))
    );
    assert_eq!(no["remedy"], json!({ "remedy": "add_goods", "worth": 4000 }));
    assert!(quote["coupons"].as_array().unwrap().iter().any(|one| one["gift"]["en"] == "Three sachets of oat drink"));
    assert_eq!((state(&member, "first-order"), state(&member, "hundred")), ("locked".into(), "available".into()));
    let sold = sell(&till, &quote, "a").expect(201).json;
    assert_eq!(sold["earned"], 55);
    assert_eq!((state(&member, "first-order"), state(&member, "welcome-pack")), ("used".into(), "used".into()));
    assert_eq!(held(&member, "first-order").unwrap()["receipt"], sold["id"]);
    everything_adds_up(&app);
}

#[test]
fn somebody_who_is_no_member_is_quoted_and_a_code_is_taken_once() {
    let app = TestApp::start();
    let (member, till) = (app.join("18660000002"), app.till("wukang"));
    let nobody = till.post(QUOTES, &basket("a", None, &[line("1", 1, 3000)])).expect(201).json;
    assert_eq!((&nobody["member"], &nobody["to_pay"]), (&Value::Null, &json!(3000)));
    let body = json!({ "number": "b", "code": member.code(0), "lines": [line("1", 1, 3000)] });
    let known = till.post(QUOTES, &body).expect(201).json;
    assert_eq!((&known["member"], &known["to_pay"]), (&json!(member.number), &json!(2500)));
    till.post(QUOTES, &body).refused(409, "code_used");
    sell(&till, &known, "b").expect(201);
}

#[test]
fn what_is_no_basket_is_refused_and_keeps_nothing() {
    let app = TestApp::start();
    let (member, till) = (app.join("18660000003"), app.till("wukang"));
    let refused = |lines: Value, field: &str| {
        let body = json!({ "number": "a", "member": member.number, "lines": lines });
        let reply = till.post(QUOTES, &body).refused(422, "invalid_fields");
        assert_eq!(reply.json["fields"][0]["field"], field);
    };
    refused(json!([]), "lines");
    refused(json!(vec![line("1", 1, 1); 201]), "lines");
    refused(json!([line("1", 0, 100)]), "lines[0].quantity");
    refused(json!([line("1", 1, 1), line("1", 1, -1)]), "lines[1].price");
    refused(json!([line("1", i64::MAX, i64::MAX)]), "lines[0].quantity");
    refused(json!([line("1", 99_999, i64::MAX)]), "lines[0].price");
    refused(json!([{ "item": "1", "class": "gold", "quantity": 1, "price": 1 }]), "lines[0].class");
    let both = json!({ "number": "a", "member": member.number, "code": "88", "lines": [line("1", 1, 1)] });
    till.post(QUOTES, &both).refused(422, "invalid_fields");
    till.post(QUOTES, &basket("a/b", None, &[line("1", 1, 1)])).refused(422, "invalid_fields");
    let nobody = shuke_rules::number::CardNumber::issue("690", 1, "00", 77).unwrap();
    till.post(QUOTES, &basket("a", Some(nobody.as_str()), &[line("1", 1, 1)])).refused(404, "member_unknown");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM quotes"), 0);
}

#[test]
fn a_sale_must_be_what_was_quoted_to_the_fen() {
    let app = TestApp::start();
    let (member, till) = (app.join("18660000004"), app.till("wukang"));
    let other = app.join("18660000005");
    let quote = quote(&till, "a", &member, &[line("1", 2, 3000)]);
    let with = |change: &dyn Fn(&mut Value)| {
        let mut sale = sale_of(&quote, "a");
        change(&mut sale);
        till.post("/till/v1/sales", &sale)
    };
    let cheaper = with(&|sale| {
        sale["lines"][0]["discounts"] = json!([{ "name": "x", "amount": 600 }]);
        sale["lines"][0]["paid"] = json!(5400);
        sale["paid"] = json!(5400);
    });
    let figures = &cheaper.refused(422, "amounts_disagree").json["figures"];
    assert_eq!((&figures["quoted_fen"], &figures["paid_fen"]), (&json!(5500), &json!(5400)));
    with(&|sale| sale["lines"][0]["item"] = json!("2")).refused(422, "amounts_disagree");
    with(&|sale| sale["lines"][0]["quantity"] = json!(1)).refused(422, "amounts_disagree");
    with(&|sale| {
        let line = sale["lines"][0].clone();
        sale["lines"] = json!([line, line]);
        sale["paid"] = json!(11_000);
    })
    .refused(422, "amounts_disagree");
    with(&|sale| sale["quote"] = json!("99")).refused(404, "quote_unknown");
    with(&|sale| sale["quote"] = json!("x")).refused(404, "quote_unknown");
    with(&|sale| sale["number"] = json!("b")).refused(404, "quote_unknown");
    with(&|sale| sale["member"] = json!(other.number)).refused(404, "quote_unknown");
    app.till("hefang").post("/till/v1/sales", &sale_of(&quote, "a")).refused(404, "quote_unknown");
    assert_eq!((app.place.number("SELECT COUNT(*) FROM sales"), state(&member, "first-order").as_str()), (0, "locked"));
    sell(&till, &quote, "a").expect(201);
    sell(&till, &quote, "a").refused(409, "sale_exists");
    let again = till.post(QUOTES, &basket("a", Some(&member.number), &[line("1", 1, 1)]));
    again.refused(409, "sale_exists");
    everything_adds_up(&app);
}

#[test]
fn a_later_quote_of_the_same_sale_replaces_the_one_before_and_frees_its_coupons() {
    let app = TestApp::start();
    let (member, till) = (app.join("18660000006"), app.till("wukang"));
    let first = quote(&till, "a", &member, &[line("1", 1, 3000)]);
    let second = quote(&till, "a", &member, &[line("1", 1, 4000)]);
    assert_eq!((&second["to_pay"], used(&first)), (&json!(3500), used(&second)));
    let none = quote_with(&till, "a", &member, &[line("1", 1, 4000)], &[]);
    assert_eq!((&none["to_pay"], state(&member, "first-order").as_str()), (&json!(4000), "available"));
    sell(&till, &second, "a").refused(409, "quote_over");
    sell(&till, &none, "a").expect(201);
    assert_eq!(state(&member, "first-order"), "available");
    everything_adds_up(&app);
}

#[test]
fn another_quote_is_told_that_a_coupon_is_kept_and_gets_it_when_the_time_is_over() {
    let app = TestApp::start();
    let (member, till) = (app.join("18660000007"), app.till("wukang"));
    let first = quote(&till, "a", &member, &[line("1", 1, 3000)]);
    let coupon = used(&first).into_iter().find(|id| first["lines"][0]["steps"][0]["rule"]["coupon"] == **id).unwrap();
    let second = quote(&app.till("hefang"), "b", &member, &[line("1", 1, 3000)]);
    let no = declined(&second, &coupon);
    assert_eq!((&no["why"]["why"], &no["why"]["until"]), (&json!("locked"), &first["until"]));
    assert_eq!((&no["remedy"]["remedy"], &second["to_pay"]), (&json!("wait"), &json!(3000)));
    let_locks_run_out(&app);
    assert_eq!(state(&member, "first-order"), "available");
    let over = sell(&till, &first, "a").refused(409, "quote_over");
    assert!(over.json["figures"]["over_for_seconds"].as_i64().unwrap() > 0);
    let third = quote(&till, "c", &member, &[line("1", 1, 3000)]);
    assert_eq!(third["to_pay"], 2500);
    sell(&till, &first, "a").refused(409, "quote_over");
    sell(&till, &third, "c").expect(201);
    everything_adds_up(&app);
}

#[test]
fn coupons_that_are_named_are_used_and_what_cannot_be_is_said() {
    let app = start_with_coupons(
        &[
            ten("mine", "", ""),
            template(
                "far",
                "effect = { kind = \"amount_off\", yuan = 1 }\nper_member = 1\nclaim = {}\nscope = { stores = [\"hefang\"] }",
            ),
        ]
        .concat(),
    );
    let (member, till) = (app.join("18660000008"), app.till("wukang"));
    let (mine, far) = (claimed(&member, "mine"), claimed(&member, "far"));
    let quote = quote_with(&till, "a", &member, &[line("1", 1, 3000)], &[&mine, &far, "4711"]);
    assert_eq!((&quote["to_pay"], used(&quote), &quote["best"]), (&json!(2000), vec![mine.clone()], &json!(false)));
    assert_eq!(declined(&quote, &far)["remedy"], json!({ "remedy": "go_to", "stores": ["hefang"] }));
    assert_eq!(declined(&quote, "4711")["why"]["why"], "not_held");
    sell(&till, &quote, "a").expect(201);
    let again = quote_with(&till, "b", &member, &[line("1", 1, 3000)], &[&mine]);
    assert_eq!((&declined(&again, &mine)["why"]["why"], &again["to_pay"]), (&json!("used"), &json!(3000)));
    let stranger = app.join("18660000009");
    let stolen = quote_with(&till, "c", &stranger, &[line("1", 1, 3000)], &[&far]);
    assert_eq!(declined(&stolen, &far)["why"]["why"], "not_held");
    everything_adds_up(&app);
}

fn refund_with_gifts(till: &Till<'_>, sale: &str, number: &str, amount: i64) -> Value {
    let body = json!({ "number": number, "lines": [{ "line": 0, "amount": amount }], "gifts_back": true });
    till.post(&format!("/till/v1/sales/{sale}/refunds"), &body).expect(201).json
}

#[test]
fn a_whole_refund_gives_the_coupons_back_and_a_part_does_not() {
    let app = TestApp::start();
    let (member, till) = (app.join("18660000010"), app.till("wukang"));
    let quote = quote(&till, "a", &member, &[line("1", 2, 3000)]);
    let sale = sell(&till, &quote, "a").expect(201).json["id"].as_str().unwrap().to_owned();
    let part = till.refund(&sale, "r1", 2000).expect(201).json;
    assert_eq!((part.get("coupons_back"), state(&member, "first-order").as_str()), (None, "used"));
    let rest = refund_with_gifts(&till, &sale, "r2", 3500);
    let mut back: Vec<_> =
        rest["coupons_back"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect();
    let mut were_used = used(&quote);
    back.sort();
    were_used.sort();
    assert_eq!((back, state(&member, "first-order").as_str()), (were_used, "available"));
    assert_eq!(member.points(), 0);
    let again = super::quotes::quote(&till, "b", &member, &[line("1", 1, 3000)]);
    sell(&till, &again, "b").expect(201);
    everything_adds_up(&app);
}

#[test]
fn the_coupon_of_a_gift_that_is_kept_stays_used_and_is_named() {
    let app = TestApp::start();
    let (member, till) = (app.join("18660000018"), app.till("wukang"));
    let quote = quote(&till, "a", &member, &[line("1", 1, 3000)]);
    let sale = sell(&till, &quote, "a").expect(201).json["id"].as_str().unwrap().to_owned();
    let gift = held(&member, "welcome-pack").unwrap()["id"].clone();
    let back = till.refund(&sale, "r1", 2500).expect(201).json;
    assert_eq!((&back["gifts_kept"], back["coupons_back"].as_array().unwrap().len()), (&json!([gift]), 1));
    assert_eq!((state(&member, "first-order"), state(&member, "welcome-pack")), ("available".into(), "used".into()));
    let again = super::quotes::quote(&till, "b", &member, &[line("1", 1, 3000)]);
    assert!(again["coupons"].as_array().unwrap().iter().all(|one| one["gift"].is_null()), "{again}");
    everything_adds_up(&app);
}

#[test]
fn what_ended_meanwhile_comes_back_expired_and_is_accepted_nowhere() {
    let app = start_with_a_short_one();
    let (member, till) = (app.join("18660000011"), app.till("wukang"));
    let quote = quote(&till, "a", &member, &[line("1", 1, 3000)]);
    let sale = sell(&till, &quote, "a").expect(201).json["id"].as_str().unwrap().to_owned();
    app.advance_days(21);
    assert_eq!(state(&member, "first-order"), "used");
    let back = refund_with_gifts(&till, &sale, "r1", 2500);
    assert_eq!(
        (back["coupons_back"].as_array().unwrap().len(), state(&member, "first-order").as_str()),
        (1, "expired")
    );
    assert_eq!(super::quotes::quote(&till, "b", &member, &[line("1", 1, 3000)])["to_pay"], 3000);
    everything_adds_up(&app);
}

#[test]
fn a_late_job_lets_no_coupon_through_that_ended_while_a_quote_kept_it() {
    let app = TestApp::start();
    let (member, till) = (app.join("18660000012"), app.till("wukang"));
    let quote = quote(&till, "a", &member, &[line("1", 1, 3000)]);
    // No quote is given for longer than its coupons last, so this cannot come about; what sells does not count on that.
    app.place.sql("UPDATE coupons SET ends_at = given_at WHERE template_id = 'first-order'");
    sell(&till, &quote, "a").refused(409, "quote_over");
    assert_eq!((app.place.number("SELECT COUNT(*) FROM sales"), member.points()), (0, 0));
    assert_eq!(
        (state(&member, "first-order").as_str(), state(&member, "welcome-pack").as_str()),
        ("expired", "locked")
    );
    everything_adds_up(&app);
}

#[test]
fn a_lock_never_outlives_the_coupon_nor_its_quote() {
    let app = start_with_a_short_one();
    let (member, till) = (app.join("18660000013"), app.till("wukang"));
    let end = zone().end_of(app.today().plus_days(20));
    app.advance_to(end - TimeDelta::minutes(5));
    let quote = quote(&till, "a", &member, &[line("1", 1, 3000)]);
    let until: DateTime<Utc> = quote["until"].as_str().unwrap().parse().unwrap();
    assert_eq!(until, end);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM coupons WHERE locked_until IS NOT NULL"), 2);
    let kept = "SELECT COUNT(*) FROM coupons c JOIN quotes q ON q.id = c.quote_id AND q.until = c.locked_until";
    assert_eq!(app.place.number(kept), 2, "and all that it counts on are free when the quote is over");
    assert_eq!(held(&member, "welcome-pack").unwrap()["state"]["until"], quote["until"]);
    app.advance(TimeDelta::minutes(10));
    assert_eq!(
        (state(&member, "first-order").as_str(), state(&member, "welcome-pack").as_str()),
        ("expired", "available")
    );
    sell(&till, &quote, "a").refused(409, "quote_over");
    everything_adds_up(&app);
}

#[test]
fn of_many_quotes_at_once_one_has_the_coupon_and_the_others_are_told() {
    let app = TestApp::start();
    let (member, till) = (app.join("18660000014"), app.till("wukang"));
    let quotes = at_once((0..32).map(|n| {
        let (till, member) = (&till, &member);
        move || quote(till, &format!("q{n}"), member, &[line("1", 1, 3000)])
    }));
    let prices: Vec<_> = quotes.iter().map(|quote| quote["to_pay"].as_i64().unwrap()).collect();
    assert_eq!(prices.iter().filter(|price| **price == 2500).count(), 1, "{prices:?}");
    for loser in quotes.iter().filter(|quote| quote["to_pay"] == 3000) {
        let whys: Vec<_> = loser["declined"].as_array().unwrap().iter().map(|one| &one["why"]["why"]).collect();
        assert_eq!(whys, ["locked", "locked"]);
    }
    let sold = at_once(quotes.iter().enumerate().map(|(n, quote)| {
        let till = &till;
        move || sell(till, quote, &format!("q{n}")).expect(201).status
    }));
    assert_eq!((sold.len(), count(&member, "first-order")), (32, 1));
    assert_eq!(app.place.number("SELECT COUNT(*) FROM coupons WHERE used_at IS NOT NULL"), 2);
    everything_adds_up(&app);
}

#[test]
fn a_sale_raced_with_a_later_quote_of_its_number_ends_in_one_of_both() {
    let app = TestApp::start();
    let till = app.till("wukang");
    for n in 0..8 {
        // Each with a coupon of their own.
        let (member, number) = (app.join(&format!("186601500{n:02}")), format!("s{n}"));
        let first = quote(&till, &number, &member, &[line("1", 1, 3000)]);
        assert!(!used(&first).is_empty(), "{first}");
        let (sold, replaced) = std::thread::scope(|scope| {
            let sold = scope.spawn(|| sell(&till, &first, &number).status);
            let replaced = till.post(QUOTES, &basket(&number, Some(&member.number), &[line("1", 1, 100)])).status;
            (sold.join().unwrap(), replaced)
        });
        assert!(matches!((sold, replaced), (201, 409) | (409, 201)), "{sold} {replaced}");
    }
    everything_adds_up(&app);
}

#[test]
fn quotes_that_nobody_sold_are_forgotten_and_those_that_were_sold_are_not() {
    let app = TestApp::start();
    let (member, till) = (app.join("18660000016"), app.till("wukang"));
    let sold = quote_with(&till, "a", &member, &[line("1", 1, 3000)], &[]);
    sell(&till, &sold, "a").expect(201);
    quote(&till, "b", &member, &[line("1", 1, 3000)]);
    app.advance_days(3);
    // As if a lock were to last longer than its quote, which none does: tidying up frees it all the same.
    app.place.sql("UPDATE coupons SET locked_until = locked_until + 864000000000 WHERE locked_until IS NOT NULL");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM coupons WHERE locked_until IS NOT NULL"), 2);
    let app = app.start_again("TERM");
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(10);
    let left = || app.place.number("SELECT COUNT(*) FROM quotes");
    while left() > 1 {
        assert!(std::time::Instant::now() < patience, "{} quotes are left", left());
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(app.place.number("SELECT COUNT(*) FROM quotes WHERE sale_id IS NOT NULL"), 1);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM coupons WHERE locked_until IS NOT NULL"), 0);
    everything_adds_up(&app);
}
