//! How a quote explained the sale that it became: for its receipt, for refunds, for the entry of the ledger that points paid with, and
//! for the member's export.

use super::quoted::Line;
use crate::Error;
use crate::booking::{Asking, sale_of_key, sale_of_refund};
use crate::feature;
use crate::policies::instant;
use crate::store::Conn;
use shuke_contract::account::QuotedThen;
use shuke_contract::ledger::Link;
use shuke_contract::receipts::ReceiptStep;
use shuke_rules::ledger::Key;
use shuke_rules::pricing::Step;
use shuke_rules::{Fen, Points, Text};
use std::collections::BTreeMap;

/// How a quote explained the sale that it became.
pub struct Explained {
    lines: Vec<Line>,
    pub delivery: Fen,
    pub gifts: Vec<Text>,
}

impl Explained {
    /// From the columns `lines`, `delivery_fen` and `gifts` of a quote.
    pub fn of(lines: &str, delivery: i64, gifts: &str) -> Result<Self, Error> {
        let lines = serde_json::from_str(lines).map_err(Error::internal)?;
        Ok(Self { lines, delivery: Fen(delivery), gifts: serde_json::from_str(gifts).map_err(Error::internal)? })
    }

    /// Points that paid for each line.
    pub fn points(&self) -> impl Iterator<Item = Points> {
        self.lines.iter().map(Line::points)
    }

    /// Each line's way to its price.
    pub fn steps(&self) -> impl Iterator<Item = Vec<ReceiptStep>> {
        let told = |step: &Step| ReceiptStep { name: step.name.clone(), points: step.rule.points(), off: step.off };
        self.lines.iter().map(move |line| line.steps.iter().map(told).collect())
    }
}

/// How the sale was quoted; `None` where it was sold without.
pub async fn explained(tx: &mut Conn, sale: i64) -> Result<Option<Explained>, Error> {
    let row: Option<(String, i64, String)> =
        sqlx::query_as("SELECT lines, delivery_fen, gifts FROM quotes WHERE sale_id = $1")
            .bind(sale)
            .fetch_optional(tx)
            .await?;
    row.map(|(lines, delivery, gifts)| Explained::of(&lines, delivery, &gifts)).transpose()
}

/// How each of a member's sales that were quoted were, by the sale; with `only`: of that one.
pub async fn explained_of(
    connection: &mut Conn,
    member: i64,
    only: Option<i64>,
) -> Result<BTreeMap<i64, Explained>, Error> {
    let rows: Vec<(i64, String, i64, String)> = sqlx::query_as(
        "SELECT sale_id, lines, delivery_fen, gifts FROM quotes \
         WHERE member_id = $1 AND sale_id IS NOT NULL AND ($2 = 0 OR sale_id = $2)",
    )
    .bind(member)
    .bind(only.unwrap_or(0))
    .fetch_all(connection)
    .await?;
    let explained = |(sale, lines, delivery, gifts): (i64, String, i64, String)| {
        Ok((sale, Explained::of(&lines, delivery, &gifts)?))
    };
    rows.into_iter().map(explained).collect()
}

/// Every quote that a till made for a member and that was not sold, oldest first.
pub async fn all_of(connection: &mut Conn, member: i64) -> Result<Vec<QuotedThen>, Error> {
    let rows: Vec<(i64, i64, i64, i64)> = sqlx::query_as(
        "SELECT at, until, goods_fen, delivery_fen FROM quotes WHERE member_id = $1 AND sale_id IS NULL ORDER BY id",
    )
    .bind(member)
    .fetch_all(connection)
    .await?;
    let then = |(at, until, goods, delivery): (i64, i64, i64, i64)| {
        Ok(QuotedThen { at: instant(at)?, until: instant(until)?, goods: Fen(goods), delivery: Fen(delivery) })
    };
    rows.into_iter().map(then).collect()
}

/// The sale that an entry of the ledger was about: points that paid for goods, and those that came back with them.
pub async fn sale_of(
    connection: &mut Conn,
    asking: &Asking,
    key: Key<'_>,
) -> Result<Option<feature::Explained>, Error> {
    let found = match key {
        Key::Paid(sale) => sale_of_key(connection, sale).await?,
        Key::PaidBack(refund) => sale_of_refund(connection, refund).await?,
        _ => return Ok(None),
    };
    let Some((sale, shop)) = found else { return Ok(Some(feature::Explained::link(Link::None))) };
    let about = shop.map(|shop| asking.rulebook.shop_name(&shop));
    Ok(Some(feature::Explained { about, ..feature::Explained::link(Link::Receipt(sale.to_string())) }))
}
