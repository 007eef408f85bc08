//! What is missing for the next tier and for keeping the present one, and until when.

use super::walk::spend_until;
use super::{Fact, Rules, Standing};
use crate::money::Fen;
use crate::policy::{LadderKind, TierId};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// What a member has to spend, on what, and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Missing {
    pub tier: TierId,
    /// What counts so far.
    pub spend: Fen,
    /// What has to count.
    pub threshold: Fen,
    /// The gap: this much more, in any number of purchases.
    pub amount: Fen,
    /// The last day on which `amount` is enough; `None`: it always will be.
    pub by: Option<Day>,
    /// Or one purchase of this much.
    pub single: Option<Fen>,
}

/// The next tier that spending can reach; `None` at the top, and for those above it by invitation.
pub fn missing_to_next(rules: &Rules, standing: &Standing, facts: &[Fact], today: Day) -> Option<Missing> {
    let mut above = rules.tiers.iter().skip(rules.rank(&standing.tier) + 1);
    let tier = above.find(|tier| !tier.by_invitation && tier.spend.is_some())?;
    missing_to(rules, standing, facts, today, &tier.id)
}

/// A tier above the present one; `None` for one that spending does not reach, and for one that is reached.
pub fn missing_to(rules: &Rules, standing: &Standing, facts: &[Fact], today: Day, tier: &TierId) -> Option<Missing> {
    let tier = rules.tier(tier).filter(|tier| !tier.by_invitation)?;
    let threshold = tier.spend.filter(|_| rules.rank(&tier.id) > rules.rank(&standing.tier))?;
    let (spend, by, single) = match rules.ladder.kind {
        LadderKind::Lifetime => (standing.total, None, None),
        LadderKind::Period => {
            (spend_until(rules, facts, today), first_to_leave(rules, facts, today, standing), tier.single)
        }
    };
    Some(Missing { tier: tier.id.clone(), spend, threshold, amount: (threshold - spend).or_zero(), by, single })
}

/// The last day on which everything that counts today still does, and the present tier still stands.
fn first_to_leave(rules: &Rules, facts: &[Fact], today: Day, standing: &Standing) -> Option<Day> {
    let months = rules.ladder.months;
    let counted = facts.iter().filter(|fact| fact.day() > today.minus_months(months) && fact.paid() > Fen::ZERO);
    let oldest = counted.map(Fact::day).min();
    let last = oldest.map(|day| {
        let mut last = day.plus_months(months);
        while last.minus_months(months) >= day {
            last = last.minus_days(1);
        }
        last
    });
    let before_review = standing.review.map(|review| review.minus_days(1));
    [last, before_review].into_iter().flatten().min()
}

/// What the review of the present tier will still miss, if nothing more is bought; an `amount` of 0: it will be kept.
/// `None` for a tier that does not lapse.
pub fn missing_to_keep(rules: &Rules, standing: &Standing, facts: &[Fact]) -> Option<Missing> {
    let review = standing.review?;
    let tier = rules.tier(&standing.tier)?;
    let first = review.minus_months(rules.ladder.months);
    let counted = || facts.iter().filter(|fact| fact.day() >= first && fact.day() < review).map(Fact::paid);
    let (spend, largest) = (counted().sum(), counted().max().unwrap_or(Fen::ZERO));
    let threshold = tier.spend?;
    let kept = rules.supported(spend, largest) >= rules.rank(&tier.id);
    let amount = if kept { Fen::ZERO } else { (threshold - spend).or_zero() };
    let by = Some(review.minus_days(1));
    Some(Missing { tier: tier.id.clone(), spend, threshold, amount, by, single: tier.single })
}
