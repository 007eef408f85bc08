//! Which members a policy would move up or down. Counts and names them; decides no tier.
//!
//! A new version moves nobody by itself: thresholds are asked again at a member's next purchase and at the review of their
//! tier. Both are looked at, under the rules in force and under the new ones, with everything bought so far and nothing more.

use crate::Error;
use crate::booking::{Account, facts_after};
use crate::policies::Rulebook;
use crate::store::Conn;
use shuke_rules::policy::TierId;
use shuke_rules::{Day, Instant};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// How many members are named in each list.
pub const NAMED: usize = 20;
/// How many members are looked at together.
const PART: i64 = 500;

/// Everybody's tier now and later, under the rules in force and under the new ones.
#[derive(Debug)]
pub struct Moves {
    /// Every tier of the new policy with its name, lowest first.
    pub tiers: Vec<(TierId, String)>,
    /// Who has not left.
    pub members: u64,
    pub now: BTreeMap<TierId, u64>,
    /// As soon as they buy something.
    pub purchase: Comparison,
    /// At their next review, if they buy nothing more; of those only whose tier lapses.
    pub review: Comparison,
}

/// How many hold each tier under the old and under the new rules, and who moves between the two.
#[derive(Debug, Default)]
pub struct Comparison {
    pub old: BTreeMap<TierId, u64>,
    pub new: BTreeMap<TierId, u64>,
    pub gain: Moved,
    pub lose: Moved,
}

/// Members who move: how many, and the first [`NAMED`] of them by card.
#[derive(Debug, Default)]
pub struct Moved {
    pub members: u64,
    pub first: BTreeMap<String, Move>,
}

/// A member's tier under the old and under the new rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    pub from: TierId,
    pub to: TierId,
    /// The day of the review.
    pub on: Option<Day>,
}

/// The moves of all members.
pub async fn all(connection: &mut Conn, old: &Rulebook, new: &Rulebook, now: Instant) -> Result<Moves, Error> {
    let today = old.zone().day_of(now);
    let mut moves = Moves::of(new);
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
    fn of(new: &Rulebook) -> Self {
        Self {
            tiers: new.current().policy.tiers.iter().map(|tier| (tier.id.clone(), tier.name.zh.clone())).collect(),
            members: 0,
            now: BTreeMap::new(),
            purchase: Comparison::default(),
            review: Comparison::default(),
        }
    }

    /// Whether anybody's tier lapses.
    pub fn any_review(&self) -> bool {
        !self.review.old.is_empty()
    }

    fn add(&mut self, account: &Account, old: &Rulebook, new: &Rulebook, today: Day) {
        let standing = account.standing_at(old, today);
        self.members += 1;
        *self.now.entry(standing.tier.clone()).or_default() += 1;
        let bought = [old, new].map(|rulebook| account.standing_after_next(rulebook, today).tier);
        self.purchase.add(account, new, bought, None);
        if let Some(review) = standing.review {
            let reviewed = [old, new].map(|rulebook| account.standing_at(rulebook, review).tier);
            self.review.add(account, new, reviewed, Some(review));
        }
    }
}

impl Comparison {
    fn add(&mut self, account: &Account, new: &Rulebook, [from, to]: [TierId; 2], on: Option<Day>) {
        *self.old.entry(from.clone()).or_default() += 1;
        *self.new.entry(to.clone()).or_default() += 1;
        let rank = |tier| new.current().rules.rank(tier);
        let moved = match rank(&to).cmp(&rank(&from)) {
            Ordering::Equal => return,
            Ordering::Greater => &mut self.gain,
            Ordering::Less => &mut self.lose,
        };
        moved.members += 1;
        moved.first.insert(account.card.as_str().to_owned(), Move { from, to, on });
        if moved.first.len() > NAMED {
            moved.first.pop_last();
        }
    }
}
