//! Tiers: climbing, keeping, reviewing, and what is missing. Owns every decision on a member's tier;
//! [`forecast`] answers "if I spend ¥x by date d" with the same walk.
//!
//! A [`Walk`] goes through a member's purchases in order and stops at any day. All days are business days.

mod missing;
mod walk;

pub use missing::{Missing, missing_to, missing_to_keep, missing_to_next};
pub use walk::{Standing, Step, Walk, Why};

use crate::earning::Line;
use crate::money::{Fen, Points};
use crate::policy::{Earning, Ladder, LadderKind, PointsTier, Policy, Tier, TierId};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// Something that moves a member on the ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fact {
    /// A purchase: what was paid for it less what was refunded since, as of the purchase.
    Purchase { day: Day, paid: Fen },
    /// The brand gave a tier that is by invitation.
    Invitation { day: Day, tier: TierId },
}

impl Fact {
    pub fn day(&self) -> Day {
        match self {
            Self::Purchase { day, .. } | Self::Invitation { day, .. } => *day,
        }
    }

    fn paid(&self) -> Fen {
        match self {
            Self::Purchase { paid, .. } => *paid,
            Self::Invitation { .. } => Fen::ZERO,
        }
    }
}

/// The part of a policy that decides on tiers and points. Travels to the browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rules {
    pub ladder: Ladder,
    /// Lowest first.
    pub tiers: Vec<Tier>,
    pub earning: Earning,
}

impl Rules {
    pub fn of(policy: &Policy) -> Self {
        Self { ladder: policy.ladder.clone(), tiers: policy.tiers.clone(), earning: policy.earning.clone() }
    }

    pub fn tier(&self, id: &TierId) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.id == *id)
    }

    /// The step of a tier on the ladder, lowest 0. A tier that these rules do not know counts as the lowest.
    pub fn rank(&self, id: &TierId) -> usize {
        self.tiers.iter().position(|tier| tier.id == *id).unwrap_or(0)
    }

    /// The highest tier that `spend` (of a lifetime or of the period) or one purchase of `single` reaches.
    fn supported(&self, spend: Fen, single: Fen) -> usize {
        let period = self.ladder.kind == LadderKind::Period;
        let reached = |tier: &Tier| {
            let by_spend = tier.spend.is_some_and(|threshold| threshold <= spend);
            let by_single = period && tier.single.is_some_and(|threshold| threshold <= single);
            !tier.by_invitation && (by_spend || by_single)
        };
        self.tiers.iter().rposition(reached).unwrap_or(0)
    }
}

/// What would be after one more purchase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// Where the member stands at the end of the day of the purchase.
    pub standing: Standing,
    /// The points that the purchase earns.
    pub points: Points,
}

/// "If I spend `paid` on `day`": a purchase of regular goods, on top of `facts` and `standing`.
///
/// `standing` is where the member stands, `facts` the purchases that still count ([`Walk::recent`]).
pub fn forecast(rules: &Rules, standing: &Standing, facts: &[Fact], paid: Fen, day: Day) -> Forecast {
    let mut walk = Walk::resume(rules, standing.clone(), facts.to_vec());
    walk.go_to(day);
    let before = walk.standing().tier.clone();
    walk.take(&Fact::Purchase { day, paid });
    let earning_tier = match rules.ladder.points_tier {
        PointsTier::Before => &before,
        PointsTier::After => &walk.standing().tier,
    };
    let points = rules.tier(earning_tier).zip(rules.earning.regular()).map_or(Points::ZERO, |(tier, class)| {
        let line = Line { class: class.id.clone(), list: paid, paid };
        rules.earning.earn(tier.multiplier, &[line]).map_or(Points::ZERO, |earned| earned.points)
    });
    Forecast { standing: walk.into_standing(), points }
}

#[cfg(test)]
mod tests;
