//! What spending comes to: the tier, the points, and what the tier is good for.

use crate::words::Texts;
use crate::{Icon, Markup, class_name, date, discount, html, perk, rate, times};
use shuke_contract::boot::Boot;
use shuke_contract::card::Card;
use shuke_rules::Points;
use shuke_rules::policy::TierId;
use shuke_rules::tiers::Standing;

/// What a purchase leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub standing: Standing,
    /// What the purchase earns.
    pub points: Points,
    /// The balance at the end of that day, without what ends before it.
    pub balance: Points,
}

pub fn forecast(boot: &Boot, card: &Card, outcome: &Outcome, t: &Texts) -> Markup {
    let name =
        |id: &TierId| boot.rules.tier(id).map_or_else(|| id.0.clone(), |tier| t.lang.pick(&tier.name).to_owned());
    let (before, after) = (name(&card.standing.tier), name(&outcome.standing.tier));
    html! {
        p.forecast-tier {
            @if before == after {
                span { ((t.simulator.stays)(&after)) }
            } @else {
                span { (before) }
                (Icon::Arrow)
                span { (after) }
            }
        }
        ul.benefits {
            (perk(&format!("+{}", outcome.points), &(t.simulator.points)(&outcome.balance.to_string())))
            @if let Some(tier) = boot.rules.tier(&outcome.standing.tier) {
                (perk(&times(tier), &(t.simulator.rate)(&rate(&boot.rules, tier))))
                @for (class, pays) in &tier.pays_percent {
                    (perk(&discount(*pays, t.lang), &(t.simulator.price)(class_name(&boot.rules, class, t.lang))))
                }
                @for text in &tier.benefits { (perk(&Icon::Check, t.lang.pick(text))) }
            }
        }
        @if let Some(day) = outcome.standing.review {
            p.note { ((t.simulator.until)(&date(day, card.today, t.lang))) }
        }
    }
}
