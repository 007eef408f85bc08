//! What is drawn: requests that no till should send, and baskets that are sold and come back in whatever parts.

use super::quotes::{QUOTES, basket, line, sale_of};
use crate::coupons::{claim, everything_adds_up, template, ten, today, wallet};
use crate::support::{Member, Place, TestApp, Till, brand};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The same numbers for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }

    fn within(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.below(usize::try_from(most - least + 1).unwrap())).unwrap()
    }
}

const KINDS: [&str; 7] = ["ten", "tenth", "three", "taste", "sent", "cup", "instead"];

/// The project's brand with prices of every kind and coupons of every kind, which a member can claim twice; fifty days ago.
fn start_with_prices() -> TestApp {
    let coupon = |id: &str, keys: &str| template(id, &format!("effect = {{ {keys}\nper_member = 2\nclaim = {{}}"));
    let coupons = [
        ten("ten", "threshold = 30\nper_member = 2", ""),
        coupon("tenth", "kind = \"percent_off\", pays_percent = 90, at_most = 8 }"),
        coupon("three", "kind = \"buy_three_one_free\" }"),
        coupon("taste", "kind = \"trial\", yuan = \"0.99\" }\nscope = { items = [\"3\"] }"),
        coupon("sent", "kind = \"free_delivery\" }"),
        coupon("cup", "kind = \"gift\", gift = { zh = \"杯\", en = \"Cup\" } }"),
        coupon("instead", "kind = \"percent_off\", pays_percent = 75, instead_of_member_price = true }"),
    ];
    let named = |id: &str| {
        let (from, until) = (today(), today().plus_days(9));
        format!("id = \"{id}\"\nname = {{ zh = \"{id}\", en = \"{id}\" }}\nfrom = \"{from}\"\nuntil = \"{until}\"\n")
    };
    let prices = [
        format!("[[pricing.campaigns]]\n{}scope = {{ items = [\"1\"] }}\nyuan = \"9.90\"\n", named("festival")),
        format!("[[pricing.campaigns]]\n{}scope = {{ items = [\"2\"] }}\nyuan = 8\nalone = true\n", named("flash")),
        format!("[[pricing.limited]]\n{}scope = {{ classes = [\"discounted\"] }}\npays_percent = 80\n", named("week")),
    ];
    let swap = |source: String, from: &str, to: &str| {
        assert!(source.contains(from), "{from}");
        source.replacen(from, to, 1)
    };
    let policy = std::fs::read_to_string(brand()).unwrap();
    let policy = swap(policy, "per_yuan = 100\nup_to_percent = 50", "per_yuan = 130\nup_to_percent = 100");
    let policy = swap(policy, "id = \"hongren\"\n", "id = \"hongren\"\npays_percent = { regular = 85 }\n");
    let policy = swap(policy, "kind = \"year_end\"\nyears = 1", "kind = \"months\"\nmonths = 18");
    let place = Place::new();
    let file = place.directory.join("brand.toml");
    std::fs::write(&file, format!("{policy}\n{}{}", coupons.concat(), prices.concat())).unwrap();
    place.run(&["apply", file.to_str().unwrap()]);
    TestApp::start_behind_in(place, chrono::TimeDelta::days(50))
}

/// Some member of the highest tier that is bought, with points and two coupons of every kind.
fn somebody<'a>(app: &'a TestApp, till: &Till<'_>, phone: &str) -> Member<'a> {
    let member = app.join(phone);
    till.sell(&member.number, &format!("old-{phone}"), 50_000);
    // The lots end on different days, the older one in the middle of what is spent.
    app.catch_up();
    till.sell(&member.number, &format!("kept-{phone}"), 200_000);
    for id in KINDS.iter().chain(&KINDS) {
        claim(&member, id).expect(200);
    }
    member
}

/// Values that a till might send by mistake, of the kind that a field has.
fn odd(field: &str) -> Vec<Value> {
    match field {
        "quantity" | "price" | "points" => {
            let whole = [0, -1, 1, 3, 999, 99_999, 100_000, 1_000_000_000_000, i64::MAX, i64::MIN];
            whole
                .iter()
                .map(|number| json!(number))
                .chain([json!(u64::MAX), json!(0.5), json!(-0.0), json!(1e300)])
                .collect()
        }
        "lines" => vec![
            json!([]),
            json!([null]),
            json!([{}]),
            json!(vec![line("1", 1, 999); 200]),
            json!(vec![line("3", 99_999, 1); 40]),
            json!([line("1", 99_999, i64::MAX), line("2", 1, 1)]),
            json!([line("2", 3, 0), line("1", 1, 0)]),
        ],
        "coupons" => vec![
            json!("best"),
            json!({ "best": null }),
            json!({ "these": null }),
            json!({ "these": [], "best": [] }),
            json!({ "these": [] }),
            json!({ "these": ["1", "1", "2", "x"] }),
            json!({ "these": ["-1", "", "茶", "18446744073709551616"] }),
            json!({ "these": vec!["1"; 60] }),
            json!({ "these": (1..40).map(|id| id.to_string()).collect::<Vec<_>>() }),
        ],
        "sent" => vec![json!(true), json!(false), Value::Null],
        _ => {
            let long = "9".repeat(300);
            let digits = "88".repeat(10);
            let texts =
                ["", " ", "1", "regular", "discounted", "\u{0}'\"\\;--茶", "\u{202e}\u{feff}🍵", &long, &digits];
            texts.iter().map(|text| json!(text)).chain([Value::Null]).collect()
        }
    }
}

impl Dice {
    /// Puts something else in some place: mostly something of its kind.
    fn spoil(&mut self, body: &mut Value) {
        let (lines, fields) = (
            ["item", "class", "quantity", "price"],
            ["number", "member", "code", "lines", "coupons", "coupons", "points", "points", "sent"],
        );
        let in_line = self.below(3) == 0 && body["lines"][0].is_object();
        let field = if in_line { self.one_of(&lines) } else { self.one_of(&fields) };
        let kind = if self.below(4) == 0 { self.one_of(&fields) } else { field };
        let value = self.one_of(&odd(kind));
        // A code stands in place of the member.
        if field == "code" {
            body["member"] = Value::Null;
        }
        if in_line {
            body["lines"][0][field] = value;
        } else {
            body[field] = value;
        }
    }
}

/// What holds of every quote.
fn agrees_with_itself(quote: &Value, body: &Value) {
    let of = |value: &Value| value.as_i64().unwrap_or_else(|| panic!("{value} in {quote}"));
    let mut paid = 0;
    for line in quote["lines"].as_array().unwrap() {
        let off: i64 = line["steps"].as_array().unwrap().iter().map(|step| of(&step["off"])).sum();
        assert_eq!(of(&line["list"]) - off, of(&line["paid"]), "{body}");
        assert!((0..=of(&line["list"])).contains(&of(&line["paid"])), "{body}");
        paid += of(&line["paid"]);
    }
    let (fee, off) = (of(&quote["delivery"]["fee"]), of(&quote["delivery"]["off"]));
    assert_eq!(of(&quote["to_pay"]), paid + fee - off, "{body}");
    assert!((0..=fee).contains(&off), "{body}");
    let points = &quote["points"];
    assert!((0..=body["points"].as_i64().unwrap_or(0)).contains(&of(&points["spent"])), "{body}");
    assert!(of(&points["spent"]) <= of(&points["at_most"]), "{body}");
}

/// How often each status was answered to so many spoilt quotes of a member.
fn spoilt(app: &TestApp, (till, member): (&Till<'_>, &Member<'_>), seed: u64, count: usize) -> BTreeMap<u16, usize> {
    let mut dice = Dice(seed);
    let mut seen = BTreeMap::new();
    for n in 0..count {
        let mut body = basket(&format!("f{n}"), Some(&member.number), &[line("1", 1, 3000), line("3", 2, 100)]);
        (body["points"], body["sent"]) = (json!(dice.below(3) * 40), json!(dice.below(2) == 1));
        for _ in 0..=dice.below(3) {
            dice.spoil(&mut body);
        }
        let reply = till.post(QUOTES, &body);
        assert!(matches!(reply.status, 201 | 400 | 404 | 422), "{body}: {} {}", reply.status, reply.text());
        if reply.status == 201 {
            agrees_with_itself(&reply.json, &body);
        }
        *seen.entry(reply.status).or_insert(0) += 1;
    }
    everything_adds_up(app);
    seen
}

#[test]
fn whatever_a_till_sends_is_quoted_or_refused_and_never_breaks_anything() {
    let app = TestApp::start();
    let (member, till) = (app.join("18660000017"), app.till("wukang"));
    let seen = spoilt(&app, (&till, &member), 7, 400);
    assert!(seen[&201] > 20 && seen[&400] > 20 && seen[&422] > 20, "{seen:?}");
}

#[test]
fn whatever_a_till_sends_under_prices_and_coupons_of_every_kind_is_quoted_or_refused() {
    let app = start_with_prices();
    let till = app.till("wukang");
    let member = somebody(&app, &till, "18660000018");
    let seen = spoilt(&app, (&till, &member), 8, 400);
    assert!(seen[&201] > 20 && seen[&400] > 20 && seen[&422] > 20, "{seen:?}");
}

/// What a member has: points, what of them ends when (points times days), what was paid and not refunded, the state of each
/// coupon.
#[derive(Debug, PartialEq, Eq)]
struct Has {
    points: i64,
    lots: i64,
    spend: i64,
    coupons: BTreeMap<String, Value>,
}

impl Has {
    fn now(app: &TestApp, member: &Member<'_>) -> Self {
        let coupons = wallet(member).into_iter();
        let state = |coupon: Value| (coupon["id"].as_str().unwrap().to_owned(), coupon["state"].clone());
        Self {
            points: member.points(),
            lots: app.place.number("SELECT CAST(SUM(left_points * (ends_at / 86400000000)) AS BIGINT) FROM lots"),
            spend: app.place.number(
                "SELECT CAST(COALESCE(SUM(paid_fen), 0) AS BIGINT) \
                 - (SELECT CAST(COALESCE(SUM(amount_fen), 0) AS BIGINT) FROM refunds) FROM sales",
            ),
            coupons: coupons.map(state).collect(),
        }
    }
}

/// A line of a sale: what is left to refund, `None` once all of it came back or there is nothing that could.
type Open = Option<i64>;

fn drawn_basket(dice: &mut Dice, nth: usize, member: &Member<'_>) -> Value {
    let count = 1 + dice.below(5);
    let lines: Vec<Value> = (0..count)
        .map(|_| {
            let price = match dice.below(8) {
                0 => 0,
                1 | 2 => dice.within(1, 12),
                3 | 4 => dice.within(100, 120),
                _ => dice.within(900, 4000),
            };
            let (item, class) = (dice.one_of(&["1", "2", "3", "4", "5"]), dice.one_of(&["regular", "discounted"]));
            json!({ "item": item, "class": class, "quantity": dice.within(1, 4), "price": price })
        })
        .collect();
    let mut body = basket(&format!("s{nth}"), Some(&member.number), &lines);
    body["points"] = json!(dice.one_of(&[0, 7, 300, 2000]));
    body["sent"] = json!(dice.below(2) == 1);
    if dice.below(4) == 0 {
        body["coupons"] = json!({ "these": [] });
    }
    body
}

/// Some of what is open, and of each some or all of what is left.
fn drawn_refund(dice: &mut Dice, open: &mut [Open]) -> Vec<Value> {
    let mut lines = Vec::new();
    while lines.is_empty() {
        for (at, line) in open.iter_mut().enumerate() {
            let Some(left) = line.filter(|_| dice.below(2) == 0) else { continue };
            let amount = if left == 0 || dice.below(3) == 0 { left } else { dice.within(1, left) };
            *line = (amount < left).then_some(left - amount);
            lines.push(json!({ "line": at, "amount": amount }));
        }
    }
    lines
}

/// Gives a sale back part by part: what came back in money, points that had paid and points that were earned.
fn bring_back(till: &Till<'_>, dice: &mut Dice, (quote, sold): (&Value, &Value)) -> [i64; 3] {
    let of_line = |line: &Value| {
        let (list, paid) = (line["list"].as_i64().unwrap(), line["paid"].as_i64().unwrap());
        (list > 0).then_some(paid)
    };
    let mut open: Vec<Open> = quote["lines"].as_array().unwrap().iter().map(of_line).collect();
    let ids = |list: &Value| list.as_array().into_iter().flatten().map(Value::to_string).collect::<Vec<_>>();
    let path = format!("/till/v1/sales/{}/refunds", sold["id"].as_str().unwrap());
    let (mut back, mut nth) = ([0; 3], 0);
    while open.iter().any(Option::is_some) {
        let lines = drawn_refund(dice, &mut open);
        let number = format!("r{}-{nth}", sold["id"].as_str().unwrap());
        // A till that takes gifts back says so.
        let reply = till.post(&path, &json!({ "number": number, "lines": lines, "gifts_back": true })).expect(201).json;
        for (sum, field) in back.iter_mut().zip(["amount", "points_back", "taken_back"]) {
            *sum += reply[field].as_i64().unwrap();
        }
        assert_eq!(reply["debt"], 0);
        let mut expected: Vec<String> =
            quote["coupons"].as_array().unwrap().iter().map(|one| one["coupon"].to_string()).collect();
        let mut coupons = ids(&reply["coupons_back"]);
        if open.iter().any(Option::is_some) {
            expected.clear();
        }
        expected.sort();
        coupons.sort();
        assert_eq!(coupons, expected, "{quote}");
        nth += 1;
    }
    back
}

#[test]
fn whatever_is_sold_and_comes_back_in_whatever_parts_leaves_everything_as_it_was() {
    let app = start_with_prices();
    let till = app.till("wukang");
    let member = somebody(&app, &till, "18660000019");
    let mut dice = Dice(11);
    let mut used = BTreeMap::<String, usize>::new();
    let (mut with_points, mut sent) = (0, 0);
    for nth in 0..40 {
        let before = Has::now(&app, &member);
        let body = drawn_basket(&mut dice, nth, &member);
        let quote = till.post(QUOTES, &body).expect(201).json;
        agrees_with_itself(&quote, &body);
        if quote["list"] == 0 {
            continue;
        }
        let sale = sale_of(&quote, &format!("s{nth}"));
        let sold = till.post("/till/v1/sales", &sale).expect(201).json;
        let spent = quote["points"]["spent"].as_i64().unwrap();
        assert_eq!(member.points(), before.points - spent + sold["earned"].as_i64().unwrap());
        let back = bring_back(&till, &mut dice, (&quote, &sold));
        assert_eq!(back, [sale["paid"].as_i64().unwrap(), spent, sold["earned"].as_i64().unwrap()], "{quote}");
        assert_eq!(Has::now(&app, &member), before, "{quote}");
        for one in quote["coupons"].as_array().unwrap() {
            *used.entry(one["template"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        with_points += usize::from(spent > 0);
        sent += usize::from(quote["delivery"]["fee"] != 0);
    }
    assert!(KINDS.iter().all(|kind| used.contains_key(*kind)), "{used:?}");
    assert!(with_points > 15 && sent > 5, "{with_points} {sent}");
    everything_adds_up(&app);
}
