//! Checking that what is stored adds up. Reads a range of members at a time; changes nothing.

use super::load::day;
use crate::Error;
use crate::policies::instant;
use crate::store::Conn;
use shuke_rules::Points;
use shuke_rules::ledger::{Entry, EntryKind, first_broken};
use std::collections::BTreeMap;

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

type MemberRow = (i64, String, i64, i64, String, String);
type EntryRow = (i64, i64, String, i64, i64, i64, String, i64, String);
type SaleRow = (i64, String, i64, i64, i64, i64, i64, i64);

/// An entry, and the part of it that opened or left lots.
type Booked = (Entry, i64);

/// What is stored of a range of members, by member.
struct Stored {
    entries: BTreeMap<i64, Vec<Booked>>,
    /// (seq of the entry that opened it, amount, left, taken by debits)
    lots: BTreeMap<i64, Vec<(i64, i64, i64, i64)>>,
    /// (seq, taken from lots)
    debits: BTreeMap<i64, Vec<(i64, i64)>>,
    /// (key, earned, paid, refunded, taken back, refunds' amounts, refunds' points)
    sales: BTreeMap<i64, Vec<(String, [i64; 6])>>,
}

/// Checks the members from one id to another (both included).
pub async fn audit(connection: &mut Conn, from: i64, to: i64) -> Result<Audit, Error> {
    let members: Vec<MemberRow> = sqlx::query_as(
        "SELECT id, card, debt, ledger_seq, ledger_hash, joined_day FROM members WHERE id >= $1 AND id <= $2 ORDER BY id",
    )
    .bind(from)
    .bind(to)
    .fetch_all(&mut *connection)
    .await?;
    let stored = Stored::read(connection, from, to).await?;
    let mut audit = Audit::default();
    for member in members {
        day(&member.5)?;
        audit.members += 1;
        let entries = stored.entries.get(&member.0).map_or(&[][..], Vec::as_slice);
        audit.entries += entries.len() as u64;
        audit.points += entries.iter().map(|(entry, _)| entry.points.0).sum::<i64>();
        let wrong = stored.wrong(&member, entries);
        audit.findings.extend(wrong.into_iter().map(|what| Finding { card: member.1.clone(), what }));
    }
    Ok(audit)
}

impl Stored {
    fn wrong(&self, member: &MemberRow, entries: &[Booked]) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut check = |holds: bool, what: String| {
            if !holds {
                wrong.push(what);
            }
        };
        let (id, card, debt, seq, hash, _) = member;
        let chain: Vec<Entry> = entries.iter().map(|(entry, _)| entry.clone()).collect();
        let broken = first_broken(card, &chain);
        check(broken.is_none(), format!("the chain is broken at entry {}", broken.unwrap_or_default()));
        let last = chain.last().map_or((0, shuke_rules::ledger::genesis(card)), |last| (last.seq, last.hash.clone()));
        check(last == (*seq, hash.clone()), format!("the chain ends at entry {}, the member's row says {seq}", last.0));

        let lots = self.lots.get(id).map_or(&[][..], Vec::as_slice);
        for (opened, amount, left, taken) in lots {
            check(amount - taken == *left, format!("the lot of entry {opened}: {amount} less {taken} is not {left}"));
        }
        let left: i64 = lots.iter().map(|lot| lot.2).sum();
        let sum: i64 = entries.iter().map(|(entry, _)| entry.points.0).sum();
        check(sum == left - debt, format!("entries come to {sum}, but lots hold {left} and {debt} are owed"));
        let mut owed = 0;
        for (entry, lot_points) in entries {
            owed += lot_points - entry.points.0;
            check(owed >= 0, format!("entry {} repays more than is owed", entry.seq));
            let moved = self.lot_movement(*id, entry, lots);
            check(moved == *lot_points, format!("entry {} moved {lot_points} in lots, which show {moved}", entry.seq));
        }
        check(owed == *debt, format!("entries leave {owed} owed, the member's row says {debt}"));
        for (key, figures) in self.sales.get(id).map_or(&[][..], Vec::as_slice) {
            let [earned, _, refunded, taken_back, amounts, points] = *figures;
            let entry = entries.iter().find(|(entry, _)| entry.key.strip_prefix("sale:") == Some(key));
            let booked = entry.map_or(0, |(entry, _)| entry.points.0);
            check(booked == earned, format!("sale {key} earned {earned}, the ledger says {booked}"));
            check(refunded == amounts, format!("sale {key}: {refunded} fen refunded, its refunds come to {amounts}"));
            check(taken_back == points, format!("sale {key}: {taken_back} taken back, its refunds took {points}"));
        }
        wrong
    }

    /// What the lots show that an entry moved.
    fn lot_movement(&self, member: i64, entry: &Entry, lots: &[(i64, i64, i64, i64)]) -> i64 {
        let opened: i64 = lots.iter().filter(|lot| lot.0 == entry.seq).map(|lot| lot.1).sum();
        let debits = self.debits.get(&member).map_or(&[][..], Vec::as_slice);
        let taken: i64 = debits.iter().filter(|debit| debit.0 == entry.seq).map(|debit| debit.1).sum();
        opened - taken
    }

    async fn read(connection: &mut Conn, from: i64, to: i64) -> Result<Self, Error> {
        let mut stored =
            Self { entries: BTreeMap::new(), lots: BTreeMap::new(), debits: BTreeMap::new(), sales: BTreeMap::new() };
        let entries: Vec<EntryRow> = sqlx::query_as(
            "SELECT member_id, seq, kind, points, lot_points, at, key, rule_version, hash FROM ledger \
             WHERE member_id >= $1 AND member_id <= $2 ORDER BY member_id, seq",
        )
        .bind(from)
        .bind(to)
        .fetch_all(&mut *connection)
        .await?;
        for (member, seq, kind, points, lot_points, at, key, rule_version, hash) in entries {
            let (kind, points, at) = (EntryKind::named(&kind), Points(points), instant(at)?);
            let entry = Entry { seq, kind, points, at, key, rule_version, hash };
            stored.entries.entry(member).or_default().push((entry, lot_points));
        }
        let lots: Vec<(i64, i64, i64, i64, i64)> = sqlx::query_as(
            "SELECT member_id, seq, amount, left_points, \
             CAST(COALESCE((SELECT SUM(points) FROM ledger_lots WHERE lot_id = lots.id), 0) AS BIGINT) \
             FROM lots WHERE member_id >= $1 AND member_id <= $2 ORDER BY member_id, id",
        )
        .bind(from)
        .bind(to)
        .fetch_all(&mut *connection)
        .await?;
        for (member, seq, amount, left, taken) in lots {
            stored.lots.entry(member).or_default().push((seq, amount, left, taken));
        }
        let debits: Vec<(i64, i64, i64)> =
            sqlx::query_as("SELECT member_id, seq, points FROM ledger_lots WHERE member_id >= $1 AND member_id <= $2")
                .bind(from)
                .bind(to)
                .fetch_all(&mut *connection)
                .await?;
        for (member, seq, points) in debits {
            stored.debits.entry(member).or_default().push((seq, points));
        }
        stored.read_sales(connection, from, to).await?;
        Ok(stored)
    }

    async fn read_sales(&mut self, connection: &mut Conn, from: i64, to: i64) -> Result<(), Error> {
        let rows: Vec<SaleRow> = sqlx::query_as(
            "SELECT member_id, key, earned, paid_fen, refunded_fen, taken_back, \
             CAST(COALESCE((SELECT SUM(amount_fen) FROM refunds WHERE sale_id = sales.id), 0) AS BIGINT), \
             CAST(COALESCE((SELECT SUM(taken_back) FROM refunds WHERE sale_id = sales.id), 0) AS BIGINT) \
             FROM sales WHERE member_id >= $1 AND member_id <= $2",
        )
        .bind(from)
        .bind(to)
        .fetch_all(connection)
        .await?;
        for (member, key, earned, paid, refunded, taken_back, amounts, points) in rows {
            let figures = [earned, paid, refunded, taken_back, amounts, points];
            self.sales.entry(member).or_default().push((key, figures));
        }
        Ok(())
    }
}
