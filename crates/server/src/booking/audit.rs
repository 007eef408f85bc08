//! Checking that what is stored adds up. Reads a range of members at a time; changes nothing.

mod passbook;
mod stored;

use crate::Error;
use crate::store::Conn;
use passbook::Passbook;
use shuke_rules::ledger::{Key, genesis};
use stored::{EntryRow, Lots, MemberRow, SaleRow, Stored, TakenRow};

/// Something that does not add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub card: String,
    pub what: String,
}

/// What an audit saw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    pub members: u64,
    pub entries: u64,
    /// The sum of all entries.
    pub points: i64,
    pub findings: Vec<Finding>,
}

impl Audit {
    /// Both together.
    pub fn and(mut self, other: Self) -> Self {
        self.members += other.members;
        self.entries += other.entries;
        self.points += other.points;
        self.findings.extend(other.findings);
        self
    }
}

/// Checks the members from one id to another (both included).
pub async fn audit(connection: &mut Conn, from: i64, to: i64) -> Result<Audit, Error> {
    let mut stored = Stored::read(connection, from, to).await?;
    let mut audit = Audit::default();
    for member in std::mem::take(&mut stored.members) {
        let held = stored.of(member.id);
        audit.members += 1;
        audit.entries += held.entries.len() as u64;
        audit.points += held.entries.iter().map(|row| row.entry.points.0).sum::<i64>();
        let wrong = wrong(&member, &held);
        audit.findings.extend(wrong.into_iter().map(|what| Finding { card: member.card.clone(), what }));
    }
    Ok(audit)
}

/// What is stored of a member.
struct Held<'a> {
    entries: &'a [EntryRow],
    lots: Lots<'a>,
    taken: &'a [TakenRow],
    sales: &'a [SaleRow],
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

fn sales(held: &Held, wrong: &mut Vec<String>) {
    let mut earned: Vec<(&str, i64)> = held
        .entries
        .iter()
        .filter_map(|row| match Key::parse(&row.entry.key) {
            Some(Key::Sale(sale)) => Some((sale, row.entry.points.0)),
            _ => None,
        })
        .collect();
    earned.sort_unstable();
    for sale in held.sales {
        let place = earned.binary_search_by(|(key, _)| (*key).cmp(&sale.key));
        let booked = place.ok().and_then(|place| earned.get(place)).map_or(0, |(_, points)| *points);
        let SaleRow { key, earned, refunded, taken_back, refunds, .. } = sale;
        if booked != *earned {
            wrong.push(format!("sale {key} earned {earned}, the ledger says {booked}"));
        }
        if *refunded != refunds.0 {
            wrong.push(format!("sale {key}: {refunded} fen refunded, its refunds come to {}", refunds.0));
        }
        if *taken_back != refunds.1 {
            wrong.push(format!("sale {key}: {taken_back} taken back, its refunds took {}", refunds.1));
        }
    }
}
