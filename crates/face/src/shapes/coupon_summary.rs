//! What a coupon is worth, in a few characters, and the way to one that a member holds.

use crate::words::Texts;
use crate::{Icon, Markup, Page, date, discount, html};
use shuke_contract::coupons::HeldCoupon;
use shuke_contract::mall::Gives;
use shuke_rules::Day;
use shuke_rules::policy::{Effect, Template};

/// `¥10`, `8.5折`, a picture of a gift.
pub fn worth(template: &Template, t: &Texts) -> Markup {
    html! {
        @match &template.effect {
            Effect::PercentOff { pays_percent, .. } => { (discount(*pays_percent, t.lang)) }
            Effect::AmountOff { yuan } | Effect::Trial { yuan } => { "¥" (yuan.to_string()) }
            Effect::BuyThreeOneFree => { "3−1" }
            Effect::Gift { .. } | Effect::FreeDelivery | Effect::Unknown => { (Icon::Gift) }
        }
    }
}

/// What besides its name says what it is: from which amount on it holds, what the gift is, the brand's note. Empty where nothing does.
pub fn about(template: &Template, t: &Texts) -> String {
    let threshold = template.threshold.map(|yuan| (t.coupon_summary().from)(&yuan.to_string()));
    let gift = match &template.effect {
        Effect::Gift { gift, .. } => Some(t.lang.pick(gift).to_owned()),
        _ => None,
    };
    let note = Some(t.lang.pick(&template.note).to_owned()).filter(|note| !note.is_empty());
    [gift, threshold, note].into_iter().flatten().collect::<Vec<_>>().join(t.coupon_summary().between)
}

/// Side by side, each whole.
pub fn facts(facts: &[String]) -> Markup {
    html! {
        span.facts {
            @for (nth, fact) in facts.iter().enumerate() {
                @if nth > 0 { " " }
                span.fact { (fact) }
            }
        }
    }
}

/// What a pack gives, with how many of each.
pub fn pack_list(gives: &[Gives], t: &Texts) -> Markup {
    html! {
        ul.benefits {
            @for one in gives {
                li { b { (one.count) "×" } span { (t.lang.pick(&one.name)) } }
            }
        }
    }
}

/// A row that leads to a coupon which can be used now or later.
pub fn way_to(coupon: &HeldCoupon, today: Day, t: &Texts) -> Markup {
    let w = t.coupon_summary();
    let when = match coupon.last {
        _ if coupon.first > today => (w.starts)(&date(coupon.first, today, t.lang)),
        Some(last) => (w.until)(&date(last, today, t.lang)),
        None => w.always.to_owned(),
    };
    html! {
        li {
            a.row href=(Page::Coupon.of(&coupon.id.0)) {
                b.worth { (worth(&coupon.terms, t)) }
                span.row-main { (t.lang.pick(&coupon.terms.name)) " " small { (when) } }
                (Icon::Chevron)
            }
        }
    }
}
