//! What an audit reads: every table by member, each in one go, so that no row asks for another.

use super::Held;
use crate::Error;
use crate::booking::load::day;
use crate::policies::instant;
use crate::store::Conn;
use shuke_rules::Points;
use shuke_rules::ledger::{Entry, EntryKind};
use sqlx::AssertSqlSafe;
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

/// The columns of a row as one text, with spaces between: of a million rows it is each value that costs, not the row.
fn packed(columns: &[&str], from: &str) -> String {
    let first = "CAST(member_id AS TEXT)".to_owned();
    let packed = columns.iter().fold(first, |packed, column| packed + " || ' ' || " + column);
    format!("SELECT {packed} AS packed FROM {from} WHERE member_id >= $1 AND member_id <= $2")
}

/// What may be missing, as [`Cells::maybe`] reads it.
fn maybe(column: &str) -> String {
    format!("COALESCE(CAST({column} AS TEXT), '-')")
}

/// Reads the rows that `sql` packs.
async fn unpacked<T>(
    connection: &mut Conn,
    sql: String,
    range: (i64, i64),
    read: impl Fn(&mut Cells) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    let rows: Vec<(String,)> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(range.0).bind(range.1).fetch_all(connection).await?;
    rows.iter().map(|(packed,)| read(&mut Cells(packed))).collect()
}

/// What is left of a packed row.
struct Cells<'a>(&'a str);

impl<'a> Cells<'a> {
    fn text(&mut self) -> &'a str {
        let (cell, rest) = self.0.split_once(' ').unwrap_or((self.0, ""));
        self.0 = rest;
        cell
    }

    fn number(&mut self) -> Result<i64, Error> {
        self.text().parse().map_err(Error::internal)
    }

    fn maybe(&mut self) -> Result<Option<i64>, Error> {
        let cell = self.text();
        if cell == "-" { Ok(None) } else { cell.parse().map(Some).map_err(Error::internal) }
    }

    /// All that is left: a text that may hold spaces comes last.
    fn rest(&mut self) -> String {
        std::mem::take(&mut self.0).to_owned()
    }
}

async fn entries(connection: &mut Conn, range: (i64, i64)) -> Result<Vec<EntryRow>, Error> {
    // Texts come last: one that somebody changed by hand may hold spaces, and is to be told as what it is.
    let columns = ["seq", "points", "lot_points", "at", "rule_version", "kind", "hash", "key"];
    let read = |cells: &mut Cells| {
        let (member, seq) = (cells.number()?, cells.number()?);
        let (points, lot_points) = (Points(cells.number()?), cells.number()?);
        let (at, rule_version) = (instant(cells.number()?)?, cells.number()?);
        let (kind, hash, key) = (EntryKind::named(cells.text()), cells.text().to_owned(), cells.rest());
        Ok(EntryRow { member, entry: Entry { seq, kind, points, at, key, rule_version, hash }, lot_points })
    };
    let mut entries = unpacked(connection, packed(&columns, "ledger"), range, read).await?;
    entries.sort_unstable_by_key(|row| (row.member, row.entry.seq));
    Ok(entries)
}

async fn lots(connection: &mut Conn, range: (i64, i64)) -> Result<Vec<LotRow>, Error> {
    let (sale, ends, origin) = (maybe("sale_id"), maybe("ends_at"), maybe("origin"));
    let columns = ["id", "seq", &sale, "amount", "left_points", &ends, "ended", &origin];
    let read = |cells: &mut Cells| {
        Ok(LotRow {
            member: cells.number()?,
            id: cells.number()?,
            seq: cells.number()?,
            sale: cells.maybe()?,
            amount: cells.number()?,
            left: cells.number()?,
            ends: cells.maybe()?,
            ended: cells.number()?,
            origin: cells.maybe()?,
        })
    };
    let mut lots = unpacked(connection, packed(&columns, "lots"), range, read).await?;
    lots.sort_unstable_by_key(|lot| (lot.member, lot.seq, lot.id));
    Ok(lots)
}

async fn taken(connection: &mut Conn, range: (i64, i64)) -> Result<Vec<TakenRow>, Error> {
    let read = |cells: &mut Cells| {
        let (member, seq) = (cells.number()?, cells.number()?);
        Ok(TakenRow { member, seq, lot: cells.number()?, points: cells.number()? })
    };
    let mut taken = unpacked(connection, packed(&["seq", "lot_id", "points"], "ledger_lots"), range, read).await?;
    taken.sort_unstable_by_key(|taken| (taken.member, taken.seq, taken.lot));
    Ok(taken)
}

async fn sales(connection: &mut Conn, range: (i64, i64)) -> Result<Vec<SaleRow>, Error> {
    let columns = ["sale_id", "amount_fen", "taken_back"];
    let refund = |cells: &mut Cells| {
        cells.number()?;
        Ok((cells.number()?, cells.number()?, cells.number()?))
    };
    let refunds: Vec<(i64, i64, i64)> = unpacked(connection, packed(&columns, "refunds"), range, refund).await?;
    let mut sums: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for (sale, fen, points) in refunds {
        let sum = sums.entry(sale).or_default();
        *sum = (sum.0 + fen, sum.1 + points);
    }
    let columns = ["id", "earned", "refunded_fen", "taken_back", "key"];
    let read = |cells: &mut Cells| {
        let (member, id, earned) = (cells.number()?, cells.number()?, cells.number()?);
        let (refunded, taken_back, key) = (cells.number()?, cells.number()?, cells.rest());
        Ok(SaleRow {
            member,
            id,
            key,
            earned,
            refunded,
            taken_back,
            refunds: sums.get(&id).copied().unwrap_or_default(),
        })
    };
    let mut sales = unpacked(connection, packed(&columns, "sales"), range, read).await?;
    sales.sort_unstable_by_key(|sale| (sale.member, sale.id));
    Ok(sales)
}
