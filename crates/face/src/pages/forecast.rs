//! What spending comes to: the tier, the points, and what the tier is good for.

pub mod model;
mod whole;

pub use whole::{amount, day, simulator};

use crate::words::Texts;
use crate::{Icon, Markup, class_name, date, discount, html, perk, rate, tier_name, times};
use shuke_contract::boot::Boot;
use shuke_contract::card::Card;
use shuke_rules::Points;
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
    let name = |id| tier_name(&boot.rules, id, t.lang);
    let (before, after) = (name(&card.standing.tier), name(&outcome.standing.tier));
    html! {
        p.forecast-tier {
            @if before == after {
                span { ((t.simulator().stays)(after)) }
            } @else {
                span { (before) }
                (Icon::Arrow)
                span { (after) }
            }
        }
        ul.benefits {
            (perk(&format!("+{}", outcome.points), &(t.simulator().points)(&outcome.balance.to_string())))
            @if let Some(tier) = boot.rules.tier(&outcome.standing.tier) {
                (perk(&times(tier), &(t.simulator().rate)(&rate(&boot.rules, tier))))
                @for (class, pays) in &tier.pays_percent {
                    (perk(&discount(*pays, t.lang), &(t.simulator().price)(class_name(&boot.rules, class, t.lang))))
                }
                @for text in &tier.benefits { (perk(&Icon::Check, t.lang.pick(text))) }
            }
        }
        @if let Some(day) = outcome.standing.review {
            p.note { ((t.simulator().until)(&date(day, card.today, t.lang))) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::hostile::{assert_escaped, hostile};
    use crate::tests::boot;
    use crate::words::texts;

    #[test]
    fn what_a_policy_calls_tiers_classes_and_benefits_stands_there_as_text() {
        let mut boot = boot();
        boot.rules.earning.classes[0].name = hostile();
        for tier in &mut boot.rules.tiers {
            (tier.name, tier.benefits) = (hostile(), vec![hostile()]);
        }
        let card = boot.card.clone().unwrap();
        let standing = Standing { tier: "suren".into(), ..card.standing.clone() };
        let outcome = Outcome { standing, points: Points(5), balance: Points(9) };
        for lang in [Lang::Zh, Lang::En] {
            // Both names are the same, so that the tier stays; a price, a benefit.
            assert_escaped(forecast(&boot, &card, &outcome, texts(lang)), 3);
        }
    }
}
