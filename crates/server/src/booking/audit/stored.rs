//! What an audit reads: every table by member, each in one go, so that no row asks for another.

use super::Held;
use crate::Error;
use crate::booking::load::day;
use crate::policies::instant;
use crate::store::Conn;
use shuke_rules::Points;
use shuke_rules::ledger::{Entry, EntryKind};
use std::collections::BTreeMap;

pub struct MemberRow {
    pub id: i64,
    pub card: String,
    pub debt: i64,
    pub seq: i64,
    pub hash: String,
}

pub struct EntryRow {
    member: i64,
    pub entry: Entry,
    /// The part of it that opened or left lots.
    pub lot_points: i64,
}

/// A lot; instants are microseconds.
pub struct LotRow {
    member: i64,
    pub id: i64,
    /// The entry that opened it.
    pub seq: i64,
    pub sale: Option<i64>,
    pub amount: i64,
    pub left: i64,
    pub ends: Option<i64>,
    pub ended: i64,
    pub origin: Option<i64>,
}

/// What an entry took from a lot.
pub struct TakenRow {
    member: i64,
    pub seq: i64,
    pub lot: i64,
    pub points: i64,
}

pub struct SaleRow {
    member: i64,
    id: i64,
    pub key: String,
    pub earned: i64,
    pub refunded: i64,
    pub taken_back: i64,
    /// What its refunds come to: fen and points.
    pub refunds: (i64, i64),
}

/// A member's lots, by the entry that opened them.
pub type Lots<'a> = &'a [LotRow];

/// Everything of a range of members, each table by member.
pub struct Stored {
    pub members: Vec<MemberRow>,
    entries: Vec<EntryRow>,
    lots: Vec<LotRow>,
    taken: Vec<TakenRow>,
    sales: Vec<SaleRow>,
}

impl Stored {
    pub async fn read(connection: &mut Conn, from: i64, to: i64) -> Result<Self, Error> {
        let range = (from, to);
        Ok(Self {
            members: members(connection, range).await?,
            entries: entries(connection, range).await?,
            lots: lots(connection, range).await?,
            taken: taken(connection, range).await?,
            sales: sales(connection, range).await?,
        })
    }

    pub fn of(&self, member: i64) -> Held<'_> {
        Held {
            entries: own(&self.entries, member, |row| row.member),
            lots: own(&self.lots, member, |row| row.member),
            taken: own(&self.taken, member, |row| row.member),
            sales: own(&self.sales, member, |row| row.member),
        }
    }
}

fn own<T>(rows: &[T], member: i64, of: impl Fn(&T) -> i64) -> &[T] {
    let begin = rows.partition_point(|row| of(row) < member);
    let end = rows.partition_point(|row| of(row) <= member);
    rows.get(begin..end).unwrap_or_default()
}

async fn members(connection: &mut Conn, (from, to): (i64, i64)) -> Result<Vec<MemberRow>, Error> {
    let rows: Vec<(i64, String, i64, i64, String, String)> = sqlx::query_as(
        "SELECT id, card, debt, ledger_seq, ledger_hash, joined_day FROM members WHERE id >= $1 AND id <= $2 ORDER BY id",
    )
    .bind(from)
    .bind(to)
    .fetch_all(connection)
    .await?;
    let member = |(id, card, debt, seq, hash, joined): (i64, String, i64, i64, String, String)| {
        day(&joined)?;
        Ok(MemberRow { id, card, debt, seq, hash })
    };
    rows.into_iter().map(member).collect()
}

type EntryColumns = (i64, i64, String, i64, i64, i64, String, i64, String);

async fn entries(connection: &mut Conn, (from, to): (i64, i64)) -> Result<Vec<EntryRow>, Error> {
    let rows: Vec<EntryColumns> = sqlx::query_as(
        "SELECT member_id, seq, kind, points, lot_points, at, key, rule_version, hash FROM ledger \
         WHERE member_id >= $1 AND member_id <= $2 ORDER BY member_id, seq",
    )
    .bind(from)
    .bind(to)
    .fetch_all(connection)
    .await?;
    let mut entries = Vec::with_capacity(rows.len());
    for (member, seq, kind, points, lot_points, at, key, rule_version, hash) in rows {
        let (kind, points, at) = (EntryKind::named(&kind), Points(points), instant(at)?);
        entries.push(EntryRow { member, entry: Entry { seq, kind, points, at, key, rule_version, hash }, lot_points });
    }
    Ok(entries)
}

type LotColumns = (i64, i64, i64, Option<i64>, i64, i64, Option<i64>, i64, Option<i64>);

async fn lots(connection: &mut Conn, (from, to): (i64, i64)) -> Result<Vec<LotRow>, Error> {
    let rows: Vec<LotColumns> = sqlx::query_as(
        "SELECT member_id, id, seq, sale_id, amount, left_points, ends_at, ended, origin FROM lots \
         WHERE member_id >= $1 AND member_id <= $2",
    )
    .bind(from)
    .bind(to)
    .fetch_all(connection)
    .await?;
    let lot = |(member, id, seq, sale, amount, left, ends, ended, origin): LotColumns| LotRow {
        member,
        id,
        seq,
        sale,
        amount,
        left,
        ends,
        ended,
        origin,
    };
    let mut lots: Vec<LotRow> = rows.into_iter().map(lot).collect();
    lots.sort_unstable_by_key(|lot| (lot.member, lot.seq, lot.id));
    Ok(lots)
}

async fn taken(connection: &mut Conn, (from, to): (i64, i64)) -> Result<Vec<TakenRow>, Error> {
    let rows: Vec<(i64, i64, i64, i64)> = sqlx::query_as(
        "SELECT member_id, seq, lot_id, points FROM ledger_lots WHERE member_id >= $1 AND member_id <= $2",
    )
    .bind(from)
    .bind(to)
    .fetch_all(connection)
    .await?;
    let mut taken: Vec<TakenRow> =
        rows.into_iter().map(|(member, seq, lot, points)| TakenRow { member, seq, lot, points }).collect();
    taken.sort_unstable_by_key(|taken| (taken.member, taken.seq, taken.lot));
    Ok(taken)
}

async fn sales(connection: &mut Conn, (from, to): (i64, i64)) -> Result<Vec<SaleRow>, Error> {
    let rows: Vec<(i64, i64, String, i64, i64, i64)> = sqlx::query_as(
        "SELECT member_id, id, key, earned, refunded_fen, taken_back FROM sales WHERE member_id >= $1 AND member_id <= $2",
    )
    .bind(from)
    .bind(to)
    .fetch_all(&mut *connection)
    .await?;
    let refunds: Vec<(i64, i64, i64)> =
        sqlx::query_as("SELECT sale_id, amount_fen, taken_back FROM refunds WHERE member_id >= $1 AND member_id <= $2")
            .bind(from)
            .bind(to)
            .fetch_all(connection)
            .await?;
    let mut sums: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for (sale, fen, points) in refunds {
        let sum = sums.entry(sale).or_default();
        *sum = (sum.0 + fen, sum.1 + points);
    }
    let sale = |(member, id, key, earned, refunded, taken_back)| {
        let refunds = sums.get(&id).copied().unwrap_or_default();
        SaleRow { member, id, key, earned, refunded, taken_back, refunds }
    };
    let mut sales: Vec<SaleRow> = rows.into_iter().map(sale).collect();
    sales.sort_unstable_by_key(|sale| (sale.member, sale.id));
    Ok(sales)
}
