//! How things are called, and what is said of an offer.

use super::model::{Reach, few_left};
use crate::words::Texts;
use crate::{Markup, date, html, tier_name};
use shuke_contract::mall::Offer;
use shuke_rules::mall::{Price, Withheld};
use shuke_rules::policy::TierId;
use shuke_rules::tiers::Rules;
use shuke_rules::{Day, Points};

/// How this brand and this language call things, and which day it is.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub rules: &'a Rules,
    pub t: &'a Texts,
    pub today: Day,
}

impl<'a> Words<'a> {
    /// By its name; by its id where the rules know it no longer.
    pub fn tier(self, id: Option<&'a TierId>) -> &'a str {
        id.map_or("", |id| tier_name(self.rules, id, self.t.lang))
    }

    pub fn day(self, day: Day) -> String {
        date(day, self.today, self.t.lang)
    }

    pub fn name(self, offer: &'a Offer) -> &'a str {
        self.t.lang.pick(&offer.item.name)
    }

    /// The line under a price: what is between the member and the offer, or that it is nearly gone.
    pub fn distance(self, offer: &Offer, points: Points) -> Option<String> {
        let m = self.t.mall();
        let said = match Reach::of(offer, points) {
            Reach::Now => return few_left(offer).map(m.few),
            Reach::Short(missing) => (m.short)(&missing.to_string()),
            Reach::Withheld(Withheld::Tier) => {
                let missing = offer.tier_missing.map(|fen| fen.to_string());
                (m.tier)(self.tier(offer.item.tier.as_ref()), missing.as_deref())
            }
            Reach::Withheld(Withheld::HadAll { per_member }) => (m.had_all)(offer.had.into(), per_member.into()),
            Reach::Withheld(Withheld::SoldOut) => m.sold_out.to_owned(),
            Reach::Withheld(Withheld::NotYet { from }) => (m.opens)(&self.day(from)),
            Reach::Withheld(Withheld::Over) => m.over.to_owned(),
            Reach::Withheld(Withheld::Unknown) => m.withheld.to_owned(),
        };
        Some(said)
    }
}

/// The price with its figures large.
pub fn price(price: Price, t: &Texts) -> Markup {
    let (points, money) = (!price.points.is_zero(), !price.fen.is_zero());
    html! {
        @if points || !money { b { (price.points.to_string()) } " " (t.mall().points) }
        @if points && money { " + " }
        @if money { b { "¥" (price.fen.to_string()) } }
    }
}
