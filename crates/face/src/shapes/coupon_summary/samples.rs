//! Coupons to write about in tests, and what nobody should be able to call one.

use crate::Markup;
pub use crate::tests::{day, text};
use shuke_contract::coupons::{CouponOffer, HeldCoupon, OnlyFor};
use shuke_rules::coupons::{CouponId, State};
use shuke_rules::policy::{Claim, Effect, Scope, Template};
use shuke_rules::{Fen, Text};

pub fn assert_says(markup: &Markup, parts: &[&str]) {
    for part in parts {
        assert!(markup.0.contains(part), "{part} is not in {}", markup.0);
    }
}

pub fn template(id: &str, group: &str) -> Template {
    Template {
        id: id.into(),
        name: text(id, id),
        note: Text::default(),
        effect: Effect::AmountOff { yuan: Fen(1_000) },
        threshold: None,
        scope: Scope::default(),
        tier: None,
        group: group.into(),
        per_basket: 1,
        from: None,
        until: None,
        days: None,
        stock: None,
        per_member: None,
        claim: None,
    }
}

pub fn held(id: &str, group: &str, state: State) -> HeldCoupon {
    HeldCoupon {
        id: CouponId(id.into()),
        terms: template(id, group),
        only_for: OnlyFor::default(),
        first: day("2026-11-01"),
        last: None,
        state,
        ends_soon: false,
        tier_reached: true,
        given: day("2026-11-01"),
        used: None,
        receipt: None,
        withdrawn: false,
    }
}

pub fn offer(id: &str) -> CouponOffer {
    CouponOffer {
        terms: Template { claim: Some(Claim::default()), ..template(id, "main") },
        only_for: OnlyFor::default(),
        left: None,
        had: 0,
        withheld: None,
        tier_missing: None,
    }
}
