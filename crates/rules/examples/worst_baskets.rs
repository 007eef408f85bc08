//! How long the best coupons of a basket take, over baskets that are shaped against the search: 40 lines, 20 coupons and more that
//! all go together. `cargo run --release -p shuke-rules --example worst_baskets`; fails above 20 ms.

use shuke_rules::coupons::{Coupon, CouponId, Hold};
use shuke_rules::policy::{Policy, StoreId};
use shuke_rules::pricing::{Basket, Buyer, Choice, Line, Request, price};
use shuke_rules::{Day, Fen, Instant, Points};
use std::process::ExitCode;
use std::time::{Duration, Instant as Clock};

const MOST: Duration = Duration::from_millis(20);

/// How coupons are made, and how many: more than 20 are compared as far as the cuts allow. Of one kind a member may hold as
/// many as the policy's `stock` or points let be claimed.
const SHAPES: [(&str, u64); 13] = [
    ("alike", 20),
    ("overlapping", 20),
    ("narrow", 20),
    ("thresholds", 20),
    ("random thresholds", 20),
    ("per cents", 20),
    ("pieces", 20),
    ("gifts", 20),
    ("everything", 20),
    ("anything", 20),
    ("alike", 200),
    ("anything", 200),
    ("of one kind", 2000),
];

type Json = serde_json::Value;

fn text(name: &str) -> Json {
    serde_json::json!({ "zh": name, "en": name })
}

fn policy() -> Policy {
    let class = |id: &str| serde_json::json!({ "id": id, "name": text(id), "points_per_yuan": "1" });
    let policy = serde_json::json!({
        "brand": { "id": "small", "code": "001", "name": text("small"), "line": text("small") },
        "stores": [],
        "ladder": { "kind": "lifetime" },
        "tiers": [{ "id": "base", "name": text("base"), "material": "paper", "pays_percent": { "regular": 85 } }],
        "earning": { "classes": [class("regular"), class("sale"), class("tea")] },
        "expiry": { "kind": "never" },
        "consents": [],
    });
    serde_json::from_value(policy).expect("a policy")
}

/// Numbers that look random, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// The effect and the threshold (yuan) of the coupon `nth` of a shape, and how many items it is for; 0: all.
fn shape(name: &str, nth: u64, dice: &mut Dice) -> (Json, Option<u64>, u64) {
    let amount = |yuan: u64| serde_json::json!({ "kind": "amount_off", "yuan": yuan });
    let percent = |pays: u64| serde_json::json!({ "kind": "percent_off", "pays_percent": pays });
    let instead = serde_json::json!({ "kind": "percent_off", "pays_percent": 70, "instead_of_member_price": true });
    match name {
        "alike" | "of one kind" => (amount(10), None, 0),
        "overlapping" => (amount(30 + nth), None, 20),
        "narrow" => (amount(15), None, 3),
        "thresholds" => (amount(19), Some(600_u64.saturating_sub(nth * 17)), 0),
        "random thresholds" => (amount(5 + dice.below(60)), Some(dice.below(800)), 15 + dice.below(25)),
        "per cents" => (percent(80 + nth % 5), None, 25),
        "pieces" if nth < 8 => (serde_json::json!({ "kind": "buy_three_one_free" }), None, 30),
        "pieces" if nth < 11 => (serde_json::json!({ "kind": "trial" }), None, 30),
        "pieces" if nth < 14 => (serde_json::json!({ "kind": "trial", "yuan": 5 + nth }), None, 30),
        "pieces" => (instead, None, 20),
        "gifts" if nth < 10 => (amount(10), None, 0),
        "gifts" => (serde_json::json!({ "kind": "gift", "gift": text("gift") }), Some(100), 0),
        // All of the basket, several times over: every set that covers it is as good.
        "everything" => (amount(20_000 + nth), None, 0),
        _ => match dice.below(6) {
            0 => (serde_json::json!({ "kind": "buy_three_one_free" }), None, 20),
            1 => (percent(75 + dice.below(20)), Some(dice.below(500)), 20),
            2 => (serde_json::json!({ "kind": "trial", "yuan": dice.below(20) }), None, 5),
            3 => (serde_json::json!({ "kind": "free_delivery" }), None, 0),
            _ => (amount(1 + dice.below(80)), Some(dice.below(500)), 1 + dice.below(40)),
        },
    }
}

fn coupons(name: &str, count: u64, dice: &mut Dice, now: Instant) -> Vec<Coupon> {
    let coupon = |nth: u64| {
        let (effect, threshold, count) = shape(name, nth, dice);
        let items: Vec<String> = (0..count).map(|at| format!("i{}", (nth * 7 + at * 3) % 40)).collect();
        let id = format!("c{nth:02}");
        let kind = if name == "of one kind" { "c" } else { &id };
        let template = serde_json::json!({
            "id": kind, "name": text(kind), "effect": effect, "group": kind,
            "threshold": threshold.map(|yuan| yuan.to_string()), "scope": { "items": items },
        });
        let template = serde_json::from_value(template).expect("a template");
        Coupon { id: CouponId(id), template, starts: now, ends: None, hold: Hold::Free, void: None, undone: None }
    };
    (0..count).map(coupon).collect()
}

fn basket(times: i64) -> Basket {
    let class = |at: usize| ["regular", "sale", "tea"].get(at % 3).copied().unwrap_or("tea").into();
    let line = |(at, cents): (usize, i64)| Line {
        item: format!("i{at}").as_str().into(),
        class: class(at),
        quantity: 1 + cents % 2,
        price: Fen((1_000 + cents * 37) * times),
    };
    Basket { lines: (0..40).zip(0..40).map(line).collect(), sent: true }
}

fn main() -> ExitCode {
    let (policy, store, now) = (policy(), StoreId::from("one"), Instant::UNIX_EPOCH);
    let today = Day::new(1970, 1, 1).expect("a day");
    let mut slowest = Duration::ZERO;
    for (name, count) in SHAPES {
        // The second time with amounts whose products need 128 bits.
        for (times, size) in [(1, ""), (100_000, ", huge amounts")] {
            let mut worst = Duration::ZERO;
            for seed in 0..30 {
                let coupons = coupons(name, count, &mut Dice(seed), now);
                let buyer = Buyer { tier: "base".into(), points: Points::ZERO, coupons };
                let basket = basket(times);
                let (buyer, choice) = (Some(&buyer), &Choice::Best);
                let request =
                    Request { basket: &basket, store: &store, now, today, buyer, choice, points: Points::ZERO };
                // The best of three: what others do on this machine is not the search's.
                let run = || {
                    let begin = Clock::now();
                    let priced = price(&policy, &request).expect("a basket");
                    assert!(priced.best || count > 20);
                    begin.elapsed()
                };
                worst = worst.max((0..3).map(|_| run()).min().unwrap_or_default());
            }
            println!("{:>8.2} ms  {count} {name}{size}", worst.as_secs_f64() * 1000.0);
            slowest = slowest.max(worst);
        }
    }
    if slowest <= MOST { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
