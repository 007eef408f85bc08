//! How this brand and this language call what a coupon names; what it is worth in a few characters; until when.

use super::model::Hindrance;
use crate::dates::days_left;
use crate::shapes::coupon_summary::facts;
use crate::shapes::kit::{of_effect, sign};
use crate::words::Texts;
use crate::{Markup, date, discount, html, tier_name};
use shuke_contract::boot::Boot;
use shuke_contract::coupons::HeldCoupon;
use shuke_rules::policy::{Effect, Template, TierId};
use shuke_rules::{Day, Instant};

#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub boot: &'a Boot,
    pub t: &'static Texts,
    pub today: Day,
    /// How a time of day is said, which only a browser knows.
    pub time: &'a dyn Fn(Instant) -> String,
}

impl Words<'_> {
    pub fn name<'t>(&self, terms: &'t Template) -> &'t str {
        self.t.lang.pick(&terms.name)
    }

    pub fn tier<'t>(&'t self, id: &'t TierId) -> &'t str {
        tier_name(&self.boot.rules, id, self.t.lang)
    }

    pub fn day(&self, day: Day) -> String {
        date(day, self.today, self.t.lang)
    }

    /// Empty where there is none.
    pub fn day_if(&self, day: Option<Day>) -> String {
        day.map_or(String::new(), |day| self.day(day))
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
    pub fn stub(&self, terms: &Template) -> Markup {
        html! { span.stub { (sign(of_effect(&terms.effect))) b { (self.worth(terms)) } small { (self.from(terms)) } } }
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
    fn until(&self, last: Option<Day>) -> Markup {
        let c = self.t.coupons();
        let Some(last) = last else { return html! { (c.never) } };
        facts(&[(c.until)(&self.day(last)), (c.left)(days_left(last, self.today))])
    }

    /// Where it stands, in a line.
    pub fn stand(&self, coupon: &HeldCoupon) -> Markup {
        match Hindrance::of(coupon) {
            None => self.until(coupon.last),
            Some(hindrance) => html! { (self.hindered(coupon, &hindrance)) },
        }
    }

    fn hindered(&self, coupon: &HeldCoupon, hindrance: &Hindrance) -> String {
        let c = self.t.coupons();
        match hindrance {
            Hindrance::Later => (c.from)(&self.day(coupon.first)),
            Hindrance::Tier => (c.for_tier)(coupon.terms.tier.as_ref().map_or("", |tier| self.tier(tier))),
            Hindrance::Locked(until) => (c.kept_until)(&(self.time)(*until)),
            Hindrance::Used => (c.used)(&self.day_if(coupon.used)),
            Hindrance::Expired => (c.expired)(&self.day_if(coupon.last)),
            Hindrance::Void => c.void.to_owned(),
            Hindrance::Unknown => c.unknown.to_owned(),
        }
    }
}
