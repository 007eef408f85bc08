//! `plan`: what a policy file would change, and which members it moves up or down.
//!
//! A new version moves nobody by itself: thresholds are asked again at a member's next purchase and at the review of their
//! tier. Both are looked at, under the rules in force and under the new ones, with everything bought so far and nothing more.

use super::apply::book;
use super::check::{read, wrong};
use super::out::{Failure, count, say, table};
use crate::Error;
use crate::booking::{Account, facts_after};
use crate::cli::Data;
use crate::policies::Rulebook;
use crate::store::Conn;
use chrono::Duration;
use shuke_rules::policy::TierId;
use shuke_rules::policy::file::{changes, successor_problems};
use shuke_rules::{Day, Instant, Policy};
use std::collections::BTreeMap;
use std::path::Path;

/// How many members are named in each list.
const NAMED: usize = 20;
/// How many members are looked at together.
const PART: i64 = 500;

pub async fn plan(store: &Data, path: &Path) -> Result<(), Failure> {
    let (policy, source) = read(path)?;
    let mut connection = store.read().await?;
    let Some(old) = book(&mut connection).await? else {
        return say(format!(
            "No policy is in force yet. Applying {} makes it rule version 1; there are no members to move.",
            path.display()
        ));
    };
    drop(connection);
    let now = store.now();
    let today = old.zone().day_of(now);
    let problems = successor_problems(&old.current().policy, &policy, &source, today);
    if !problems.is_empty() {
        return Err(wrong(path, &problems));
    }
    let changes = changes(&old.current().policy, &policy);
    if changes.is_empty() {
        return say(format!("Nothing would change: rule version {} says the same.", old.current().id));
    }
    say(format!("Changes to rule version {}:", old.current().id))?;
    changes.iter().try_for_each(|change| say(format!("  {change}")))?;
    let new = followed(&old, policy, now)?;
    let moves = store.view(move |connection| Box::pin(async move { moves(connection, &old, &new, now).await })).await?;
    moves.print()
}

/// The rulebook as it would be if `policy` were applied at `now`.
fn followed(old: &Rulebook, policy: Policy, now: Instant) -> Result<Rulebook, Error> {
    let mut versions: Vec<_> =
        old.versions().map(|version| (version.id, version.applied_at, version.policy.clone())).collect();
    let current = old.current();
    versions.push((current.id + 1, now.max(current.applied_at + Duration::microseconds(1)), policy));
    Rulebook::of(versions)
}

/// One way in which members may move, with everybody's tier under the old and under the new rules.
#[derive(Debug, Default)]
struct Comparison {
    old: BTreeMap<TierId, u64>,
    new: BTreeMap<TierId, u64>,
    gain: Moved,
    lose: Moved,
}

/// Members who move: how many, and the first of them by card.
#[derive(Debug, Default)]
struct Moved {
    members: u64,
    first: BTreeMap<String, String>,
}

#[derive(Debug)]
struct Moves {
    tiers: Vec<(TierId, String)>,
    members: u64,
    now: BTreeMap<TierId, u64>,
    purchase: Comparison,
    review: Comparison,
}

async fn moves(connection: &mut Conn, old: &Rulebook, new: &Rulebook, now: Instant) -> Result<Moves, Error> {
    let today = old.zone().day_of(now);
    let tiers = new.current().policy.tiers.iter().map(|tier| (tier.id.clone(), tier.name.zh.clone())).collect();
    let (purchase, review) = (Comparison::default(), Comparison::default());
    let mut moves = Moves { tiers, members: 0, now: BTreeMap::new(), purchase, review };
    let mut after = 0;
    loop {
        let accounts = facts_after(connection, after, PART).await?;
        let Some(last) = accounts.last() else { return Ok(moves) };
        after = last.member;
        for account in accounts.iter().filter(|account| account.closed_at.is_none()) {
            moves.add(account, old, new, today);
        }
    }
}

impl Moves {
    fn add(&mut self, account: &Account, old: &Rulebook, new: &Rulebook, today: Day) {
        let standing = account.standing_at(old, today);
        self.members += 1;
        *self.now.entry(standing.tier.clone()).or_default() += 1;
        let bought = [old, new].map(|book| account.standing_after_next(book, today).tier);
        self.purchase.add(account, new, &bought, None);
        if let Some(review) = standing.review {
            let reviewed = [old, new].map(|book| account.standing_at(book, review).tier);
            self.review.add(account, new, &reviewed, Some(review));
        }
    }

    fn print(&self) -> Result<(), Failure> {
        say(format!("\nMembers: {}. Today nobody moves; thresholds are asked again later:", count(self.members)))?;
        let (purchase, review) = (&self.purchase, &self.review);
        let mut counts = vec![&self.now, &purchase.old, &purchase.new];
        let mut head = ["", "today", "next purchase, old", "new"].map(str::to_owned).to_vec();
        if self.any_review() {
            counts.extend([&review.old, &review.new]);
            head.extend(["next review, old", "new"].map(str::to_owned));
        }
        let mut rows = vec![head];
        for (id, name) in &self.tiers {
            let cells = counts.iter().map(|counts| count(counts.get(id).copied().unwrap_or(0)));
            rows.push([format!("{id} {name}")].into_iter().chain(cells).collect());
        }
        say(table(&rows))?;
        self.purchase.print("as soon as they buy something")?;
        if self.any_review() {
            self.review.print("at their next review, if they buy nothing more")?;
        }
        Ok(())
    }

    /// Whether anybody's tier lapses.
    fn any_review(&self) -> bool {
        !self.review.old.is_empty()
    }
}

impl Comparison {
    fn add(&mut self, account: &Account, new: &Rulebook, tiers: &[TierId; 2], review: Option<Day>) {
        let [before, after] = tiers;
        *self.old.entry(before.clone()).or_default() += 1;
        *self.new.entry(after.clone()).or_default() += 1;
        let rank = |tier| new.current().rules.rank(tier);
        let moved = match rank(after).cmp(&rank(before)) {
            std::cmp::Ordering::Equal => return,
            std::cmp::Ordering::Greater => &mut self.gain,
            std::cmp::Ordering::Less => &mut self.lose,
        };
        let on = review.map(|day| format!(" on {day}")).unwrap_or_default();
        moved.members += 1;
        moved.first.insert(account.card.as_str().to_owned(), format!("{before} → {after}{on}"));
        if moved.first.len() > NAMED {
            moved.first.pop_last();
        }
    }

    fn print(&self, when: &str) -> Result<(), Failure> {
        for (moved, what) in [(&self.gain, "gain"), (&self.lose, "lose")] {
            say(format!("\n{} members {what} a tier against the rules in force {when}.", count(moved.members)))?;
            moved.first.iter().try_for_each(|(card, tiers)| say(format!("  {card}  {tiers}")))?;
            if moved.members > NAMED as u64 {
                say(format!("  and {} more", count(moved.members - NAMED as u64)))?;
            }
        }
        Ok(())
    }
}
