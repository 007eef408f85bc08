//! What a member said is faulty, until when one can, and what became of it.

use crate::words::Texts;
use crate::{Markup, date, html};
use shuke_contract::orders::{Claim, Order};
use shuke_rules::mall::Way;

/// What a claim is called.
pub fn name(order: &Order, t: &Texts) -> &'static str {
    if order.way == Way::AtOnce { t.packs().claim } else { t.orders().claim }
}

/// What was said and what the shop answered; nothing where nothing was said.
pub fn said(order: &Order, t: &Texts) -> Markup {
    html! {
        @if let Some(claim) = &order.claim {
            section.section {
                h2 { (name(order, t)) }
                p.note { ((t.orders().claim_said)(&date(claim.day, order.today, t.lang))) }
                p.quote { (claim.what) }
                (answer(claim, t))
            }
        }
    }
}

fn answer(claim: &Claim, t: &Texts) -> Markup {
    let o = t.orders();
    html! {
        @if let Some(is_accepted) = claim.accepted {
            p { b { (if is_accepted { o.claim_yes } else { o.claim_no }) } }
            p.quote { (claim.answer) }
        } @else {
            p.note { (o.claim_waits) }
            @if !claim.answer.is_empty() { p.note { ((o.undone)(&claim.answer)) } }
        }
    }
}

/// Until when one can say so, and what follows.
pub fn until(order: &Order, t: &Texts) -> Markup {
    let day = order.claim_until.map(|day| date(day, order.today, t.lang)).unwrap_or_default();
    html! { p.note { ((t.orders().claim_text)(&day)) } }
}
