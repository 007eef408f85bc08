//! The API keys of tills: made, listed and revoked by the operator only.

use crate::context::Context;
use crate::policies::instant;
use crate::store::seal::{Name, Seal, Value};
use crate::store::{Conn, next_id};
use crate::{Error, secrets};
use shuke_rules::Instant;
use shuke_rules::policy::StoreId;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A key as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub number: i64,
    pub shop: StoreId,
    /// What the operator calls it.
    pub name: String,
    pub created: Instant,
    /// From then on it works no longer.
    pub revoked: Option<Instant>,
}

pub static SEAL: Seal = Seal {
    table: "till_keys",
    key: &[Name::Number("id")],
    columns: &["id", "store", "name", "key_hash", "created_at", "revoked_at?"],
    first: None,
    member: None,
};

/// A new key of a shop of the policy. Only its hash is stored.
pub async fn create(tx: &mut Conn, context: &Context, shop: &StoreId, name: &str) -> Result<String, Error> {
    let key = format!("till_{}", context.chance().token()?);
    SEAL.query("INSERT INTO till_keys (id, store, name, key_hash, created_at, seal) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(next_id(tx, "till_keys").await?)
        .bind(&shop.0)
        .bind(name)
        .bind(secrets::hash(&[&key]))
        .bind(context.now().timestamp_micros())
        .also(None::<i64>)
        .execute(tx)
        .await?;
    Ok(key)
}

/// Whether there was a working key of that number to revoke.
pub async fn revoke(tx: &mut Conn, number: i64, now: Instant) -> Result<bool, Error> {
    let done = sqlx::query("UPDATE till_keys SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL")
        .bind(now.timestamp_micros())
        .bind(number)
        .execute(&mut *tx)
        .await?;
    SEAL.again(tx, &[Value::from(number)]).await?;
    Ok(done.rows_affected() == 1)
}

/// Every key that there ever was, by number.
pub async fn all(connection: &mut Conn) -> Result<Vec<Key>, Error> {
    let rows = sqlx::query("SELECT id, store, name, created_at, revoked_at FROM till_keys ORDER BY id")
        .fetch_all(connection)
        .await?;
    let key = |row: &AnyRow| {
        Ok(Key {
            number: row.try_get("id")?,
            shop: StoreId(row.try_get("store")?),
            name: row.try_get("name")?,
            created: instant(row.try_get("created_at")?)?,
            revoked: row.try_get::<Option<i64>, _>("revoked_at")?.map(instant).transpose()?,
        })
    };
    rows.iter().map(key).collect()
}

/// Whether a key works for a shop.
pub async fn works(connection: &mut Conn, key: &str, shop: &str) -> Result<bool, Error> {
    let found: Option<(i64,)> =
        sqlx::query_as("SELECT id FROM till_keys WHERE key_hash = $1 AND store = $2 AND revoked_at IS NULL")
            .bind(secrets::hash(&[key]))
            .bind(shop)
            .fetch_optional(connection)
            .await?;
    Ok(found.is_some())
}
