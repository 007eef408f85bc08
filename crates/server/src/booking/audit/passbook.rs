//! A member's ledger gone through from its first entry to its last, as with a pencil: nothing of the code that books is used.

use super::stored::{EntryRow, LotRow, Lots, TakenRow};
use shuke_rules::ledger::EntryKind;
use std::collections::BTreeMap;

/// A lot as the entries so far leave it.
struct Line {
    left: i64,
    ends: Option<i64>,
    sale: Option<i64>,
    is_first: bool,
    /// What an entry booked as ended in it.
    ended: i64,
}

impl Line {
    /// What sorts lots: soonest to end first, the older where they end together.
    fn order(&self, id: i64) -> (i64, i64) {
        (self.ends.unwrap_or(i64::MAX), id)
    }

    fn is_over(&self, at: i64) -> bool {
        self.ends.is_some_and(|ends| ends <= at)
    }
}

/// Where the entries lead, and what on the way is wrong.
#[derive(Default)]
pub struct Passbook {
    lots: BTreeMap<i64, Line>,
    owed: i64,
    pub wrong: Vec<String>,
}

impl Passbook {
    /// Goes through the entries. They, the lots that they opened and what they took are by their numbers.
    pub fn of(entries: &[EntryRow], lots: Lots, taken: &[TakenRow]) -> Self {
        let mut book = Self::default();
        let (mut lots, mut taken) = (lots, taken);
        for row in entries {
            let seq = row.entry.seq;
            let (opened, later) = lots.split_at(lots.partition_point(|lot| lot.seq <= seq));
            let (debits, rest) = taken.split_at(taken.partition_point(|taken| taken.seq <= seq));
            (lots, taken) = (later, rest);
            book.debit(row, debits);
            book.open(row, opened);
            book.total(row, opened, debits);
        }
        for lot in lots {
            book.wrong.push(format!("the lot of entry {}: there is no such entry", lot.seq));
        }
        for debit in taken {
            book.wrong.push(format!("entry {} took from a lot, but there is no such entry", debit.seq));
        }
        book
    }

    fn no(&mut self, seq: i64, what: &str) {
        self.wrong.push(format!("entry {seq} {what}"));
    }

    fn debit(&mut self, row: &EntryRow, debits: &[TakenRow]) {
        let (seq, at) = (row.entry.seq, row.entry.at.timestamp_micros());
        let is_end = row.entry.kind == EntryKind::Ended;
        let mut last = (i64::MIN, 0);
        for debit in debits {
            if debit.seq != seq {
                self.no(debit.seq, "took from a lot, but there is no such entry");
            }
            let Some(line) = self.lots.get_mut(&debit.lot) else {
                self.no(seq, "takes from a lot that is not open yet");
                continue;
            };
            line.left -= debit.points;
            line.ended += if is_end { debit.points } else { 0 };
            last = last.max(line.order(debit.lot));
            let in_time = debit.at == at;
            let (left, over, ends) = (line.left, line.is_over(at), line.ends);
            if !in_time {
                self.no(seq, "takes from a lot at another time");
            }
            if left < 0 {
                self.no(seq, "takes more from a lot than is in it");
            }
            if is_end && (left != 0 || ends != Some(at)) {
                self.no(seq, "is the end of a lot that does not end there");
            }
            if !is_end && over {
                self.no(seq, "takes from a lot that has ended");
            }
        }
        let is_price = matches!(row.entry.kind, EntryKind::MadeUp | EntryKind::Redeemed | EntryKind::Paid);
        let sooner = |(id, line): (&i64, &Line)| line.left > 0 && !line.is_over(at) && line.order(*id) < last;
        if is_price && self.lots.iter().any(sooner) {
            self.no(seq, "takes from a lot though another ends sooner");
        }
        if is_price && row.lot_points != row.entry.points.0 {
            self.no(seq, "spends more than there is");
        }
    }

    fn open(&mut self, row: &EntryRow, opened: &[LotRow]) {
        let is_return = row.entry.kind == EntryKind::Returned;
        for lot in opened {
            if lot.seq != row.entry.seq {
                self.no(lot.seq, "opened a lot, but there is no such entry");
            }
            let origin = lot.origin.map(|origin| self.lots.get(&origin));
            let right = match origin {
                None => !is_return,
                Some(None) => false,
                Some(Some(origin)) => {
                    is_return
                        && origin.is_first
                        && origin.sale == lot.sale
                        && (origin.order(0) <= (lot.ends.unwrap_or(i64::MAX), 0))
                }
            };
            if !right {
                self.no(row.entry.seq, "opens a lot in the name of a wrong one");
            }
            self.lots.insert(
                lot.id,
                Line { left: lot.amount, ends: lot.ends, sale: lot.sale, is_first: lot.origin.is_none(), ended: 0 },
            );
        }
    }

    fn total(&mut self, row: &EntryRow, opened: &[LotRow], debits: &[TakenRow]) {
        let moved =
            opened.iter().map(|lot| lot.amount).sum::<i64>() - debits.iter().map(|debit| debit.points).sum::<i64>();
        if moved != row.lot_points {
            self.no(row.entry.seq, &format!("moved {} in lots, which show {moved}", row.lot_points));
        }
        self.owed += row.lot_points - row.entry.points.0;
        if self.owed < 0 {
            self.no(row.entry.seq, "repays more than is owed");
        }
    }

    /// Compares where the entries lead with what is stored: each lot, and the debt.
    pub fn compare(&mut self, lots: Lots, debt: i64) {
        for lot in lots {
            let Some(line) = self.lots.get(&lot.id) else { continue };
            if (line.left, line.ended) != (lot.left, lot.ended) {
                let told = format!(
                    "the lot of entry {}: {} left and {} ended by the entries, {} and {} by itself",
                    lot.seq, line.left, line.ended, lot.left, lot.ended
                );
                self.wrong.push(told);
            }
        }
        if self.owed != debt {
            self.wrong.push(format!("entries leave {} owed, the member's row says {debt}", self.owed));
        }
    }
}
