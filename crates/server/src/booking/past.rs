//! What was, as messages about it need it: what was left of points when they ended, what refunds took back, and sales that were
//! booked late.

use super::lines::StoredLine;
use crate::Error;
use crate::policies::{Rulebook, instant};
use crate::store::seal::{Name, Seal};
use crate::store::{Conn, next_id};
use shuke_rules::policy::{StoreId, TierId};
use shuke_rules::{Instant, Points};
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// A lot, and what left it when.
pub struct Past {
    amount: Points,
    /// When it was there to be spent.
    from: Instant,
    taken: Vec<(Instant, Points)>,
}

impl Past {
    /// What was left just before an instant; nothing before it was booked.
    pub fn left(&self, at: Instant) -> Points {
        if at <= self.from {
            return Points::ZERO;
        }
        let taken: Points = self.taken.iter().filter(|(taken, _)| *taken < at).map(|(_, points)| *points).sum();
        self.amount - taken
    }
}

/// Lots that end after one instant and by another, by their ends.
pub async fn lots_by_end(
    connection: &mut Conn,
    member: i64,
    after: Instant,
    last: Instant,
) -> Result<BTreeMap<Instant, Vec<Past>>, Error> {
    let (after, last) = (after.timestamp_micros(), last.timestamp_micros());
    let debits: Vec<(i64, i64, i64)> = sqlx::query_as(
        "SELECT t.lot_id, t.at, t.points FROM lots l JOIN ledger_lots t ON t.lot_id = l.id \
         WHERE l.member_id = $1 AND l.ends_at > $2 AND l.ends_at <= $3",
    )
    .bind(member)
    .bind(after)
    .bind(last)
    .fetch_all(&mut *connection)
    .await?;
    let mut taken: BTreeMap<i64, Vec<(Instant, Points)>> = BTreeMap::new();
    for (lot, at, points) in debits {
        taken.entry(lot).or_default().push((instant(at)?, Points(points)));
    }
    let lots: Vec<(i64, i64, i64, i64)> = sqlx::query_as(
        "SELECT l.id, l.amount, l.ends_at, g.booked_at FROM lots l \
         JOIN ledger g ON g.member_id = l.member_id AND g.seq = l.seq \
         WHERE l.member_id = $1 AND l.ends_at > $2 AND l.ends_at <= $3",
    )
    .bind(member)
    .bind(after)
    .bind(last)
    .fetch_all(connection)
    .await?;
    let mut ends: BTreeMap<Instant, Vec<Past>> = BTreeMap::new();
    for (lot, amount, end, from) in lots {
        let taken = taken.remove(&lot).unwrap_or_default();
        ends.entry(instant(end)?).or_default().push(Past { amount: Points(amount), from: instant(from)?, taken });
    }
    Ok(ends)
}

/// What refunds took back after an instant: when, how much, of which sale; newest first.
pub async fn taken_back(
    connection: &mut Conn,
    member: i64,
    after: Instant,
) -> Result<Vec<(Instant, Points, i64)>, Error> {
    let rows: Vec<(i64, i64, i64)> = sqlx::query_as(
        "SELECT at, taken_back, sale_id FROM refunds WHERE member_id = $1 AND at > $2 AND taken_back > 0 ORDER BY id DESC",
    )
    .bind(member)
    .bind(after.timestamp_micros())
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|(at, points, sale)| Ok((instant(at)?, Points(points), sale))).collect()
}

/// When the shops' sales were booked that came in after their time, by that time: a tier that one of them won is news only
/// then. Purchases that were imported are history.
pub async fn booked_late(
    connection: &mut Conn,
    member: i64,
    after: Instant,
) -> Result<BTreeMap<Instant, Instant>, Error> {
    let rows: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT at, booked_at FROM sales WHERE member_id = $1 AND booked_at > $2 AND booked_at > at AND store IS NOT NULL",
    )
    .bind(member)
    .bind(after.timestamp_micros())
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|(at, booked)| Ok((instant(at)?, instant(booked)?))).collect()
}

/// What ended in a lot, and in those in its name, and was booked as such; nothing for one that was never opened.
pub async fn ended_of_lot(tx: &mut Conn, member: i64, lot: i64) -> Result<Points, Error> {
    const ENDED: &str = "SELECT CAST(COALESCE(SUM(ended), 0) AS BIGINT) FROM lots \
        WHERE member_id = $1 AND (id = $2 OR origin = $2)";
    let (ended,): (i64,) = sqlx::query_as(ENDED).bind(member).bind(lot).fetch_one(tx).await?;
    Ok(Points(ended))
}

/// The sale of a natural key, and its shop.
pub async fn sale_of_key(connection: &mut Conn, key: &str) -> Result<Option<(i64, Option<String>)>, Error> {
    let row = sqlx::query_as("SELECT id, store FROM sales WHERE key = $1").bind(key).fetch_optional(connection).await?;
    Ok(row)
}

/// The sale of a refund's natural key, and its shop.
pub async fn sale_of_refund(connection: &mut Conn, key: &str) -> Result<Option<(i64, Option<String>)>, Error> {
    const OF: &str = "SELECT s.id, s.store FROM refunds r JOIN sales s ON s.id = r.sale_id WHERE r.key = $1";
    Ok(sqlx::query_as(OF).bind(key).fetch_optional(connection).await?)
}

/// The sale of that id, when it is a shop's own.
pub async fn is_sale_of(connection: &mut Conn, sale: i64, store: &StoreId) -> Result<bool, Error> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT id FROM sales WHERE id = $1 AND store = $2")
        .bind(sale)
        .bind(&store.0)
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

/// The natural key and the lines of a sale that exists.
pub async fn lines_of(connection: &mut Conn, sale: i64) -> Result<(String, Vec<StoredLine>), Error> {
    let (key, lines): (String, String) =
        sqlx::query_as("SELECT key, lines FROM sales WHERE id = $1").bind(sale).fetch_one(connection).await?;
    Ok((key, StoredLine::read_all(&lines)?))
}

/// The rows of a page of a member's sales, newest first: those before an instant and id.
pub async fn summaries(
    connection: &mut Conn,
    member: i64,
    before: (i64, i64),
    limit: i64,
) -> Result<Vec<AnyRow>, Error> {
    let rows = sqlx::query(
        "SELECT id, store, at, day, paid_fen, refunded_fen, earned, taken_back FROM sales \
         WHERE member_id = $1 AND (at < $2 OR (at = $2 AND id < $3)) ORDER BY at DESC, id DESC LIMIT $4",
    )
    .bind(member)
    .bind(before.0)
    .bind(before.1)
    .bind(limit)
    .fetch_all(connection)
    .await?;
    Ok(rows)
}

/// The rows of a member's sales, newest first, and of their refunds, oldest first; with `only`, of that sale.
pub async fn sales_of(
    connection: &mut Conn,
    member: i64,
    only: Option<i64>,
) -> Result<(Vec<AnyRow>, Vec<AnyRow>), Error> {
    const SALES: &str = "SELECT id, store, number, at, day, list_fen, paid_fen, refunded_fen, earned, taken_back, tier, \
        multiplier, points_until, rule_version, lines FROM sales \
        WHERE member_id = $1 AND ($2 = 1 OR id = $3) ORDER BY at DESC, id DESC";
    const REFUNDS: &str = "SELECT sale_id, at, day, amount_fen, taken_back, shortfall, points_back, tier_from, tier_to FROM refunds \
        WHERE member_id = $1 AND ($2 = 1 OR sale_id = $3) ORDER BY at, id";
    let (every, id) = (i64::from(only.is_none()), only.unwrap_or(0));
    let sales = sqlx::query(SALES).bind(member).bind(every).bind(id).fetch_all(&mut *connection).await?;
    let refunds = sqlx::query(REFUNDS).bind(member).bind(every).bind(id).fetch_all(connection).await?;
    Ok((sales, refunds))
}

pub static INVITATIONS: Seal = Seal {
    table: "invitations",
    key: &[Name::Number("nth")],
    columns: &["nth", "member_id", "day", "at", "tier", "rule_version"],
    first: None,
    member: Some("member_id"),
};

/// Gives a member a tier, under the rules in force at that time.
pub async fn invite(tx: &mut Conn, rulebook: &Rulebook, member: i64, tier: &TierId, at: Instant) -> Result<(), Error> {
    const INSERT: &str = "INSERT INTO invitations (nth, member_id, day, at, tier, rule_version, seal) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    INVITATIONS
        .query(INSERT)
        .bind(next_id(tx, INVITATIONS.table).await?)
        .bind(member)
        .bind(rulebook.zone().day_of(at).to_string())
        .bind(at.timestamp_micros())
        .bind(&tier.0)
        .bind(rulebook.at(at).id)
        .execute(&mut *tx)
        .await?;
    crate::member::touch(tx, member).await
}

/// Sums over everybody's points until an instant.
pub struct Sums {
    /// Of every entry but ends.
    pub moved: Points,
    /// On what points are spent for, less what came back of it.
    pub spent: Points,
    pub left_with_members: Points,
    pub ended: Points,
}

const MOVED: &str = "SELECT CAST(COALESCE(SUM(points), 0) AS BIGINT) FROM ledger WHERE at < $1 AND kind <> 'ended'";
const SPENT: &str = "SELECT CAST(COALESCE(-SUM(points), 0) AS BIGINT) FROM ledger \
    WHERE at < $1 AND kind IN ('made_up', 'redeemed', 'paid', 'returned')";
const LEFT_WITH_MEMBERS: &str = "SELECT CAST(COALESCE(SUM(ledger.points), 0) AS BIGINT) FROM ledger \
    JOIN members ON members.id = ledger.member_id \
    WHERE ledger.at < $1 AND ledger.kind <> 'ended' AND members.closed_at < $1";
/// Once a lot has ended nothing but its end moves it: what is left in it, or was booked as ended, is what was left at its end.
const ENDED: &str = "SELECT CAST(COALESCE(SUM(lots.left_points + lots.ended), 0) AS BIGINT) FROM lots \
    JOIN members ON members.id = lots.member_id \
    WHERE lots.earned_at < $1 AND lots.ends_at < $1 AND (members.closed_at IS NULL OR members.closed_at >= $1)";

pub async fn sums_until(connection: &mut Conn, end: Instant) -> Result<Sums, Error> {
    let mut sum = async |sql: &'static str| -> Result<Points, Error> {
        let (sum,): (i64,) = sqlx::query_as(sql).bind(end.timestamp_micros()).fetch_one(&mut *connection).await?;
        Ok(Points(sum))
    };
    Ok(Sums {
        moved: sum(MOVED).await?,
        spent: sum(SPENT).await?,
        left_with_members: sum(LEFT_WITH_MEMBERS).await?,
        ended: sum(ENDED).await?,
    })
}

/// The newest sale of a member, and when it was.
pub async fn last_sale(connection: &mut Conn, member: i64) -> Result<Option<(i64, Instant)>, Error> {
    let sale: Option<(i64, i64)> =
        sqlx::query_as("SELECT id, at FROM sales WHERE member_id = $1 ORDER BY at DESC, id DESC LIMIT 1")
            .bind(member)
            .fetch_optional(connection)
            .await?;
    sale.map(|(id, at)| Ok((id, instant(at)?))).transpose()
}

/// The natural keys of a member's sales.
pub async fn sale_keys(connection: &mut Conn, member: i64) -> Result<Vec<String>, Error> {
    let keys: Vec<(String,)> =
        sqlx::query_as("SELECT key FROM sales WHERE member_id = $1").bind(member).fetch_all(connection).await?;
    Ok(keys.into_iter().map(|(key,)| key).collect())
}
