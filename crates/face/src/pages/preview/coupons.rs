//! The member's coupons beside the price: those that are used, and the others with what stands against them. Ticking one is a
//! choice of one's own; the best is one tap away.

use super::asked::Asked;
use super::why::sentence;
use crate::{Markup, html};
use shuke_contract::preview::Unused;
use shuke_rules::Fen;
use shuke_rules::coupons::CouponId;
use shuke_rules::pricing::{Applied, Why};

/// Nothing for a member who has none.
pub fn section(asked: &Asked) -> Markup {
    let (t, preview) = (asked.t.preview(), asked.preview);
    let others: Vec<&Unused> =
        preview.declined.iter().filter(|declined| !matches!(declined.why, Why::NotHeld)).collect();
    if preview.coupons.is_empty() && others.is_empty() {
        return Markup::default();
    }
    html! {
        section.section {
            h2 { (t.coupons) }
            fieldset {
                legend.sr { (t.coupons) }
                div.rows {
                    @for applied in &preview.coupons { (used(asked, applied)) }
                    @for declined in others { (unused(asked, declined)) }
                }
            }
            @if asked.wish.chosen.is_some() {
                div.actions {
                    button.button.button-quiet type="button" id="best" data-best="" { (t.best_again) }
                }
            } @else {
                p.note { (t.coupons_text) }
            }
        }
    }
}

fn used(asked: &Asked, applied: &Applied) -> Markup {
    let (t, lang) = (asked.t.preview(), asked.t.lang);
    let what_it_does = match &applied.gift {
        Some(gift) if applied.off == Fen::ZERO => (t.gift)(lang.pick(gift)),
        _ => (t.used)(&applied.off.to_string()),
    };
    row(&applied.coupon, lang.pick(&applied.name), true, true, &what_it_does)
}

fn unused(asked: &Asked, declined: &Unused) -> Markup {
    let is_ticked = asked.wish.has_chosen(&declined.coupon);
    let name = asked.t.lang.pick(&declined.name);
    row(&declined.coupon, name, is_ticked, can_be_chosen(&declined.why), &sentence(asked, &declined.why))
}

/// Whether ticking it could change anything with this basket.
fn can_be_chosen(why: &Why) -> bool {
    matches!(
        why,
        Why::Together { .. }
            | Why::PerBasket { .. }
            | Why::Full { .. }
            | Why::NoBetter { .. }
            | Why::NotChosen
            | Why::NotCompared
            | Why::NothingLeft
            | Why::Short { .. }
    )
}

fn row(id: &CouponId, name: &str, is_ticked: bool, is_free: bool, said: &str) -> Markup {
    html! {
        label.row {
            input.pick type="checkbox" id={ "coupon-" (id.0) } value=(id.0) checked[is_ticked] disabled[!is_free];
            span.row-main { (name) small { (said) } }
        }
    }
}
