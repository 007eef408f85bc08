//! One coupon: what it is worth, why it cannot be used and the way on, its terms.

use super::model::{Hindrance, rivals};
use super::wallet::soon;
use super::words::Words;
use crate::dates::days_left;
use crate::shapes::coupon_summary::gift;
use crate::shapes::states::{refusal, way};
use crate::words::Texts;
use crate::{Markup, Page, Route, html};
use shuke_contract::coupons::{HeldCoupon, Wallet};
use shuke_rules::Fen;
use shuke_rules::coupons::State;

pub fn head(words: &Words<'_>, coupon: &HeldCoupon) -> Markup {
    let is_spent = Hindrance::of(coupon).is_some();
    let worth = gift(&coupon.terms, words.t).map_or_else(|| words.worth(&coupon.terms), str::to_owned);
    html! {
        div.coupon-head.spent[is_spent] {
            p.figure { (worth) " " small { (words.from(&coupon.terms)) } }
            h1.page-title { (words.name(&coupon.terms)) }
            p.lede { (words.stand(coupon)) (soon(words, coupon)) }
        }
    }
}

/// In place of the code.
pub fn why_not(words: &Words<'_>, coupon: &HeldCoupon) -> Markup {
    let Some(hindrance) = Hindrance::of(coupon) else { return Markup::default() };
    let (title, text) = reason(words, coupon, &hindrance);
    html! {
        (refusal(title, &text))
        @if let Some((route, name)) = way_on(words.t, coupon, &hindrance) {
            div.actions { a.button.button-quiet href=(route) { (name) } }
        }
    }
}

/// Why, and the figures.
fn reason(words: &Words<'_>, coupon: &HeldCoupon, hindrance: &Hindrance) -> (&'static str, String) {
    let c = words.t.coupons();
    match hindrance {
        Hindrance::Later => {
            (c.not_yet, (c.not_yet_text)(&words.day(coupon.first), days_left(coupon.first, words.today)))
        }
        Hindrance::Tier => (c.tier_low, tier_text(words, coupon)),
        Hindrance::Locked(until) => (c.locked, (c.locked_text)(&(words.time)(*until))),
        Hindrance::Used => {
            let said = if coupon.receipt.is_some() { c.used_text } else { c.used_by_staff };
            (c.is_used, said(&words.day_if(coupon.used)))
        }
        Hindrance::Expired => (c.is_expired, (c.expired_text)(&words.day_if(coupon.last))),
        Hindrance::Void => (c.is_void, void_text(words, coupon)),
        Hindrance::Unknown => (c.unknown, c.unknown_text.to_owned()),
    }
}

fn way_on(t: &Texts, coupon: &HeldCoupon, hindrance: &Hindrance) -> Option<(Route, &'static str)> {
    let c = t.coupons();
    match hindrance {
        Hindrance::Tier => Some((Page::Tiers.route(), c.to_tiers)),
        Hindrance::Used => coupon.receipt.as_ref().map(|sale| (Page::Receipt.of(sale), c.to_receipt)),
        Hindrance::Expired => Some((Page::CouponOffers.route(), c.to_offers)),
        Hindrance::Later | Hindrance::Locked(_) | Hindrance::Void | Hindrance::Unknown => None,
    }
}

/// How much is missing is known of the next tier only, which is on the card.
fn tier_text(words: &Words<'_>, coupon: &HeldCoupon) -> String {
    let Some(lowest) = &coupon.terms.tier else { return String::new() };
    let next = words.boot.card.as_ref().and_then(|card| card.next.as_ref());
    let missing = next.filter(|next| next.tier == *lowest && next.amount > Fen::ZERO);
    let missing = missing.map(|next| next.amount.to_string());
    (words.t.coupons().tier_text)(words.tier(lowest), missing.as_deref())
}

fn void_text(words: &Words<'_>, coupon: &HeldCoupon) -> String {
    let c = words.t.coupons();
    match &coupon.state {
        State::Void { reason } if !coupon.withdrawn => (c.void_text)(reason),
        _ => c.withdrawn_text.to_owned(),
    }
}

pub fn terms(words: &Words<'_>, coupon: &HeldCoupon, wallet: &Wallet) -> Markup {
    let together = words.together(&coupon.terms, &rivals(coupon, &wallet.coupons));
    html! {
        (words.terms(&coupon.terms, &coupon.only_for, &words.days(coupon), &together))
        @if Hindrance::of(coupon).is_none() { (words.why(&coupon.terms)) }
    }
}

/// Why there is no code to show, and where the member code stands.
pub fn code_failed(text: &str, t: &Texts) -> Markup {
    let c = t.coupons();
    html! {
        (refusal(c.code_failed, text))
        a.button href=(Page::Code) { (c.to_code) }
    }
}

/// Where there is none such, the way back to those that there are.
pub fn way_back(t: &Texts) -> Markup {
    way(&Page::Coupons, t.coupons().title)
}
