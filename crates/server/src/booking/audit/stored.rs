//! What an audit reads of a range of members: every table by member.

use super::{Held, read};
use crate::Error;
use crate::audit::{Member, Range, Sale, Seen};
use crate::policies::Rulebook;
use crate::store::Conn;
use shuke_rules::Day;
use shuke_rules::ledger::Entry;
use std::collections::BTreeMap;
use std::sync::Arc;

pub struct MemberRow {
    pub id: i64,
    pub card: String,
    pub debt: i64,
    pub seq: i64,
    pub hash: String,
    pub joined: Day,
}

/// An entry; instants are microseconds, here and below.
pub struct EntryRow {
    pub member: i64,
    pub entry: Entry,
    /// The part of it that opened or left lots.
    pub lot_points: i64,
    pub booked_at: i64,
}

pub struct LotRow {
    pub member: i64,
    pub id: i64,
    /// The entry that opened it.
    pub seq: i64,
    pub sale: Option<i64>,
    pub amount: i64,
    pub left: i64,
    pub ends: Option<i64>,
    pub ended: i64,
    pub origin: Option<i64>,
    pub earned_at: i64,
}

/// What an entry took from a lot.
pub struct TakenRow {
    pub member: i64,
    pub seq: i64,
    pub lot: i64,
    pub points: i64,
    pub at: i64,
}

pub struct SaleRow {
    pub member: i64,
    pub id: i64,
    pub key: String,
    pub store: Option<String>,
    pub number: String,
    pub at: i64,
    pub day: String,
    pub booked_at: i64,
    pub list: i64,
    pub paid: i64,
    pub refunded: i64,
    pub earned: i64,
    pub taken_back: i64,
    pub tier: String,
    pub multiplier: String,
    pub points_until: Option<String>,
    pub rule_version: i64,
    pub lines: String,
}

pub struct RefundRow {
    pub member: i64,
    pub sale: i64,
    pub key: String,
    pub at: i64,
    pub amount: i64,
    pub taken_back: i64,
    pub shortfall: i64,
    pub points_back: i64,
    pub rule_version: i64,
    pub lines: String,
}

/// A member's lots, by the entry that opened them.
pub type Lots<'a> = &'a [LotRow];

/// Everything of a range of members, each table by member.
pub struct Stored {
    pub members: Vec<MemberRow>,
    pub(super) entries: Vec<EntryRow>,
    pub(super) lots: Vec<LotRow>,
    pub(super) taken: Vec<TakenRow>,
    pub(super) sales: Vec<SaleRow>,
    pub(super) refunds: Vec<RefundRow>,
}

impl Stored {
    pub async fn read(connection: &mut Conn, from: i64, to: i64) -> Result<Self, Error> {
        read::all(connection, (from, to)).await
    }

    pub(super) fn of(&self, member: i64) -> Held<'_> {
        Held {
            entries: own(&self.entries, member, |row| row.member),
            lots: own(&self.lots, member, |row| row.member),
            taken: own(&self.taken, member, |row| row.member),
            sales: own(&self.sales, member, |row| row.member),
            refunds: own(&self.refunds, member, |row| row.member),
        }
    }

    /// The range as those see it who know nothing of how sales and ledgers are kept.
    pub fn range(&self, (from, to): (i64, i64), rulebook: Arc<Rulebook>) -> Range {
        let member = |row: &MemberRow| (row.id, Member { card: row.card.clone(), joined: row.joined });
        let mut refunds: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        for refund in &self.refunds {
            refunds.entry(refund.sale).or_default().push(refund.key.clone());
        }
        let sale = |row: &SaleRow| {
            let (member, key, booked_at) = (row.member, row.key.clone(), row.booked_at);
            (row.id, Sale { member, key, booked_at, refunds: refunds.get(&row.id).cloned().unwrap_or_default() })
        };
        Range {
            from,
            to,
            rulebook,
            members: self.members.iter().map(member).collect(),
            sales: self.sales.iter().map(sale).collect(),
        }
    }

    /// Counts what was looked at here and is not sealed.
    pub(super) fn count(&self, seen: &mut Seen) {
        seen.count("ledger", self.entries.len());
        seen.count("lots", self.lots.len());
        seen.count("ledger_lots", self.taken.len());
    }
}

fn own<T>(rows: &[T], member: i64, of: impl Fn(&T) -> i64) -> &[T] {
    let begin = rows.partition_point(|row| of(row) < member);
    let end = rows.partition_point(|row| of(row) <= member);
    rows.get(begin..end).unwrap_or_default()
}
