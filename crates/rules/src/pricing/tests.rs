//! Baskets priced under small policies.

mod coupons;
mod order;
mod plain;
mod properties;
mod reasons;
mod worst;

use super::*;
use crate::coupons::{Coupon, CouponId, Hold};
use crate::money::{Fen, Multiplier, Points};
use crate::policy::{
    Campaign, Class, DeliveryFee, Effect, Limited, PointsAsMoney, Pricing, Scope, StoreId, Template, Text, Tier, TierId,
};
use crate::time::{Day, Instant};
use chrono::{Duration, TimeZone, Utc};

pub fn now() -> Instant {
    Utc.with_ymd_and_hms(2026, 12, 1, 4, 0, 0).unwrap()
}

pub fn today() -> Day {
    Day::new(2026, 12, 1).unwrap()
}

fn text(name: &str) -> Text {
    Text { zh: name.into(), en: name.into() }
}

/// Tiers `base`, `silver` (8.5折 on regular goods) and `gold`; classes `regular`, `sale` and `tea`.
pub fn policy() -> Policy {
    let class = |id: &str| Class {
        id: id.into(),
        name: text(id),
        points_per_yuan: Multiplier::ONE,
        nothing_below_percent: None,
    };
    let tier = |id: &str, percent: Option<u8>| Tier {
        id: id.into(),
        name: text(id),
        spend: Some(Fen::ZERO),
        single: None,
        by_invitation: false,
        multiplier: Multiplier::ONE,
        pays_percent: percent.map(|percent| ("regular".into(), percent)).into_iter().collect(),
        benefits: Vec::new(),
        material: crate::policy::Material::Paper,
    };
    let bare = serde_json::json!({
        "brand": { "id": "small", "code": "001", "name": text("small"), "line": text("small") },
        "stores": [],
        "ladder": { "kind": "lifetime" },
        "tiers": [],
        "earning": { "classes": [] },
        "expiry": { "kind": "never" },
        "consents": [],
    });
    Policy {
        tiers: vec![tier("base", None), tier("silver", Some(85)), tier("gold", Some(80))],
        earning: crate::policy::Earning { classes: ["regular", "sale", "tea"].map(class).into() },
        ..serde_json::from_value(bare).unwrap()
    }
}

/// `item class quantity price` a line, the price in fen.
pub fn basket(lines: &[&str]) -> Basket {
    let line = |line: &&str| {
        let [item, class, quantity, price] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let (quantity, price) = (quantity.parse().unwrap(), Fen(price.parse().unwrap()));
        Line { item: item.into(), class: class.into(), quantity, price }
    };
    Basket { lines: lines.iter().map(line).collect(), sent: false }
}

pub fn template(id: &str, effect: Effect) -> Template {
    Template {
        id: id.into(),
        name: text(id),
        note: Text::default(),
        effect,
        threshold: None,
        scope: Scope::default(),
        tier: None,
        group: id.into(),
        per_basket: 1,
        from: None,
        until: None,
        days: None,
        stock: None,
        per_member: None,
        claim: None,
    }
}

pub fn amount_off(id: &str, threshold: i64, fen: i64) -> Template {
    let threshold = Some(Fen(threshold)).filter(|threshold| !threshold.is_zero());
    Template { threshold, ..template(id, Effect::AmountOff { yuan: Fen(fen) }) }
}

pub fn percent_off(id: &str, pays_percent: u8) -> Template {
    template(id, Effect::PercentOff { pays_percent, at_most: None, instead_of_member_price: false })
}

/// A coupon with the id of its template, for a month.
pub fn coupon(template: &Template) -> Coupon {
    Coupon {
        id: CouponId(template.id.0.clone()),
        template: template.clone(),
        starts: now() - Duration::days(1),
        ends: Some(now() + Duration::days(30)),
        hold: Hold::Free,
        void: None,
        undone: None,
    }
}

pub fn buyer(tier: &str, coupons: &[Coupon]) -> Buyer {
    Buyer { tier: tier.into(), points: Points(1_000_000), coupons: coupons.to_vec() }
}

/// What a buyer pays with the best of their coupons, and without points.
pub fn priced(policy: &Policy, basket: &Basket, buyer: Option<&Buyer>) -> Priced {
    asked(policy, basket, buyer, &Choice::Best, Points::ZERO)
}

pub fn asked(policy: &Policy, basket: &Basket, buyer: Option<&Buyer>, choice: &Choice, points: Points) -> Priced {
    let store = StoreId::from("one");
    let request = Request { basket, store: &store, now: now(), today: today(), buyer, choice, points };
    let priced = price(policy, &request).unwrap();
    adds_up(&priced);
    priced
}

/// What must hold of every price.
pub fn adds_up(priced: &Priced) {
    for line in &priced.lines {
        let off: Fen = line.steps.iter().map(|step| step.off).sum();
        assert_eq!(line.list - off, line.paid, "{line:?}");
        assert!(line.paid >= Fen::ZERO && line.steps.iter().all(|step| step.off > Fen::ZERO), "{line:?}");
    }
    let sum = |of: fn(&PricedLine) -> Fen| priced.lines.iter().map(of).sum::<Fen>();
    assert_eq!(sum(|line| line.list), priced.list);
    assert_eq!(sum(|line| line.paid), priced.goods - priced.points.covers);
    assert_eq!(priced.goods + priced.delivery.fee - priced.delivery.off, priced.total);
    assert_eq!(priced.total - priced.points.covers, priced.to_pay);
    assert_eq!(priced.lines.iter().map(PricedLine::points).sum::<Points>(), priced.points.spent);
    let by_coupons = priced.lines.iter().flat_map(|line| &line.steps).filter_map(|step| match step.rule {
        Rule::Coupon { .. } => Some(step.off),
        _ => None,
    });
    let applied: Fen = priced.coupons.iter().map(|applied| applied.off).sum();
    assert_eq!(by_coupons.sum::<Fen>() + priced.delivery.off, applied);
}

/// Each line's steps: what took how much.
pub fn ways(priced: &Priced) -> Vec<Vec<(String, i64)>> {
    let name = |rule: &Rule| match rule {
        Rule::Campaign { id } | Rule::Limited { id, .. } => id.0.clone(),
        Rule::MemberPrice { tier, .. } => tier.0.clone(),
        Rule::Coupon { coupon, .. } => coupon.0.clone(),
        Rule::Points { points } => format!("{points} points"),
        Rule::Unknown => String::new(),
    };
    let way = |line: &PricedLine| line.steps.iter().map(|step| (name(&step.rule), step.off.0)).collect();
    priced.lines.iter().map(way).collect()
}

pub fn used(priced: &Priced) -> Vec<&str> {
    priced.coupons.iter().map(|applied| applied.coupon.0.as_str()).collect()
}

pub fn limited(id: &str, class: &str, pays_percent: u8) -> Limited {
    let scope = Scope { classes: vec![class.into()], ..Scope::default() };
    Limited { id: id.into(), name: text(id), scope, pays_percent, from: today(), until: today(), tier: None }
}

/// A price for an item, from today on for three days.
pub fn campaign(id: &str, item: &str, fen: i64) -> Campaign {
    let scope = Scope { items: vec![item.into()], ..Scope::default() };
    let (from, until) = (today(), today().plus_days(2));
    Campaign { id: id.into(), name: text(id), scope, yuan: Fen(fen), from, until, tier: None, alone: false }
}
