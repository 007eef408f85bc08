//! Redeeming: why not, and what exactly will happen.

use super::Words;
use super::model::{Chosen, Due, ending, short_of};
use crate::shapes::address::one_line;
use crate::shapes::states::refusal;
use crate::words::{Texts, part_of};
use crate::{Icon, Markup, Page, html};
use shuke_rules::mall::{Way, Withheld};
use shuke_rules::{Fen, Points};

/// Whether it can be had as it is chosen.
pub fn can_be_had(chosen: &Chosen<'_>) -> bool {
    chosen.detail.offer.withheld.is_none() && short_of(chosen.total, chosen.detail.points).is_none()
}

/// Why it cannot be had as it is chosen, the figures, and the way on; nothing when it can.
pub fn why_not(words: Words<'_>, chosen: &Chosen<'_>) -> Markup {
    let t = words.t;
    let (m, mall, detail) = (t.redeem(), t.mall(), chosen.detail);
    let offer = &detail.offer;
    let to_mall = (Page::Mall, Page::Mall.title(words.t.lang));
    let (title, text, (page, label)) = match offer.withheld {
        None => {
            let Some(missing) = short_of(chosen.total, detail.points) else { return Markup::default() };
            let (price, have) = (chosen.total.points.to_string(), detail.points.to_string());
            (m.cannot_earn, (m.short_text)(&price, &have, &missing.to_string()), (Page::Together, m.earn))
        }
        Some(Withheld::Tier) => {
            let missing = offer.tier_missing.map(|fen| fen.to_string());
            let tier = words.tier(offer.item.tier.as_ref());
            (m.cannot, (m.cannot_tier)(tier, missing.as_deref()), (Page::Tiers, m.tiers))
        }
        Some(Withheld::HadAll { per_member }) => {
            (m.cannot, (m.cannot_had)(per_member.into()), (Page::Orders, Page::Orders.title(words.t.lang)))
        }
        Some(Withheld::SoldOut) => (mall.sold_out, m.cannot_sold_out.to_owned(), to_mall),
        Some(Withheld::NotYet { from }) => (m.cannot, (mall.opens)(&words.day(from)), to_mall),
        Some(Withheld::Over | Withheld::Unknown) => (mall.over, m.cannot_over.to_owned(), to_mall),
    };
    html! { (refusal(title, &text)) (link(page, label)) }
}

/// The way to more points.
pub fn earn(t: &Texts) -> Markup {
    link(Page::Together, t.redeem().earn)
}

fn link(page: Page, label: &str) -> Markup {
    html! { div.actions { a.button.button-quiet href=(page) { (label) } } }
}

/// What leaves, what stays, what is to be paid where and when, how it comes, and that it is final.
pub fn happens(words: Words<'_>, chosen: &Chosen<'_>) -> Markup {
    let m = words.t.redeem();
    let (leave, detail) = (chosen.total.points, chosen.detail);
    html! {
        ul.benefits {
            @if leave > Points::ZERO {
                li { b { "−" (leave.to_string()) } span { (m.leave) (would_end(words, chosen)) } }
                li { b { ((detail.points - leave).to_string()) } span { (m.remain) } }
            }
            @if let Some((fen, when)) = pay(chosen, words.t) {
                li { b { "¥" (fen.to_string()) } span { (when) } }
            }
            @if let Some((icon, said)) = comes(chosen, words.t) {
                li { b { (icon) } span { (said) } }
            }
            li { b { (Icon::Shield) } span { (last(chosen, words.t)) } }
        }
    }
}

/// Which of the points would have ended, and when.
fn would_end(words: Words<'_>, chosen: &Chosen<'_>) -> String {
    let (said, all) = (words.t.redeem().would_end, chosen.total.points);
    let ending = ending(all, &chosen.detail.leaves).into_iter();
    ending.map(|(points, day)| said(part_of(points, all).as_deref(), &words.day(day))).collect()
}

/// The money, with where and when it is paid.
fn pay(chosen: &Chosen<'_>, t: &Texts) -> Option<(Fen, String)> {
    let m = t.redeem();
    match chosen.due() {
        Due::Nothing => None,
        Due::There(fen) => {
            let when = if chosen.way == Way::Voucher { m.pay_on_use } else { m.pay_there };
            Some((fen, when.to_owned()))
        }
        Due::First(fen) => Some((fen, (m.pay_within)(chosen.detail.rules.hold_minutes))),
    }
}

/// How it comes; `None` where it would be collected and there is no shop.
fn comes(chosen: &Chosen<'_>, t: &Texts) -> Option<(Icon, String)> {
    let m = t.redeem();
    let said = match chosen.way {
        Way::Voucher => (Icon::Check, m.at_once.to_owned()),
        Way::AtOnce => {
            let is_paid_first = matches!(chosen.due(), Due::First(_));
            (Icon::Gift, if is_paid_first { m.pack_paid } else { m.pack_text }.to_owned())
        }
        way if way.is_express() => (Icon::Arrow, (m.sent)(&chosen.address.map(one_line).unwrap_or_default())),
        _ => {
            let store = chosen.store?;
            (Icon::Shop, (m.collected)(t.lang.pick(&store.name), t.lang.pick(&store.address)))
        }
    };
    Some(said)
}

/// Until when one can go back, and what holds after that.
fn last(chosen: &Chosen<'_>, t: &Texts) -> String {
    let m = t.redeem();
    let returned = match chosen.way {
        Way::Voucher => return m.voucher_final.to_owned(),
        Way::AtOnce => m.pack_return,
        _ => m.may_return,
    };
    let cancelled = if matches!(chosen.due(), Due::First(_)) { m.until_paid } else { m.at_final };
    cancelled.to_owned() + &returned(chosen.detail.rules.claim_days)
}
