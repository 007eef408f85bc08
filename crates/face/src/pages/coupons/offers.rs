//! What can be claimed: what one can have first, with its price, what is left of it and why it cannot be had.

use super::model::{ordered, price};
use super::words::Words;
use crate::shapes::coupon_summary::facts;
use crate::{Markup, Page, html};
use shuke_contract::coupons::{CouponOffer, CouponOffers};
use shuke_rules::coupons::claim::Withheld;
use shuke_rules::policy::Effect;
use shuke_rules::{Count, Points};

pub fn head(words: &Words<'_>, offers: &CouponOffers) -> Markup {
    let o = words.t.coupon_offers();
    html! {
        h1.sr { (Page::CouponOffers.title(words.t.lang)) }
        section.points {
            div {
                p.note { (o.balance) }
                p.figure { (offers.points.to_string()) }
            }
            div.section-head { a href=(Page::Coupons) { (o.mine) } }
        }
    }
}

pub fn list(words: &Words<'_>, offers: &CouponOffers) -> Markup {
    let o = words.t.coupon_offers();
    let (open, shut): (Vec<_>, Vec<_>) =
        ordered(&offers.offers).into_iter().partition(|offer| offer.withheld.is_none());
    html! {
        @if open.is_empty() && shut.is_empty() {
            p { (o.empty) }
        }
        (section(words, o.open, &open))
        (section(words, o.not_now, &shut))
    }
}

fn section(words: &Words<'_>, heading: &str, offers: &[&CouponOffer]) -> Markup {
    html! {
        @if !offers.is_empty() {
            section {
                h2 { (heading) }
                ul.rows { @for offer in offers { (row(words, offer)) } }
            }
        }
    }
}

fn row(words: &Words<'_>, offer: &CouponOffer) -> Markup {
    let is_withheld = offer.withheld.is_some();
    html! {
        li.row.coupon.spent[is_withheld] {
            (words.stub(&offer.terms))
            span.row-main { (words.name(&offer.terms)) small { (facts_of(words, offer)) } }
            @match &offer.withheld {
                None => { (button(words, offer)) }
                Some(why) => { (why_not(words, offer, why)) }
            }
        }
    }
}

/// Price, for how long, how many.
fn facts_of(words: &Words<'_>, offer: &CouponOffer) -> Markup {
    let o = words.t.coupon_offers();
    let price = match price(offer) {
        Points::ZERO => o.free.to_owned(),
        points => (o.points)(&points.to_string()),
    };
    let until = offer.terms.claim.as_ref().and_then(|claim| claim.until).map(|day| (o.claim_until)(&words.day(day)));
    let left = offer.left.filter(|left| *left > 0).map(|left| (o.left)(Count(left)));
    let limit = offer.terms.per_member.map(|limit| (o.limit)(offer.had.into(), limit.into()));
    let has_had_all = matches!(offer.withheld, Some(Withheld::HadAll { .. }));
    let days = words.days_if_claimed(&offer.terms);
    let then = match &offer.terms.effect {
        Effect::Trial { yuan } if !yuan.is_zero() => Some((o.then)(&yuan.to_string())),
        _ => None,
    };
    let said = [Some(price), then, Some(days), left, limit.filter(|_| !has_had_all), until];
    let said: Vec<String> = said.into_iter().flatten().collect();
    facts(&said)
}

/// The app opens the sheet of what `data-claim` names.
fn button(words: &Words<'_>, offer: &CouponOffer) -> Markup {
    let o = words.t.coupon_offers();
    let label = match price(offer) {
        Points::ZERO => o.claim.to_owned(),
        points => (o.buy)(&points.to_string()),
    };
    let about = format!("{label}: {}", words.name(&offer.terms));
    html! {
        div.row-actions {
            button.button type="button" data-claim=(offer.terms.id.0) aria-label=(about) { (label) }
        }
    }
}

/// Why there is no button, and the way on.
fn why_not(words: &Words<'_>, offer: &CouponOffer, why: &Withheld) -> Markup {
    let o = words.t.coupon_offers();
    let (said, way) = match why {
        Withheld::Points { missing } => ((o.short)(&missing.to_string()), Some((Page::Together, o.earn))),
        Withheld::Tier { lowest } => {
            let missing = offer.tier_missing.map(|fen| fen.to_string());
            ((o.tier)(words.tier(lowest), missing.as_deref()), Some((Page::Tiers, o.tiers)))
        }
        Withheld::HadAll { per_member } => ((o.had_all)((*per_member).into()), Some((Page::Coupons, o.mine))),
        Withheld::SoldOut => (o.sold_out.to_owned(), None),
        Withheld::NotYet { from } => ((o.opens)(&words.day(*from)), None),
        Withheld::NotClaimed | Withheld::Over { .. } | Withheld::NewMembers { .. } | Withheld::Unknown => {
            (o.withheld.to_owned(), None)
        }
    };
    html! {
        div.row-actions {
            b { (said) }
            @if let Some((page, name)) = way { a.button.button-text href=(page) { (name) } }
        }
    }
}
