//! `/tiers`: the ladder, where one stands on it, how it is decided, and what two tiers are good for beside each other.

mod benefits;
mod whole;

pub use benefits::side_by_side;
pub use whole::page_whole;

use crate::shapes::kit;
use crate::words::Texts;
use crate::{Icon, Markup, Page, html, perks, threshold, tier_name};
use shuke_contract::boot::Boot;
use shuke_rules::policy::{LadderKind, OnReview, PointsTier, Tier};
use shuke_rules::tiers::Rules;

pub fn ladder(boot: &Boot, t: &Texts) -> Markup {
    html! {
        h1.sr { (Page::Tiers.title(t.lang)) }
        @if let Some(place) = place(boot, t) { p.lede { (place) } }
        ol.rows {
            @for tier in &boot.rules.tiers { (rung(boot, tier, t)) }
        }
    }
}

/// What a guest does about it.
pub fn join(t: &Texts) -> Markup {
    html! { div.dock { a.button href=(Page::Join) { (t.tiers().join) } } }
}

/// Spend so far and what is missing.
fn place(boot: &Boot, t: &Texts) -> Option<String> {
    let card = boot.card.as_ref()?;
    Some(match &card.next {
        Some(next) => {
            let name = tier_name(&boot.rules, &next.tier, t.lang);
            (t.tiers().to_next)(&next.spend.to_string(), &next.amount.to_string(), name)
        }
        None => (t.tiers().at_top)(&card.standing.total.to_string()),
    })
}

fn rung(boot: &Boot, tier: &Tier, t: &Texts) -> Markup {
    let mine = boot.card.as_ref().map(|card| &card.standing).filter(|standing| standing.tier == tier.id);
    let is_mine = mine.is_some();
    let is_given = tier.by_invitation && mine.is_some_and(|standing| standing.review.is_none());
    html! {
        li {
            details.rung open[is_mine] {
                summary {
                    span.rung-chip.material data-material=(tier.material.class()) { (kit::tier(&tier.id.0)) }
                    span.rung-name {
                        h2 {
                            (t.lang.pick(&tier.name))
                            @if is_mine { " " span.tag { (t.tiers().here) } }
                        }
                        span.note { (threshold(&boot.rules, tier, t.lang)) }
                    }
                    (Icon::Chevron)
                }
                @if is_given { p.note { (t.tiers().invited) } }
                (perks(&boot.rules, tier, t.lang))
            }
        }
    }
}

/// How it is decided, a sentence a paragraph.
pub fn explained(rules: &Rules, t: &Texts) -> Markup {
    let (ladder, gap, t) = (&rules.ladder, t.lang.gap(), t.tiers());
    let points = match ladder.points_tier {
        PointsTier::Before => t.points_before,
        PointsTier::After => t.points_after,
    };
    let falls = match ladder.on_review {
        OnReview::Supported => t.falls_to_supported,
        OnReview::OneStep => t.falls_one_step,
    };
    html! {
        section.section {
            h2 { (t.how) }
            @match ladder.kind {
                LadderKind::Lifetime => { p { (t.lifetime) } }
                LadderKind::Period => {
                    p { ((t.period)(ladder.months)) }
                    @if rules.tiers.iter().any(|tier| tier.single.is_some()) { p { (t.single) } }
                    p { ((t.review)(ladder.months, ladder.grace_days)) (gap) (falls) }
                }
            }
            p { (points) }
            p { (t.refunds) }
        }
    }
}

#[cfg(test)]
mod tests;
