//! `/welcome`: what there is for new members, until when; afterwards that it is over, what one has of it, and what to do next.

mod whole;

pub use whole::{CHALLENGE, OFFERS, claiming, page_whole};

use crate::dates::days_left;
use crate::shapes::coupon_summary::{about, facts, has_figure, way_to, worth};
use crate::shapes::kit::{of_effect, sign};
use crate::words::Texts;
use crate::{Markup, Page, date, html};
use shuke_contract::coupons::CouponOffer;
use shuke_contract::welcome::Welcome;
use shuke_rules::coupons::claim::Withheld;
use shuke_rules::tiers::Rules;
use shuke_rules::{Count, Day};

/// Nothing where the brand has no such zone.
pub fn head(state: &Welcome, t: &Texts) -> Markup {
    let (w, Some(until)) = (t.welcome(), state.until) else { return Markup::default() };
    let day = date(until, state.today, t.lang);
    let (class, title, lede) = if state.is_open {
        ("sr", Page::Welcome.title(t.lang), (w.open)(&day, days_left(until, state.today)))
    } else {
        ("page-title", w.over, (w.over_text)(&day))
    };
    html! {
        div {
            h1 #welcome class=(class) tabindex="-1" { (title) }
            p.lede { (lede) }
        }
    }
}

/// What an offer is, and how many there are.
pub fn offered(offer: &CouponOffer, t: &Texts) -> Markup {
    let (w, terms) = (t.welcome(), &offer.terms);
    let left = offer.left.filter(|left| *left > 0).map(|left| (w.left)(Count(left)));
    let figures = [left, terms.per_member.map(|each| (w.each)(each.into())), terms.days.map(w.use_within)];
    let figures: Vec<String> = figures.into_iter().flatten().collect();
    let about = about(terms, t);
    html! {
        (sign(of_effect(&terms.effect)))
        span.row-main {
            b { (t.lang.pick(&terms.name)) } " "
            @if !about.is_empty() { small { (about) } }
            @if !figures.is_empty() { small { (facts(&figures)) } }
        }
        @if has_figure(&terms.effect) { span.row-end { b { (worth(terms, t)) } } }
    }
}

/// Why it cannot be claimed, with the figures; of what was claimed, the way to it.
pub fn why_not(why: &Withheld, offer: &CouponOffer, today: Day, rules: &Rules, t: &Texts) -> Markup {
    let w = t.welcome();
    if offer.had > 0 {
        return html! {
            p.row-actions {
                span.tag { (w.claimed) } " "
                a.text-link href=(Page::Coupons) { (w.to_coupon) }
            }
        };
    }
    let said = match why {
        Withheld::SoldOut => w.sold_out.to_owned(),
        Withheld::NotYet { from } => (w.from)(&date(*from, today, t.lang)),
        Withheld::Tier { lowest } => (w.tier)(rules.tier(lowest).map_or("", |tier| t.lang.pick(&tier.name))),
        Withheld::Points { missing } => (w.points)(&missing.to_string()),
        _ => w.not_now.to_owned(),
    };
    html! { p.row-actions.note { (said) } }
}

/// What was given and claimed, each with the way to it.
pub fn held(state: &Welcome, t: &Texts) -> Markup {
    let w = t.welcome();
    html! {
        @if !state.held.is_empty() {
            section.section {
                div.section-head {
                    h2 { (w.yours) }
                    a href=(Page::Coupons) { (w.to_coupons) }
                }
                ul.rows { @for coupon in &state.held { (way_to(coupon, state.today, t)) } }
            }
        }
    }
}

/// Once it is over.
pub fn next(state: &Welcome, t: &Texts) -> Markup {
    html! { @if !state.is_open { div.actions { (ways_on(t)) } } }
}

/// To what is there for everybody.
pub fn ways_on(t: &Texts) -> Markup {
    let w = t.welcome();
    html! {
        a.button href=(Page::Together) { (w.to_together) }
        a.button.button-quiet href=(Page::Tiers) { (w.to_tiers) }
    }
}

#[cfg(test)]
mod tests;
