//! Reading what an audit looks at: each table in one go, so that no row asks for another, and each row as one text.

use super::stored::{EntryRow, LotRow, MemberRow, RefundRow, SaleRow, Stored, TakenRow};
use crate::Error;
use crate::policies::instant;
use crate::policies::stored_day;
use crate::store::Conn;
use crate::store::packed::{Cells, packed, rows, together};
use shuke_rules::Points;
use shuke_rules::ledger::{Entry, EntryKind};
use sqlx::AssertSqlSafe;

pub async fn all(connection: &mut Conn, range: (i64, i64)) -> Result<Stored, Error> {
    Ok(Stored {
        members: members(connection, range).await?,
        entries: entries(connection, range).await?,
        lots: lots(connection, range).await?,
        taken: taken(connection, range).await?,
        sales: sales(connection, range).await?,
        refunds: refunds(connection, range).await?,
    })
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
        Ok(MemberRow { id, card, debt, seq, hash, joined: stored_day(&joined)? })
    };
    rows.into_iter().map(member).collect()
}

/// Reads the packed columns of the rows of a range of members.
async fn unpacked<T>(
    connection: &mut Conn,
    (columns, table): (&str, &str),
    range: (i64, i64),
    read: impl Fn(&mut Cells) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    let cells = packed(columns.split(' '));
    let sql = format!("SELECT {cells} AS packed FROM {table} WHERE member_id >= $1 AND member_id <= $2");
    let query = sqlx::query_as(AssertSqlSafe(together(&sql))).bind(range.0).bind(range.1);
    let (packed,): (String,) = query.fetch_one(connection).await?;
    rows(&packed).map(|row| read(&mut Cells::of(&row))).collect()
}

async fn entries(connection: &mut Conn, range: (i64, i64)) -> Result<Vec<EntryRow>, Error> {
    let columns = "member_id seq points lot_points at booked_at rule_version kind hash key";
    let read = |cells: &mut Cells| {
        let (member, seq) = (cells.number()?, cells.number()?);
        let (points, lot_points) = (Points(cells.number()?), cells.number()?);
        let (at, booked_at, rule_version) = (instant(cells.number()?)?, cells.number()?, cells.number()?);
        let (kind, hash, key) = (EntryKind::named(cells.cell()), cells.text(), cells.text());
        Ok(EntryRow { member, entry: Entry { seq, kind, points, at, key, rule_version, hash }, lot_points, booked_at })
    };
    let mut entries = unpacked(connection, (columns, "ledger"), range, read).await?;
    entries.sort_unstable_by_key(|row| (row.member, row.entry.seq));
    Ok(entries)
}

async fn lots(connection: &mut Conn, range: (i64, i64)) -> Result<Vec<LotRow>, Error> {
    let columns = "member_id id seq sale_id? amount left_points ends_at? ended origin? earned_at";
    let read = |cells: &mut Cells| {
        Ok(LotRow {
            member: cells.number()?,
            id: cells.number()?,
            seq: cells.number()?,
            sale: cells.number_or_nothing()?,
            amount: cells.number()?,
            left: cells.number()?,
            ends: cells.number_or_nothing()?,
            ended: cells.number()?,
            origin: cells.number_or_nothing()?,
            earned_at: cells.number()?,
        })
    };
    let mut lots = unpacked(connection, (columns, "lots"), range, read).await?;
    lots.sort_unstable_by_key(|lot| (lot.member, lot.seq, lot.id));
    Ok(lots)
}

async fn taken(connection: &mut Conn, range: (i64, i64)) -> Result<Vec<TakenRow>, Error> {
    let read = |cells: &mut Cells| {
        let (member, seq, lot) = (cells.number()?, cells.number()?, cells.number()?);
        Ok(TakenRow { member, seq, lot, points: cells.number()?, at: cells.number()? })
    };
    let columns = "member_id seq lot_id points at";
    let mut taken = unpacked(connection, (columns, "ledger_lots"), range, read).await?;
    taken.sort_unstable_by_key(|taken| (taken.member, taken.seq, taken.lot));
    Ok(taken)
}

async fn refunds(connection: &mut Conn, range: (i64, i64)) -> Result<Vec<RefundRow>, Error> {
    let columns = "member_id sale_id key at amount_fen taken_back shortfall points_back rule_version lines";
    let read = |cells: &mut Cells| {
        Ok(RefundRow {
            member: cells.number()?,
            sale: cells.number()?,
            key: cells.text(),
            at: cells.number()?,
            amount: cells.number()?,
            taken_back: cells.number()?,
            shortfall: cells.number()?,
            points_back: cells.number()?,
            rule_version: cells.number()?,
            lines: cells.text(),
        })
    };
    let mut refunds = unpacked(connection, (columns, "refunds"), range, read).await?;
    refunds.sort_by_key(|refund| refund.member);
    Ok(refunds)
}

async fn sales(connection: &mut Conn, range: (i64, i64)) -> Result<Vec<SaleRow>, Error> {
    let columns = "member_id id key store? number at day booked_at list_fen paid_fen refunded_fen earned taken_back tier \
        multiplier points_until? rule_version lines";
    let read = |cells: &mut Cells| {
        Ok(SaleRow {
            member: cells.number()?,
            id: cells.number()?,
            key: cells.text(),
            store: cells.text_or_nothing(),
            number: cells.text(),
            at: cells.number()?,
            day: cells.text(),
            booked_at: cells.number()?,
            list: cells.number()?,
            paid: cells.number()?,
            refunded: cells.number()?,
            earned: cells.number()?,
            taken_back: cells.number()?,
            tier: cells.text(),
            multiplier: cells.text(),
            points_until: cells.text_or_nothing(),
            rule_version: cells.number()?,
            lines: cells.text(),
        })
    };
    let mut sales = unpacked(connection, (columns, "sales"), range, read).await?;
    sales.sort_unstable_by_key(|sale| (sale.member, sale.id));
    Ok(sales)
}
