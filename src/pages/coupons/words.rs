//! How this brand and this language call what a coupon names; what it is worth in a few characters; until when.

use super::model::{Hindrance, days_left};
use crate::i18n::Texts;
use crate::ui::when::time_of_day;
use shuke_contract::boot::Boot;
use shuke_contract::coupons::HeldCoupon;
use shuke_face::{date, discount, escape};
use shuke_rules::policy::{Effect, Template, TierId};
use shuke_rules::{Day, Instant};

/// Side by side, each whole.
pub fn facts(facts: &[String]) -> String {
    format!(r#"<span class="facts"><span class="fact">{}</span></span>"#, facts.join(r#"</span> <span class="fact">"#))
}

#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub boot: &'a Boot,
    pub t: &'static Texts,
    pub today: Day,
}

impl Words<'_> {
    pub fn name(&self, terms: &Template) -> String {
        escape(self.t.lang.pick(&terms.name))
    }

    pub fn tier(&self, id: &TierId) -> String {
        escape(self.boot.rules.tier(id).map_or(id.0.as_str(), |tier| self.t.lang.pick(&tier.name)))
    }

    pub fn day(&self, day: Day) -> String {
        date(day, self.today, self.t.lang)
    }

    pub fn time(&self, at: Instant) -> String {
        time_of_day(at, &self.boot.brand.time_zone, self.t.lang)
    }

    /// What it is worth.
    pub fn worth(&self, terms: &Template) -> String {
        let c = self.t.coupons();
        match &terms.effect {
            Effect::AmountOff { yuan } | Effect::Trial { yuan } => format!("¥{yuan}"),
            Effect::PercentOff { pays_percent, .. } => discount(*pays_percent, self.t.lang),
            Effect::Gift { .. } => c.gift.to_owned(),
            Effect::BuyThreeOneFree => c.three_one.to_owned(),
            Effect::FreeDelivery => c.delivery.to_owned(),
            Effect::Unknown => c.other.to_owned(),
        }
    }

    /// That, and from what amount on; the left end of a row.
    pub fn stub(&self, terms: &Template) -> String {
        format!(r#"<span class="stub"><b>{}</b><small>{}</small></span>"#, self.worth(terms), self.from(terms))
    }

    /// From what amount on, or how many pieces.
    pub fn from(&self, terms: &Template) -> String {
        let c = self.t.coupons();
        match (terms.threshold, &terms.effect) {
            (Some(yuan), _) => (c.from_amount)(&yuan.to_string()),
            (None, Effect::Trial { .. }) => c.one_piece.to_owned(),
            (None, Effect::BuyThreeOneFree) => c.three_pieces.to_owned(),
            (None, _) => c.any_amount.to_owned(),
        }
    }

    /// Until when it can be used, and how long that is.
    pub fn until(&self, last: Option<Day>) -> String {
        let c = self.t.coupons();
        let Some(last) = last else { return c.never.to_owned() };
        facts(&[(c.until)(&self.day(last)), (c.left)(days_left(last, self.today))])
    }

    /// Where it stands, in a line.
    pub fn stand(&self, coupon: &HeldCoupon) -> String {
        let c = self.t.coupons();
        match Hindrance::of(coupon) {
            None => self.until(coupon.last),
            Some(Hindrance::Later) => (c.from)(&self.day(coupon.first)),
            Some(Hindrance::Tier) => {
                let tier = coupon.terms.tier.as_ref().map_or(String::new(), |tier| self.tier(tier));
                (c.for_tier)(&tier)
            }
            Some(Hindrance::Locked(until)) => (c.kept_until)(&self.time(until)),
            Some(Hindrance::Used) => (c.used)(&coupon.used.map_or(String::new(), |day| self.day(day))),
            Some(Hindrance::Expired) => (c.expired)(&coupon.last.map_or(String::new(), |day| self.day(day))),
            Some(Hindrance::Void) => c.void.to_owned(),
            Some(Hindrance::Unknown) => c.unknown.to_owned(),
        }
    }
}
