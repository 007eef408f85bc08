//! Checking that what is stored adds up. Reads a range of members at a time; changes nothing.
//!
//! Every entry of the ledger has a cause: a row that says why points moved. The owners of those rows say which entry each asks for
//! ([`Cause`](crate::audit::Cause)); here they are held against the ledger, both ways.

mod causes;
mod owed;
mod passbook;
mod read;
mod sold;
mod stated;
mod stored;

pub use stated::TABLES;
pub use stored::Stored;

use crate::audit::{Range, Seen};
use causes::Causes;
use passbook::Passbook;
use shuke_rules::ledger::genesis;
use shuke_rules::number::CardNumber;
use stored::{EntryRow, Lots, MemberRow, RefundRow, SaleRow, TakenRow};

/// What an audit saw of ledgers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ledgers {
    pub members: u64,
    pub entries: u64,
    /// The sum of all entries.
    pub points: i64,
}

impl Ledgers {
    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            members: self.members + other.members,
            entries: self.entries + other.entries,
            points: self.points + other.points,
        }
    }
}

/// Checks the members of a range, once everybody has said what moved points.
pub fn audit(stored: &Stored, range: &Range, seen: &mut Seen) -> Ledgers {
    sold::causes(stored, range, seen);
    owed::causes(stored, range, seen);
    let mut causes = Causes::of(std::mem::take(&mut seen.causes));
    let mut ledgers = Ledgers::default();
    for member in &stored.members {
        let held = stored.of(member.id);
        ledgers.members += 1;
        ledgers.entries += held.entries.len() as u64;
        ledgers.points += held.entries.iter().map(|row| row.entry.points.0).sum::<i64>();
        for what in wrong(member, &held) {
            seen.wrong("ledger", &member.card, what);
        }
        causes.compare(member, &held, seen);
    }
    causes.left(range, seen);
    stored.count(seen);
    ledgers
}

/// What is stored of a member.
struct Held<'a> {
    entries: &'a [EntryRow],
    lots: Lots<'a>,
    taken: &'a [TakenRow],
    sales: &'a [SaleRow],
    refunds: &'a [RefundRow],
}

fn wrong(member: &MemberRow, held: &Held) -> Vec<String> {
    let mut passbook = Passbook::of(held.entries, held.lots, held.taken);
    passbook.compare(held.lots, member.debt);
    let mut wrong = passbook.wrong;
    wrong.extend(broken_chain(member, held.entries));
    let left: i64 = held.lots.iter().map(|lot| lot.left).sum();
    let sum: i64 = held.entries.iter().map(|row| row.entry.points.0).sum();
    if sum != left - member.debt {
        wrong.push(format!("entries come to {sum}, but lots hold {left} and {} are owed", member.debt));
    }
    if CardNumber::parse(&member.card).is_none() {
        wrong.push("the card's check digit is wrong".to_owned());
    }
    sales(held, &mut wrong);
    wrong
}

/// Where the chain breaks, or that it does not end where the member's row says.
fn broken_chain(member: &MemberRow, entries: &[EntryRow]) -> Option<String> {
    let mut last = (0, genesis(&member.card));
    for (row, seq) in entries.iter().zip(1..) {
        if row.entry.seq != seq || row.entry.hash != row.entry.chained(&last.1) {
            return Some(format!("the chain is broken at entry {}", row.entry.seq));
        }
        last.0 = seq;
        last.1.clone_from(&row.entry.hash);
    }
    let ends = last == (member.seq, member.hash.clone());
    (!ends).then(|| format!("the chain ends at entry {}, the member's row says {}", last.0, member.seq))
}

/// What refunds noted in the rows of their sales.
fn sales(held: &Held, wrong: &mut Vec<String>) {
    for sale in held.sales {
        let refunds = held.refunds.iter().filter(|refund| refund.sale == sale.id);
        let (fen, points) = refunds.fold((0, 0), |sum, refund| (sum.0 + refund.amount, sum.1 + refund.taken_back));
        let SaleRow { key, refunded, taken_back, .. } = sale;
        if *refunded != fen {
            wrong.push(format!("sale {key}: {refunded} fen refunded, its refunds come to {fen}"));
        }
        if *taken_back != points {
            wrong.push(format!("sale {key}: {taken_back} taken back, its refunds took {points}"));
        }
    }
    for refund in held.refunds.iter().filter(|refund| !held.sales.iter().any(|sale| sale.id == refund.sale)) {
        wrong.push(format!("refund {} is of sale {}, which is none of the member's", refund.key, refund.sale));
    }
}
