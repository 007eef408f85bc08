//! Purchases as members check them and brands take them along.

use super::lines::StoredLine;
use crate::Error;
use crate::store::Conn;
use shuke_contract::ledger::{EarnedBy, EarnedLine};
use shuke_rules::{Fen, Multiplier, Points};
use sqlx::Row;
use sqlx::any::AnyRow;

/// A purchase as it is exported.
pub struct PastSale {
    pub id: i64,
    pub card: String,
    pub day: String,
    pub paid: Fen,
    pub refunded: Fen,
    pub store: Option<String>,
    pub number: String,
    pub earned: Points,
    pub taken_back: Points,
}

/// The next purchases after the one with this id, in the order in which they were booked.
pub async fn sales_after(connection: &mut Conn, after: i64, most: i64) -> Result<Vec<PastSale>, Error> {
    let rows = sqlx::query(
        "SELECT sales.id, card, day, paid_fen, refunded_fen, sales.store, number, earned, taken_back FROM sales \
         JOIN members ON members.id = sales.member_id WHERE sales.id > $1 ORDER BY sales.id LIMIT $2",
    )
    .bind(after)
    .bind(most)
    .fetch_all(connection)
    .await?;
    let read = |row: &AnyRow| {
        Ok(PastSale {
            id: row.try_get("id")?,
            card: row.try_get("card")?,
            day: row.try_get("day")?,
            paid: Fen(row.try_get("paid_fen")?),
            refunded: Fen(row.try_get("refunded_fen")?),
            store: row.try_get("store")?,
            number: row.try_get("number")?,
            earned: Points(row.try_get("earned")?),
            taken_back: Points(row.try_get("taken_back")?),
        })
    };
    rows.iter().map(read).collect()
}

/// What each purchase of a member earned, and from what, oldest first.
pub async fn earned_by(connection: &mut Conn, member: i64) -> Result<Vec<EarnedBy>, Error> {
    let rows: Vec<(String, i64, String)> =
        sqlx::query_as("SELECT multiplier, earned, lines FROM sales WHERE member_id = $1 ORDER BY at, id")
            .bind(member)
            .fetch_all(connection)
            .await?;
    let read = |(multiplier, earned, lines): (String, i64, String)| {
        let line = |line: StoredLine| EarnedLine { paid: line.paid, points_per_yuan: line.points_per_yuan };
        Ok(EarnedBy {
            lines: StoredLine::read_all(&lines)?.into_iter().map(line).collect(),
            multiplier: Multiplier::parse(&multiplier).ok_or_else(|| Error::internal("a stored multiplier"))?,
            earned: Points(earned),
        })
    };
    rows.into_iter().map(read).collect()
}
