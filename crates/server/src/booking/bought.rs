//! Purchases of certain goods, and how many pieces of them their buyers kept.

use super::lines::StoredLine;
use super::past::lines_of;
use crate::Error;
use crate::store::Conn;
use shuke_rules::pieces;
use shuke_rules::policy::ItemId;
use shuke_rules::{Day, Fen};

/// A purchase of goods that are asked for.
pub struct Bought {
    pub sale: i64,
    pub store: Option<String>,
    pub day: Day,
    pub paid: Fen,
    /// How many pieces of the goods the buyer kept.
    pub kept: i64,
}

/// A member's purchases of some goods, newest first; with `only`, that one.
pub async fn bought(
    connection: &mut Conn,
    member: i64,
    item: &ItemId,
    only: Option<i64>,
    most: i64,
) -> Result<Vec<Bought>, Error> {
    const OF: &str = "SELECT id, store, day, paid_fen, lines FROM sales \
        WHERE member_id = $1 AND lines LIKE $2 AND ($3 = 1 OR id = $4) ORDER BY at DESC, id DESC LIMIT $5";
    // As the line is written; what else fits, the lines themselves tell.
    let line = format!("%\"i\":{}%", serde_json::to_string(&item.0).map_err(Error::internal)?);
    let (every, id) = (i64::from(only.is_none()), only.unwrap_or(0));
    let query = sqlx::query_as(OF).bind(member).bind(line).bind(every).bind(id).bind(most);
    let rows: Vec<(i64, Option<String>, String, i64, String)> = query.fetch_all(connection).await?;
    let mut bought = Vec::with_capacity(rows.len());
    for (sale, store, day, paid, lines) in rows {
        let kept = kept_of(&StoredLine::read_all(&lines)?, item);
        let day = Day::parse(&day).ok_or_else(|| Error::internal("the day of a sale"))?;
        bought.push(Bought { sale, store, day, paid: Fen(paid), kept });
    }
    Ok(bought)
}

/// How many pieces of some goods a sale's buyer kept.
pub async fn kept_in(connection: &mut Conn, sale: i64, item: &ItemId) -> Result<i64, Error> {
    Ok(kept_of(&lines_of(connection, sale).await?.1, item))
}

fn kept_of(lines: &[StoredLine], item: &ItemId) -> i64 {
    lines.iter().filter(|line| line.item == item.0).map(|line| pieces::kept(line.quantity, line.returned())).sum()
}
