//! A member's facts, lots, debt and end of the ledger chain, in memory.

use super::replay::Replay;
use crate::policies::Rulebook;
use shuke_rules::ledger::{Entry, EntryKind, Lot, balance, genesis};
use shuke_rules::number::CardNumber;
use shuke_rules::policy::TierId;
use shuke_rules::tiers::{Fact, Standing, Walk};
use shuke_rules::{Day, Fen, Instant, Points};

/// What moves a member on the ladder, with the time and the rule version that it was made under.
#[derive(Clone, Debug)]
pub struct Made {
    pub at: Instant,
    pub day: Day,
    pub version: i64,
    pub what: What,
}

#[derive(Clone, Debug)]
pub enum What {
    Purchase {
        sale: i64,
        paid: Fen,
        /// When how much of it was refunded, oldest first.
        refunds: Vec<(Instant, Fen)>,
    },
    Invitation(TierId),
}

impl Made {
    /// The order of facts: by time, then as they were booked.
    fn order(&self) -> (Instant, i64) {
        match &self.what {
            What::Purchase { sale, .. } => (self.at, *sale),
            What::Invitation(_) => (self.at, 0),
        }
    }

    /// As the ladder sees it when only refunds before `known` count; `None` for a purchase of which nothing is left.
    pub(super) fn fact(&self, known: Option<Instant>) -> Option<Fact> {
        match &self.what {
            What::Invitation(tier) => Some(Fact::Invitation { day: self.day, tier: tier.clone() }),
            What::Purchase { paid, refunds, .. } => {
                let counted = refunds.iter().filter(|(at, _)| known.is_none_or(|known| *at < known));
                let refunded: Fen = counted.map(|(_, amount)| *amount).sum();
                let whole = refunded.is_zero() || refunded < *paid;
                whole.then(|| Fact::Purchase { day: self.day, paid: *paid - refunded })
            }
        }
    }
}

/// A lot of the account and the sale that opened it.
#[derive(Clone, Debug)]
pub struct Held {
    pub lot: Lot,
    pub sale: Option<i64>,
    /// The lot in whose name it holds points that came back: the first that they were in, however often they went and came.
    pub origin: Option<i64>,
}

impl Held {
    /// Whether its points are those of lot `first`.
    pub fn is_of(&self, first: i64) -> bool {
        self.lot.id == first || self.origin == Some(first)
    }
}

/// An account. Moves in memory by [`Account::sell`] and [`Account::refund`]; the rows they give are to be written.
#[derive(Clone, Debug)]
pub struct Account {
    pub member: i64,
    pub card: CardNumber,
    pub joined_at: Instant,
    pub joined_day: Day,
    pub closed_at: Option<Instant>,
    /// By [`Made::order`].
    pub(super) facts: Vec<Made>,
    /// Those with something left in them, ended ones included.
    pub(super) held: Vec<Held>,
    pub(super) debt: Points,
    pub(super) seq: i64,
    pub(super) hash: String,
    /// What the row of the member says: a write is refused if another came between.
    pub(super) stored: (i64, Points),
    /// Where the replay of all facts stopped, so that the next sale need not begin at the beginning.
    tip: Option<(Day, Standing, Vec<Fact>)>,
}

impl Account {
    /// Of somebody who joins now.
    pub fn new(member: i64, card: CardNumber, joined_at: Instant, joined_day: Day) -> Self {
        let hash = genesis(card.as_str());
        Self {
            member,
            card,
            joined_at,
            joined_day,
            closed_at: None,
            facts: Vec::new(),
            held: Vec::new(),
            debt: Points::ZERO,
            seq: 0,
            hash,
            stored: (0, Points::ZERO),
            tip: None,
        }
    }

    pub fn debt(&self) -> Points {
        self.debt
    }

    /// The day of each purchase of which something is still paid, and how much that is, oldest first.
    pub fn purchases(&self) -> Vec<(Day, Fen)> {
        let paid = |made: &Made| match made.fact(None) {
            Some(Fact::Purchase { day, paid }) if paid > Fen::ZERO => Some((day, paid)),
            _ => None,
        };
        self.facts.iter().filter_map(paid).collect()
    }

    /// The end of the ledger chain: how many entries, and the hash of the last.
    pub fn chain(&self) -> (i64, &str) {
        (self.seq, &self.hash)
    }

    /// Every lot with something left in it, ended ones included.
    pub fn lots(&self) -> Vec<Lot> {
        self.held.iter().map(|held| held.lot.clone()).collect()
    }

    /// The same with the sales that they came from.
    pub fn held(&self) -> impl Iterator<Item = &Held> {
        self.held.iter()
    }

    /// What can be spent at `now`; negative when there is more debt than points.
    pub fn balance(&self, now: Instant) -> Points {
        balance(&self.lots(), self.debt, now)
    }

    /// When the next points end of those that can be spent at `now`.
    pub fn next_end(&self, now: Instant) -> Option<Instant> {
        self.held.iter().filter_map(|held| held.lot.ends).filter(|ends| *ends > now).min()
    }

    /// The walk through everything that happened up to the end of `day`, all refunds known so far taken off.
    pub fn walk<'a>(&self, rulebook: &'a Rulebook, day: Day) -> Walk<'a> {
        let until = self.facts.partition_point(|made| made.day <= day);
        let mut replay = self.replay(rulebook, until);
        replay.go_to(day);
        replay.into_walk()
    }

    /// The tiers held from the end of `first` until that of `last`, by what is known now: also those that a review ended, and none that
    /// a refund undid.
    pub fn tiers_held(&self, rulebook: &Rulebook, first: Day, last: Day) -> Vec<TierId> {
        let walk = self.walk(rulebook, last);
        let later = walk.steps().iter().filter(|step| step.day > first).map(|step| step.to.clone());
        std::iter::once(self.standing_at(rulebook, first).tier).chain(later).collect()
    }

    /// Where the member would stand at the end of `day`, not in the past, after a purchase of nothing under the rules in
    /// force: the tier that thresholds lift to as soon as they are asked again.
    pub fn standing_after_next(&self, rulebook: &Rulebook, day: Day) -> Standing {
        let mut replay = self.replay(rulebook, self.facts.len());
        replay.take(&Fact::Purchase { day, paid: Fen::ZERO }, rulebook.current().id);
        replay.into_walk().into_standing()
    }

    /// Where the member stands at the end of `day`, by what is known now.
    pub fn standing_at(&self, rulebook: &Rulebook, day: Day) -> Standing {
        match &self.tip {
            Some((tip, standing, facts)) if *tip <= day => {
                let mut replay = Replay::resume(rulebook, *tip, standing.clone(), facts.clone());
                replay.go_to(day);
                replay.into_walk().into_standing()
            }
            _ => self.walk(rulebook, day).into_standing(),
        }
    }

    /// Replays everything once, so that what is asked next need not.
    pub(super) fn prime(&mut self, rulebook: &Rulebook) {
        if let Some(last) = self.facts.last() {
            let (day, walk) = (last.day, self.replay(rulebook, self.facts.len()).into_walk());
            let facts = walk.facts().to_vec();
            self.tip = Some((day, walk.into_standing(), facts));
        }
    }

    /// The replay of the first `count` facts.
    fn replay<'a>(&self, rulebook: &'a Rulebook, count: usize) -> Replay<'a> {
        let mut replay = Replay::start(rulebook, self.joined_day);
        for made in self.facts.iter().take(count) {
            if let Some(fact) = made.fact(None) {
                replay.take(&fact, made.version);
            }
        }
        replay
    }

    /// The tier held just before and just after a purchase that is now added to the facts.
    pub(super) fn add_purchase(&mut self, rulebook: &Rulebook, made: Made) -> (TierId, TierId) {
        let place = self.facts.partition_point(|other| other.order() <= made.order());
        let last = place == self.facts.len();
        let mut replay = match self.tip.take().filter(|_| last) {
            Some((day, standing, facts)) => Replay::resume(rulebook, day, standing, facts),
            None => self.replay(rulebook, place),
        };
        replay.go_to(made.day);
        let before = replay.walk().standing().tier.clone();
        if let Some(fact) = made.fact(None) {
            replay.take(&fact, made.version);
        }
        let after = replay.walk().standing().tier.clone();
        if last {
            let facts = replay.walk().facts().to_vec();
            self.tip = Some((made.day, replay.into_walk().into_standing(), facts));
        }
        self.facts.insert(place, made);
        (before, after)
    }

    pub(super) fn add_invitation(&mut self, made: Made) {
        let place = self.facts.partition_point(|other| other.order() <= made.order());
        self.facts.insert(place, made);
        self.tip = None;
    }

    pub(super) fn add_refund(&mut self, sale: i64, at: Instant, amount: Fen) {
        self.tip = None;
        for made in &mut self.facts {
            match &mut made.what {
                What::Purchase { sale: other, refunds, .. } if *other == sale => refunds.push((at, amount)),
                _ => {}
            }
        }
    }

    /// The next entry of the ledger. `None` for one that moves nothing.
    pub(super) fn chain_on(&mut self, next: NextEntry) -> Option<Entry> {
        if next.points.is_zero() {
            return None;
        }
        let NextEntry { kind, points, at, key, rule_version } = next;
        let mut entry = Entry { seq: self.seq + 1, kind, points, at, key, rule_version, hash: String::new() };
        entry.hash = entry.chained(&self.hash);
        self.seq = entry.seq;
        self.hash.clone_from(&entry.hash);
        Some(entry)
    }
}

/// An entry before it is chained.
pub(super) struct NextEntry {
    pub kind: EntryKind,
    pub points: Points,
    pub at: Instant,
    pub key: String,
    pub rule_version: i64,
}
