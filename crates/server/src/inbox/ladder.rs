//! Messages about the tier: raised, lowered, and, 30 days before, that it will be reviewed.

use super::{Span, Told};
use crate::Error;
use crate::booking::Account;
use crate::policies::{Rulebook, instant};
use crate::store::Conn;
use shuke_contract::inbox::What;
use shuke_rules::policy::LadderKind;
use shuke_rules::tiers::{Step, Why, missing_to_keep};
use shuke_rules::{Day, Instant};
use std::collections::{BTreeMap, BTreeSet};

/// So many days before its day a review is told.
const DAYS_BEFORE: u32 = 30;

pub async fn told(connection: &mut Conn, account: &Account, book: &Rulebook, span: Span) -> Result<Vec<Told>, Error> {
    let steps = account.timed_steps(book, book.zone().day_of(span.now));
    if steps.is_empty() {
        return Ok(Vec::new());
    }
    let mut told = reviews(account, book, span, &steps);
    let late = late(connection, account.member, span).await?;
    for (at, step) in steps {
        let at = if bought(&step) { late.get(&at).copied().unwrap_or(at) } else { at };
        told.extend(moved(book, step).filter(|_| span.has(at)).map(|what| Told { at, what }));
    }
    Ok(told)
}

fn moved(book: &Rulebook, step: Step) -> Option<What> {
    let rank = |tier| book.current().rules.rank(tier);
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

/// When the shops' sales were booked that came in after their time, by that time: a tier that one of them won is news only
/// then. Purchases that were imported are history.
async fn late(connection: &mut Conn, member: i64, span: Span) -> Result<BTreeMap<Instant, Instant>, Error> {
    let rows: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT at, booked_at FROM sales WHERE member_id = $1 AND booked_at > $2 AND booked_at > at AND store IS NOT NULL",
    )
    .bind(member)
    .bind(span.after_micros())
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|(at, booked)| Ok((instant(at)?, instant(booked)?))).collect()
}

/// Every review that was ahead 30 days before it, by what was known then; not of a tier that spending cannot keep.
fn reviews(account: &Account, book: &Rulebook, span: Span, steps: &[(Instant, Step)]) -> Vec<Told> {
    if book.versions().all(|version| version.rules.ladder.kind == LadderKind::Lifetime) {
        return Vec::new();
    }
    let days: BTreeSet<Day> = steps.iter().map(|(_, step)| step.day).collect();
    let reviews: BTreeSet<Day> = days.into_iter().filter_map(|day| account.stood_at(book, day).review).collect();
    let told = |review: Day| {
        let at = book.zone().start_of(review.minus_days(DAYS_BEFORE));
        let walk = span.has(at).then(|| account.walk_before(book, at))?;
        let standing = walk.standing();
        let rules = &book.reviewing(review.minus_days(DAYS_BEFORE)).rules;
        let keep = missing_to_keep(rules, standing, walk.facts()).filter(|_| standing.review == Some(review))?;
        Some(Told { at, what: What::TierReview { tier: keep.tier, day: review, amount: keep.amount } })
    };
    reviews.into_iter().filter_map(told).collect()
}
