//! Lots, debits, debt and the hash chain of a member's ledger. Owns what an entry does to the lots;
//! the server stores both in one transaction.
//!
//! Balance = Σ of what is left in the lots that have not ended − debt, always.

pub use key::{Key, SaleKey, TaskKey};
pub use kind::EntryKind;

mod key;
mod kind;

use crate::hex::hex;
use crate::money::Points;
use crate::time::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shuke_json::FromJson;

/// Points that were earned together and end together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    pub id: i64,
    pub left: Points,
    /// The first instant at which they are gone; `None`: they never end.
    pub ends: Option<Instant>,
}

impl Lot {
    fn is_open(&self, now: Instant) -> bool {
        self.left.0 > 0 && self.ends.is_none_or(|ends| now < ends)
    }
}

/// What the member can spend at `now`.
pub fn balance(lots: &[Lot], debt: Points, now: Instant) -> Points {
    open(lots, now).map(|lot| lot.left).sum::<Points>() - debt
}

fn open(lots: &[Lot], now: Instant) -> impl Iterator<Item = &Lot> {
    lots.iter().filter(move |lot| lot.is_open(now))
}

/// What sorts lots: soonest to end first, the older where they end together.
fn soonest(lot: &Lot) -> (bool, Option<Instant>, i64) {
    (lot.ends.is_none(), lot.ends, lot.id)
}

/// How much ends when, for every instant at which something does, soonest first.
pub fn endings(lots: &[Lot], now: Instant) -> Vec<(Instant, Points)> {
    let mut dated: Vec<(Instant, Points)> = open(lots, now).filter_map(|lot| Some((lot.ends?, lot.left))).collect();
    dated.sort_by_key(|(ends, _)| *ends);
    let mut sums: Vec<(Instant, Points)> = Vec::new();
    for (ends, points) in dated {
        match sums.last_mut() {
            Some((last, sum)) if *last == ends => *sum += points,
            _ => sums.push((ends, points)),
        }
    }
    sums
}

/// A debit: what leaves which lot, and what no lot could give.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Debit {
    pub from: Vec<(i64, Points)>,
    pub short: Points,
}

/// Takes `amount` from open lots, soonest to end first (the older lot where they end together).
pub fn take(lots: &[Lot], amount: Points, now: Instant) -> Debit {
    let mut order: Vec<&Lot> = open(lots, now).collect();
    order.sort_by_key(|lot| soonest(lot));
    let mut debit = Debit { from: Vec::new(), short: amount.or_zero() };
    for lot in order {
        if debit.short.is_zero() {
            break;
        }
        let taken = lot.left.min(debit.short);
        debit.from.push((lot.id, taken));
        debit.short -= taken;
    }
    debit
}

/// Takes back `amount` that the lots `own` hold or held for a purchase now refunded: from those first, then from the others.
///
/// What already ended in `own` is gone and not asked for again: what still stands in those that are over, and `ended`, which
/// is what was booked as ended there less what was excused before. What the member has spent and no lot can give is `short`:
/// a debt that later earnings repay.
pub fn take_back(lots: &[Lot], own: &[i64], ended: Points, amount: Points, now: Instant) -> Debit {
    let (own, others): (Vec<Lot>, Vec<Lot>) = lots.iter().cloned().partition(|lot| own.contains(&lot.id));
    let over: Points = own.iter().filter(|lot| !lot.is_open(now)).map(|lot| lot.left).sum();
    let asked = (amount - (over + ended).or_zero()).or_zero();
    let mut debit = take(&own, asked, now);
    let rest = take(&others, debit.short, now);
    debit.from.extend(rest.from);
    debit.short = rest.short;
    debit
}

impl Debit {
    /// What leaves the lots in all.
    pub fn taken(&self) -> Points {
        self.from.iter().map(|(_, points)| *points).sum()
    }
}

/// What a debit took comes back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    /// New lots to be opened, soonest to end first; the id is that of the lot in whose name the points come.
    pub lots: Vec<Lot>,
    /// What repaid debt.
    pub repaid: Points,
}

/// Undoes a debit that took `parts`: what each lot gave, under that lot's id and with that lot's end. Points that would end
/// before `at_least` live until then. Debt is repaid first, by the points that end soonest.
pub fn give_back(parts: &[Lot], debt: Points, at_least: Instant) -> Returned {
    let alive = |part: &Lot| Lot { ends: part.ends.map(|ends| ends.max(at_least)), ..part.clone() };
    let mut lots: Vec<Lot> = parts.iter().map(alive).collect();
    lots.sort_by_key(soonest);
    let mut owed = debt;
    for lot in &mut lots {
        let repaid = repayment(lot.left, owed);
        lot.left -= repaid;
        owed -= repaid;
    }
    lots.retain(|lot| !lot.left.is_zero());
    Returned { lots, repaid: debt - owed }
}

/// A part of a debit that took `parts`, to be undone: what it took last goes back first, as if it had been so much smaller. Of
/// `amount` points, after `before` of them went back already; each under its lot's id and with its lot's end.
pub fn part_of_debit(parts: &[Lot], before: Points, amount: Points) -> Vec<Lot> {
    let mut order: Vec<&Lot> = parts.iter().collect();
    order.sort_by_key(|lot| core::cmp::Reverse(soonest(lot)));
    let (mut skip, mut rest) = (before, amount);
    let mut back = Vec::new();
    for lot in order {
        let gone = lot.left.min(skip);
        skip -= gone;
        let left = (lot.left - gone).min(rest);
        rest -= left;
        if left > Points::ZERO {
            back.push(Lot { left, ..lot.clone() });
        }
    }
    back
}

/// How much of a credit repays debt; the rest opens a lot.
pub fn repayment(credit: Points, debt: Points) -> Points {
    credit.min(debt).or_zero()
}

/// One entry, as it is chained, exported and checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Entry {
    /// 1, 2, 3 … without a gap for each member.
    pub seq: i64,
    pub kind: EntryKind,
    /// What the balance changed by.
    pub points: Points,
    /// When it took effect.
    pub at: Instant,
    /// The natural key of what happened, a [`Key`]: the same event twice moves points once.
    pub key: String,
    /// The rule version it was decided under.
    pub rule_version: i64,
    /// SHA-256, 64 hexadecimal digits, over the previous entry's hash and this entry.
    pub hash: String,
}

/// The hash before the first entry of the member with this card.
pub fn genesis(card: &str) -> String {
    hex(&Sha256::digest(format!("shuke ledger 1\n{card}")))
}

impl Entry {
    /// The hash that this entry must carry after `previous`.
    pub fn chained(&self, previous: &str) -> String {
        let canonical = format!(
            "{previous}\n{}\n{}\n{}\n{}\n{}\n{}",
            self.seq,
            self.kind.name(),
            self.points.0,
            self.at.timestamp_micros(),
            self.rule_version,
            self.key,
        );
        hex(&Sha256::digest(canonical))
    }
}

/// The sequence number of the first entry that does not follow from those before it; `None` when the chain is whole.
pub fn first_broken(card: &str, entries: &[Entry]) -> Option<i64> {
    let mut previous = genesis(card);
    for (entry, seq) in entries.iter().zip(1..) {
        if entry.seq != seq || entry.hash != entry.chained(&previous) {
            return Some(entry.seq);
        }
        previous.clone_from(&entry.hash);
    }
    None
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Duration, TimeZone, Utc};

    fn now() -> Instant {
        Utc.with_ymd_and_hms(2026, 6, 1, 4, 0, 0).unwrap()
    }

    fn lot(id: i64, left: i64, days: Option<i64>) -> Lot {
        Lot { id, left: Points(left), ends: days.map(|days| now() + Duration::days(days)) }
    }

    #[test]
    fn the_soonest_to_end_is_taken_first_and_the_ended_never() {
        let lots = [lot(1, 100, None), lot(2, 50, Some(30)), lot(3, 40, Some(10)), lot(4, 900, Some(0))];
        let debit = take(&lots, Points(120), now());
        assert_eq!(debit, Debit { from: vec![(3, Points(40)), (2, Points(50)), (1, Points(30))], short: Points::ZERO });
        assert_eq!(balance(&lots, Points::ZERO, now()), Points(190));
    }

    #[test]
    fn what_no_lot_can_give_is_short_and_never_a_negative_lot() {
        let debit = take(&[lot(1, 30, None)], Points(100), now());
        assert_eq!((debit.taken(), debit.short), (Points(30), Points(70)));
    }

    #[test]
    fn a_refund_takes_from_the_lot_that_the_purchase_opened() {
        let lots = [lot(1, 100, Some(5)), lot(2, 100, Some(500))];
        assert_eq!(take_back(&lots, &[2], Points::ZERO, Points(80), now()).from, [(2, Points(80))]);
        assert_eq!(take_back(&lots, &[2], Points::ZERO, Points(130), now()).from, [(2, Points(100)), (1, Points(30))]);
    }

    #[test]
    fn points_that_ended_before_the_refund_are_not_asked_for_again_booked_or_not() {
        let lots = [lot(1, 60, Some(-1)), lot(2, 500, None)];
        assert_eq!(take_back(&lots, &[1], Points::ZERO, Points(60), now()), Debit::default());
        assert_eq!(take_back(&lots, &[1], Points::ZERO, Points(100), now()).from, [(2, Points(40))]);
        let booked = [lot(2, 500, None)];
        assert_eq!(take_back(&booked, &[], Points(60), Points(100), now()).from, [(2, Points(40))]);
        let excused_before = take_back(&lots, &[1], Points(-50), Points(60), now());
        assert_eq!(excused_before.from, [(2, Points(50))]);
    }

    #[test]
    fn a_refund_takes_from_every_lot_of_the_purchase_before_any_other() {
        let lots = [lot(1, 30, Some(400)), lot(2, 500, Some(3)), lot(3, 70, Some(40))];
        let debit = take_back(&lots, &[1, 3], Points::ZERO, Points(120), now());
        assert_eq!(debit.from, [(3, Points(70)), (1, Points(30)), (2, Points(20))]);
    }

    #[test]
    fn a_part_of_a_debit_goes_back_to_the_lots_that_it_took_from_last() {
        let parts = [lot(1, 30, Some(5)), lot(2, 50, None), lot(3, 20, Some(90))];
        let back = |before, amount| part_of_debit(&parts, Points(before), Points(amount));
        let told = |lots: Vec<Lot>| lots.iter().map(|lot| (lot.id, lot.left.0, lot.ends)).collect::<Vec<_>>();
        let ends = |id: usize| parts[id - 1].ends;
        assert_eq!(told(back(0, 60)), [(2, 50, None), (3, 10, ends(3))]);
        assert_eq!(told(back(60, 25)), [(3, 10, ends(3)), (1, 15, ends(1))]);
        assert_eq!(told(back(85, 99)), [(1, 15, ends(1))], "never more than it took");
        assert_eq!(told(back(100, 1)), []);
    }

    #[test]
    fn points_come_back_with_the_end_of_their_lot_and_at_least_some_days_to_live() {
        let month = now() + Duration::days(30);
        let back = give_back(&[lot(1, 40, Some(-5)), lot(2, 50, Some(90)), lot(3, 10, None)], Points::ZERO, month);
        assert_eq!(back.lots, [lot(1, 40, Some(30)), lot(2, 50, Some(90)), lot(3, 10, None)]);
        assert_eq!(back.repaid, Points::ZERO);
    }

    #[test]
    fn points_that_come_back_repay_debt_first_from_those_that_end_soonest() {
        let month = now() + Duration::days(30);
        let back = give_back(&[lot(1, 40, None), lot(2, 50, Some(90))], Points(60), month);
        assert_eq!((back.lots, back.repaid), (vec![lot(1, 30, None)], Points(60)));
        let all = give_back(&[lot(1, 40, None)], Points(60), month);
        assert_eq!((all.lots, all.repaid), (vec![], Points(40)));
    }

    #[test]
    fn spent_points_that_must_come_back_become_debt_and_earnings_repay_it() {
        let debit = take_back(&[lot(1, 20, None)], &[1], Points::ZERO, Points(50), now());
        assert_eq!(debit.short, Points(30));
        assert_eq!(repayment(Points(100), debit.short), Points(30));
        assert_eq!(repayment(Points(10), debit.short), Points(10));
        assert_eq!(balance(&[], Points(30), now()), Points(-30));
    }

    #[test]
    fn every_date_on_which_points_end_is_listed() {
        let lots = [lot(1, 10, Some(40)), lot(2, 5, Some(10)), lot(3, 7, Some(40)), lot(4, 9, None)];
        let expected = [(now() + Duration::days(10), Points(5)), (now() + Duration::days(40), Points(17))];
        assert_eq!(endings(&lots, now()), expected);
    }

    #[test]
    fn a_changed_entry_breaks_the_chain_where_it_stands() {
        let mut entries = Vec::new();
        let mut previous = genesis("6901012345678");
        for seq in 1..=3 {
            let mut entry = Entry {
                seq,
                kind: EntryKind::Earned,
                points: Points(10 * seq),
                at: now(),
                key: Key::Sale(&seq.to_string()).to_string(),
                rule_version: 1,
                hash: String::new(),
            };
            entry.hash = entry.chained(&previous);
            previous.clone_from(&entry.hash);
            entries.push(entry);
        }
        assert_eq!(first_broken("6901012345678", &entries), None);
        assert_eq!(first_broken("6901012345679", &entries), Some(1));
        entries[1].points = Points(2000);
        assert_eq!(first_broken("6901012345678", &entries), Some(2));
    }
}
