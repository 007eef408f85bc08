//! Messages about the tier: raised, lowered, and, 30 days before, that it will be reviewed.

use crate::Error;
use crate::booking::{Account, Asking, booked_late};
use crate::feature::{Heard, Span, Told};
use crate::policies::Rulebook;
use crate::store::Conn;
use shuke_contract::inbox::What;
use shuke_rules::policy::LadderKind;
use shuke_rules::tiers::{Step, Why, missing_to_keep};
use shuke_rules::{Day, Instant};
use std::collections::BTreeSet;

/// So many days before its day a review is told.
const DAYS_BEFORE: u32 = 30;

pub async fn told(connection: &mut Conn, asking: &Asking, span: Span) -> Result<Heard, Error> {
    let (rulebook, account) = (&asking.rulebook, &asking.account);
    let steps = account.timed_steps(rulebook, rulebook.zone().day_of(span.now));
    if steps.is_empty() {
        return Ok(Heard::default());
    }
    let mut told = reviews(account, rulebook, span, &steps);
    let late = booked_late(connection, account.member, span.after).await?;
    for (at, step) in steps {
        let at = if bought(&step) { late.get(&at).copied().unwrap_or(at) } else { at };
        told.extend(moved(rulebook, step).filter(|_| span.has(at)).map(|what| Told { at, what }));
    }
    Ok(told.into())
}

fn moved(rulebook: &Rulebook, step: Step) -> Option<What> {
    let rank = |tier| rulebook.current().rules.rank(tier);
    let by_refund = step.why == Why::Refund;
    match rank(&step.to).cmp(&rank(&step.from)) {
        std::cmp::Ordering::Greater => Some(What::TierRaised { to: step.to }),
        std::cmp::Ordering::Less => Some(What::TierLowered { from: step.from, to: step.to, by_refund }),
        std::cmp::Ordering::Equal => None,
    }
}

fn bought(step: &Step) -> bool {
    matches!(step.why, Why::Spend { .. } | Why::Single { .. })
}

/// Every review that was ahead 30 days before it, by what was known then; not of a tier that spending cannot keep.
fn reviews(account: &Account, rulebook: &Rulebook, span: Span, steps: &[(Instant, Step)]) -> Vec<Told> {
    if rulebook.versions().all(|version| version.rules.ladder.kind == LadderKind::Lifetime) {
        return Vec::new();
    }
    let days: BTreeSet<Day> = steps.iter().map(|(_, step)| step.day).collect();
    let reviews: BTreeSet<Day> = days.into_iter().filter_map(|day| account.stood_at(rulebook, day).review).collect();
    let told = |review: Day| {
        let at = rulebook.zone().start_of(review.minus_days(DAYS_BEFORE));
        let walk = span.has(at).then(|| account.walk_before(rulebook, at))?;
        let standing = walk.standing();
        let rules = &rulebook.reviewing(review.minus_days(DAYS_BEFORE)).rules;
        let keep = missing_to_keep(rules, standing, walk.facts()).filter(|_| standing.review == Some(review))?;
        Some(Told { at, what: What::TierReview { tier: keep.tier, day: review, amount: keep.amount } })
    };
    reviews.into_iter().filter_map(told).collect()
}
