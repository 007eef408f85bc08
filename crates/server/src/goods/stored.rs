//! The catalogue and the stock of shops, as they are kept.

use crate::Error;
use crate::policies::instant;
use crate::store::Conn;
use crate::store::seal::{Name, Seal, Value};
use shuke_rules::goods::Good;
use shuke_rules::gs1::Gtin;
use shuke_rules::policy::{ItemId, StoreId};
use shuke_rules::{Fen, Instant};
use std::collections::BTreeMap;

/// A kind of goods with what is known of it besides what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub good: Good,
    /// What a piece cost the brand.
    pub cost: Option<Fen>,
    /// `false`: not sold any more.
    pub offered: bool,
    /// Where it stands in the list.
    pub place: i64,
    /// How many pieces each shop has that says so.
    pub stock: BTreeMap<StoreId, i64>,
}

/// What a shop has, and when that was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub store: StoreId,
    pub pieces: i64,
    pub at: Instant,
}

pub static SEAL: Seal = Seal {
    table: "goods",
    key: &[Name::Text("number")],
    columns: &["number", "place", "terms", "barcode?", "cost_fen?", "offered", "updated_at"],
    first: None,
    member: None,
};

pub static STOCK: Seal = Seal {
    table: "goods_stock",
    key: &[Name::Text("store"), Name::Text("number")],
    columns: &["store", "number", "pieces", "counted_at"],
    first: None,
    member: None,
};

fn good(terms: &str) -> Result<Good, Error> {
    serde_json::from_str(terms).map_err(Error::internal)
}

/// Goods by their number, or by the digits of their barcode; whether they are sold besides.
pub async fn find(connection: &mut Conn, named: &str) -> Result<Option<(Good, bool)>, Error> {
    let barcode = Gtin::parse(named).map(|barcode| barcode.to_string()).unwrap_or_default();
    let rows: Vec<(String, String, i64)> =
        sqlx::query_as("SELECT number, terms, offered FROM goods WHERE number = $1 OR barcode = $2")
            .bind(named)
            .bind(barcode)
            .fetch_all(connection)
            .await?;
    // Should a number be the barcode of another, the number is meant.
    let row = rows.iter().find(|(number, ..)| number == named).or(rows.first());
    row.map(|(_, terms, offered)| Ok((good(terms)?, *offered != 0))).transpose()
}

/// Goods by their number alone, also those that are not sold any more.
pub async fn numbered(connection: &mut Conn, number: &ItemId) -> Result<Option<Good>, Error> {
    let row: Option<(String,)> =
        sqlx::query_as("SELECT terms FROM goods WHERE number = $1").bind(&number.0).fetch_optional(connection).await?;
    row.map(|(terms,)| good(&terms)).transpose()
}

/// What is on offer, in the brand's order, so many at most.
pub async fn first(connection: &mut Conn, most: i64) -> Result<Vec<Good>, Error> {
    let rows: Vec<(String,)> =
        sqlx::query_as("SELECT terms FROM goods WHERE offered = 1 ORDER BY place, number LIMIT $1")
            .bind(most)
            .fetch_all(connection)
            .await?;
    rows.iter().map(|(terms,)| good(terms)).collect()
}

/// What each shop has of goods that says so.
pub async fn stock_of(connection: &mut Conn, number: &ItemId) -> Result<Vec<Counted>, Error> {
    let rows: Vec<(String, i64, i64)> =
        sqlx::query_as("SELECT store, pieces, counted_at FROM goods_stock WHERE number = $1 ORDER BY store")
            .bind(&number.0)
            .fetch_all(connection)
            .await?;
    let counted = |(store, pieces, at)| Ok(Counted { store: StoreId(store), pieces, at: instant(at)? });
    rows.into_iter().map(counted).collect()
}

/// The whole catalogue, in the brand's order, also what is not sold any more.
pub async fn all(connection: &mut Conn) -> Result<Vec<Known>, Error> {
    let mut stock: BTreeMap<String, BTreeMap<StoreId, i64>> = BTreeMap::new();
    let counted: Vec<(String, String, i64)> =
        sqlx::query_as("SELECT number, store, pieces FROM goods_stock").fetch_all(&mut *connection).await?;
    for (number, store, pieces) in counted {
        stock.entry(number).or_default().insert(StoreId(store), pieces);
    }
    let rows: Vec<(String, Option<i64>, i64, i64)> =
        sqlx::query_as("SELECT terms, cost_fen, offered, place FROM goods ORDER BY place, number")
            .fetch_all(connection)
            .await?;
    let mut known = Vec::with_capacity(rows.len());
    for (terms, cost, offered, place) in rows {
        let good = good(&terms)?;
        let stock = stock.remove(&good.number.0).unwrap_or_default();
        known.push(Known { good, cost: cost.map(Fen), offered: offered != 0, place, stock });
    }
    Ok(known)
}

/// Puts goods into the catalogue or changes them; what shops have of them is left alone.
pub async fn put(tx: &mut Conn, known: &Known, now: Instant) -> Result<(), Error> {
    let Known { good, cost, offered, place, .. } = known;
    SEAL.query(
        "INSERT INTO goods (number, place, terms, barcode, cost_fen, offered, updated_at, seal) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (number) DO UPDATE SET place = $2, terms = $3, barcode = $4, \
         cost_fen = $5, offered = $6, updated_at = $7, seal = $8",
    )
    .bind(&good.number.0)
    .bind(*place)
    .bind(serde_json::to_string(good).map_err(Error::internal)?)
    .bind(good.barcode.as_ref().map(Gtin::as_str))
    .bind(cost.map(|cost| cost.0))
    .bind(i64::from(*offered))
    .bind(now.timestamp_micros())
    .execute(tx)
    .await?;
    Ok(())
}

/// Takes the barcodes of goods away that are to be put anew, so that two of them can change theirs in one go.
pub async fn strip_barcodes<'a>(tx: &mut Conn, numbers: impl Iterator<Item = &'a ItemId>) -> Result<(), Error> {
    for number in numbers {
        sqlx::query("UPDATE goods SET barcode = NULL WHERE number = $1").bind(&number.0).execute(&mut *tx).await?;
    }
    Ok(())
}

/// Moves goods in the list, and offers or withdraws them.
pub async fn set_aside(tx: &mut Conn, number: &ItemId, place: i64, offered: bool) -> Result<(), Error> {
    sqlx::query("UPDATE goods SET place = $1, offered = $2 WHERE number = $3")
        .bind(place)
        .bind(i64::from(offered))
        .bind(&number.0)
        .execute(&mut *tx)
        .await?;
    SEAL.again(tx, &[Value::from(&number.0)]).await
}

/// A shop has so many.
pub async fn count(tx: &mut Conn, number: &ItemId, store: &StoreId, pieces: i64, now: Instant) -> Result<(), Error> {
    STOCK
        .query(
            "INSERT INTO goods_stock (store, number, pieces, counted_at, seal) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (store, number) DO UPDATE SET pieces = $3, counted_at = $4, seal = $5",
        )
        .bind(&store.0)
        .bind(&number.0)
        .bind(pieces)
        .bind(now.timestamp_micros())
        .execute(tx)
        .await?;
    Ok(())
}

/// It is not known any more how many a shop has.
pub async fn uncount(tx: &mut Conn, number: &ItemId, store: &StoreId) -> Result<(), Error> {
    sqlx::query("DELETE FROM goods_stock WHERE store = $1 AND number = $2")
        .bind(&store.0)
        .bind(&number.0)
        .execute(tx)
        .await?;
    Ok(())
}
