//! Stock: what the mall has, and how many are left. Owns `mall_items`; who may have one is for others to judge.
//!
//! What holds at every time: `taken` of an item is never below 0 or above its stock.

use crate::Error;
use crate::store::Conn;
use crate::store::seal::{Name, Seal, Value};
use crate::store::table::{Proof, Rows, Table};
use shuke_rules::Instant;
use shuke_rules::mall::Item;
use sqlx::Row;
use sqlx::any::AnyRow;

/// An item with its stock.
#[derive(Clone, Debug)]
pub struct Stocked {
    pub item: Item,
    /// The whole of it.
    pub stock: i64,
    /// How many of the whole are gone or held.
    pub taken: i64,
    /// `false`: withdrawn.
    pub offered: bool,
    /// Where it stands in the list.
    pub place: i64,
}

impl Stocked {
    pub fn left(&self) -> i64 {
        self.stock - self.taken
    }

    fn of(row: &AnyRow) -> Result<Self, Error> {
        let terms: String = row.try_get("terms")?;
        Ok(Self {
            item: serde_json::from_str(&terms).map_err(Error::internal)?,
            stock: row.try_get("stock")?,
            taken: row.try_get("taken")?,
            offered: row.try_get::<i64, _>("offered")? != 0,
            place: row.try_get("place")?,
        })
    }
}

/// An item, also a withdrawn one.
pub async fn item(connection: &mut Conn, id: &str) -> Result<Option<Stocked>, Error> {
    let row = sqlx::query("SELECT terms, stock, taken, offered, place FROM mall_items WHERE id = $1")
        .bind(id)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(Stocked::of).transpose()
}

/// Every item, in the brand's order, also those that were withdrawn.
pub async fn all(connection: &mut Conn) -> Result<Vec<Stocked>, Error> {
    let rows = sqlx::query("SELECT terms, stock, taken, offered, place FROM mall_items ORDER BY place, id")
        .fetch_all(connection)
        .await?;
    rows.iter().map(Stocked::of).collect()
}

/// Takes one from the stock; `false`: there is none left.
pub async fn take_one(tx: &mut Conn, item: &str) -> Result<bool, Error> {
    let taken = sqlx::query("UPDATE mall_items SET taken = taken + 1 WHERE id = $1 AND taken < stock")
        .bind(item)
        .execute(tx)
        .await?;
    Ok(taken.rows_affected() == 1)
}

/// Puts one back.
pub async fn put_back(tx: &mut Conn, item: &str) -> Result<(), Error> {
    let back = sqlx::query("UPDATE mall_items SET taken = taken - 1 WHERE id = $1 AND taken > 0")
        .bind(item)
        .execute(tx)
        .await?;
    if back.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::internal(format!("item {item}: more came back than was taken")))
    }
}

pub static SEAL: Seal = Seal {
    table: "mall_items",
    key: &[Name::Text("id")],
    columns: &["id", "place", "terms", "stock", "offered", "updated_at"],
    first: None,
    member: None,
};

/// How they are proven.
pub const TABLES: &[Table] = &[Table {
    name: "mall_items",
    seal: Some(&SEAL),
    rows: Rows::Partly("its orders", "an item that nobody redeemed is no more than offered"),
    columns: &[("taken", Proof::By("its orders"))],
}];

/// Puts an item into the mall or changes it; what was taken is left alone.
pub async fn put(tx: &mut Conn, item: &Item, stock: i64, place: i64, now: Instant) -> Result<(), Error> {
    SEAL.query(
        "INSERT INTO mall_items (id, place, terms, stock, taken, offered, updated_at, seal) VALUES ($1, $2, $3, $4, 0, 1, $5, $6) \
         ON CONFLICT (id) DO UPDATE SET place = $2, terms = $3, stock = $4, offered = 1, updated_at = $5, seal = $6",
    )
    .bind(&item.id)
    .bind(place)
    .bind(serde_json::to_string(item).map_err(Error::internal)?)
    .bind(stock)
    .also(1_i64)
    .bind(now.timestamp_micros())
    .execute(tx)
    .await?;
    Ok(())
}

/// Moves an item in the list, and offers or withdraws it.
pub async fn set_aside(tx: &mut Conn, item: &str, place: i64, offered: bool) -> Result<(), Error> {
    sqlx::query("UPDATE mall_items SET place = $1, offered = $2 WHERE id = $3")
        .bind(place)
        .bind(i64::from(offered))
        .bind(item)
        .execute(&mut *tx)
        .await?;
    SEAL.again(tx, &[Value::from(item)]).await
}
