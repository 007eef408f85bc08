//! Points that come in and go out, whatever for: lots, debt, chain and rows move together here.

use super::account::{Account, Held, NextEntry};
use super::batch::Batch;
use super::rows::{LedgerRow, LotRow, TakenFrom};
use shuke_rules::ledger::{Debit, EntryKind, Lot, repayment, take};
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
            let row = LotRow { lot: lot.clone(), member: self.member, seq: entry.seq, sale: gain.sale, earned_at: at };
            batch.lots.push(row);
            self.held.push(Held { lot, sale: gain.sale });
        }
        batch.entries.push(LedgerRow { entry, member: self.member, lot_points: left, booked_at: gain.booked_at });
    }

    /// Takes a price from the lots that end soonest.
    ///
    /// # Errors
    /// What can be spent at `now`, when it is less; nothing moved then.
    pub fn spend(&mut self, price: Price, now: Instant, batch: &mut Batch) -> Result<(), Points> {
        let balance = self.balance(now);
        let debit = take(&self.lots(), price.points, now);
        if balance < price.points || !debit.short.is_zero() {
            return Err(balance);
        }
        let Price { kind, points, key, rule_version } = price;
        if let Some(entry) = self.chain_on(NextEntry { kind, points: -points, at: now, key, rule_version }) {
            self.give(&debit, entry.seq, now, batch);
            batch.entries.push(LedgerRow { entry, member: self.member, lot_points: -points, booked_at: now });
        }
        Ok(())
    }

    /// What a debit takes leaves the lots; what it is short becomes debt.
    pub(super) fn give(&mut self, debit: &Debit, seq: i64, now: Instant, batch: &mut Batch) {
        self.debt += debit.short;
        for (lot, points) in &debit.from {
            for held in self.held.iter_mut().filter(|held| held.lot.id == *lot) {
                held.lot.left -= *points;
            }
            batch.taken.push(TakenFrom { member: self.member, seq, lot: *lot, points: *points, at: now });
        }
    }
}
