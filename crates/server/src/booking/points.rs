//! Points that come in and go out, whatever for: lots, debt, chain and rows move together here.

use super::account::{Account, Held, NextEntry};
use super::batch::Batch;
use super::rows::{LedgerRow, LotRow, TakenFrom};
use crate::Error;
use crate::policies::{Rulebook, instant};
use crate::store::{Conn, next_ids};
use shuke_rules::ledger::{self, Debit, EntryKind, Lot, repayment, take, take_back};
use shuke_rules::{Instant, Points};

/// Points that come in.
#[derive(Clone, Debug)]
pub struct Gain {
    pub kind: EntryKind,
    pub points: Points,
    /// The natural key of what brought them.
    pub key: String,
    pub at: Instant,
    pub booked_at: Instant,
    pub ends: Option<Instant>,
    /// The id of the lot that may be opened.
    pub lot: i64,
    pub sale: Option<i64>,
    pub rule_version: i64,
}

/// Points that are spent.
#[derive(Clone, Debug)]
pub struct Price {
    pub kind: EntryKind,
    pub points: Points,
    /// The natural key of what they are spent on.
    pub key: String,
    pub rule_version: i64,
}

/// A debit that is undone.
#[derive(Clone, Debug)]
pub struct Back {
    /// What it took: each lot as it was, holding what left it.
    pub parts: Vec<Held>,
    /// The first of the ids of the lots that may be opened: as many as there are parts.
    pub first_lot: i64,
    /// The natural key of what undoes it.
    pub key: String,
    pub at: Instant,
    /// Nothing that comes back ends before then.
    pub at_least: Instant,
    pub rule_version: i64,
}

/// How many whole days points that come back live at least.
const DAYS_TO_LIVE: u32 = 30;

/// The soonest that points can end which come back at `now`.
pub fn at_least(rulebook: &Rulebook, now: Instant) -> Instant {
    rulebook.zone().end_of(rulebook.zone().day_of(now).plus_days(DAYS_TO_LIVE))
}

/// (lot, points, ends, sale, origin)
type TakenRow = (i64, i64, Option<i64>, Option<i64>, Option<i64>);

const TAKEN: &str = "SELECT lots.id, ledger_lots.points, lots.ends_at, lots.sale_id, lots.origin FROM ledger \
    JOIN ledger_lots ON ledger_lots.member_id = ledger.member_id AND ledger_lots.seq = ledger.seq \
    JOIN lots ON lots.id = ledger_lots.lot_id WHERE ledger.key = $1 AND ledger.member_id = $2 ORDER BY lots.id";

/// Undoes the member's debit that was booked under the key `debit`, as `key` says: its points come back to the account. Gives
/// how many; zero for a price of 0, which made no entry.
///
/// That it is undone once is for the caller to see to; `key` is unique, so a second time fails and leaves nothing behind.
pub async fn give_back(
    tx: &mut Conn,
    rulebook: &Rulebook,
    account: &mut Account,
    debit: &str,
    key: String,
    now: Instant,
    batch: &mut Batch,
) -> Result<Points, Error> {
    let parts = taken_by(tx, account.member, debit).await?;
    undo(tx, rulebook, account, parts, key, now, batch).await
}

/// A part of a debit.
pub struct Part<'a> {
    /// The key under which it was booked.
    pub debit: &'a str,
    /// What came back of it already.
    pub before: Points,
    pub points: Points,
}

/// The same with a part of a debit: what it took last comes back first.
pub async fn give_part_back(
    tx: &mut Conn,
    rulebook: &Rulebook,
    account: &mut Account,
    part: Part<'_>,
    key: String,
    now: Instant,
    batch: &mut Batch,
) -> Result<Points, Error> {
    let mut parts = taken_by(tx, account.member, part.debit).await?;
    let lots: Vec<Lot> = parts.iter().map(|held| held.lot.clone()).collect();
    let back = ledger::part_of_debit(&lots, part.before, part.points);
    parts.retain_mut(|held| match back.iter().find(|lot| lot.id == held.lot.id) {
        Some(lot) => {
            held.lot.left = lot.left;
            true
        }
        None => false,
    });
    undo(tx, rulebook, account, parts, key, now, batch).await
}

/// What a debit took: each lot as it was, holding what left it.
async fn taken_by(tx: &mut Conn, member: i64, debit: &str) -> Result<Vec<Held>, Error> {
    let rows: Vec<TakenRow> = sqlx::query_as(TAKEN).bind(debit).bind(member).fetch_all(&mut *tx).await?;
    let mut parts = Vec::with_capacity(rows.len());
    for (id, points, ends, sale, origin) in rows {
        let lot = Lot { id, left: Points(points), ends: ends.map(instant).transpose()? };
        parts.push(Held { lot, sale, origin });
    }
    Ok(parts)
}

async fn undo(
    tx: &mut Conn,
    rulebook: &Rulebook,
    account: &mut Account,
    parts: Vec<Held>,
    key: String,
    now: Instant,
    batch: &mut Batch,
) -> Result<Points, Error> {
    let first_lot = next_ids(tx, "lots", i64::try_from(parts.len()).map_err(Error::internal)?).await?;
    let (at_least, rule_version) = (at_least(rulebook, now), rulebook.at(now).id);
    Ok(account.give_back(Back { parts, first_lot, key, at: now, at_least, rule_version }, batch))
}

impl Account {
    /// Debt is repaid first, the rest opens a lot. Points that have ended when they are booked repay nothing.
    pub fn gain(&mut self, gain: Gain, batch: &mut Batch) {
        let alive = gain.ends.is_none_or(|ends| gain.booked_at < ends);
        let repaid = if alive { repayment(gain.points, self.debt) } else { Points::ZERO };
        let Gain { kind, points, key, at, rule_version, .. } = gain;
        let Some(entry) = self.chain_on(NextEntry { kind, points, at, key, rule_version }) else { return };
        let left = points - repaid;
        self.debt -= repaid;
        if !left.is_zero() {
            let lot = Lot { id: gain.lot, left, ends: gain.ends };
            self.open(
                LotRow { lot, member: self.member, seq: entry.seq, sale: gain.sale, earned_at: at, origin: None },
                batch,
            );
        }
        batch.entries.push(LedgerRow { entry, member: self.member, lot_points: left, booked_at: gain.booked_at });
    }

    /// Takes a price from the lots that end soonest.
    ///
    /// # Errors
    /// What can be spent at `now`, when it is less; nothing moved then. A price of 0 is paid whatever is owed.
    pub fn spend(&mut self, price: Price, now: Instant, batch: &mut Batch) -> Result<(), Points> {
        let balance = self.balance(now);
        let debit = take(&self.lots(), price.points, now);
        if balance.or_zero() < price.points || !debit.short.is_zero() {
            return Err(balance);
        }
        let Price { kind, points, key, rule_version } = price;
        if let Some(entry) = self.chain_on(NextEntry { kind, points: -points, at: now, key, rule_version }) {
            self.give(&debit, entry.seq, now, batch);
            batch.entries.push(LedgerRow { entry, member: self.member, lot_points: -points, booked_at: now });
        }
        Ok(())
    }

    /// Undoes a debit: what it took comes back in new lots in the name of those it left, so that no lot ever grows. Gives what
    /// came back.
    pub fn give_back(&mut self, back: Back, batch: &mut Batch) -> Points {
        let Back { parts, first_lot, key, at, at_least, rule_version } = back;
        let lots: Vec<Lot> = parts.iter().map(|held| held.lot.clone()).collect();
        let points: Points = lots.iter().map(|lot| lot.left).sum();
        let next = NextEntry { kind: EntryKind::Returned, points, at, key, rule_version };
        let Some(entry) = self.chain_on(next) else { return Points::ZERO };
        let returned = ledger::give_back(&lots, self.debt, at_least);
        self.debt -= returned.repaid;
        for (id, lot) in (first_lot..).zip(returned.lots) {
            let left = parts.iter().find(|held| held.lot.id == lot.id);
            let (sale, first) = (left.and_then(|held| held.sale), left.and_then(|held| held.origin));
            let origin = Some(first.unwrap_or(lot.id));
            let lot = Lot { id, ..lot };
            self.open(LotRow { lot, member: self.member, seq: entry.seq, sale, earned_at: at, origin }, batch);
        }
        let lot_points = points - returned.repaid;
        batch.entries.push(LedgerRow { entry, member: self.member, lot_points, booked_at: at });
        points
    }

    fn open(&mut self, row: LotRow, batch: &mut Batch) {
        self.held.push(Held { lot: row.lot.clone(), sale: row.sale, origin: row.origin });
        batch.lots.push(row);
    }

    /// Takes back what was given: from the lot `own` that it opened and those in its name, then from those that end soonest.
    /// What has ended in its own lots – `ended` is what was booked so – is gone already; what was spent becomes debt.
    pub fn take_away(&mut self, price: Price, own: i64, ended: Points, now: Instant, batch: &mut Batch) {
        let own: Vec<i64> = self.held.iter().filter(|held| held.is_of(own)).map(|held| held.lot.id).collect();
        let debit = take_back(&self.lots(), &own, ended, price.points, now);
        let taken = debit.taken();
        let Price { kind, key, rule_version, .. } = price;
        let next = NextEntry { kind, points: -(taken + debit.short), at: now, key, rule_version };
        if let Some(entry) = self.chain_on(next) {
            self.give(&debit, entry.seq, now, batch);
            batch.entries.push(LedgerRow { entry, member: self.member, lot_points: -taken, booked_at: now });
        }
    }

    /// What a debit takes leaves the lots; what it is short becomes debt.
    pub(super) fn give(&mut self, debit: &Debit, seq: i64, now: Instant, batch: &mut Batch) {
        self.debt += debit.short;
        for (lot, points) in &debit.from {
            for held in self.held.iter_mut().filter(|held| held.lot.id == *lot) {
                held.lot.left -= *points;
            }
            batch.taken.push(TakenFrom { member: self.member, seq, lot: *lot, points: *points, at: now, ended: false });
        }
    }
}
