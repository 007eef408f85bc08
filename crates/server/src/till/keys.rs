//! The API keys of tills: made, listed and revoked by the operator only.

use crate::context::Context;
use crate::policies::Rulebook;
use crate::store::{Conn, next_id};
use crate::{Error, secrets};
use shuke_rules::Instant;
use shuke_rules::policy::StoreId;

/// A new key of a shop; the inner error says that there is no such shop, and which there are.
pub async fn create(tx: &mut Conn, context: &Context, shop: &str, name: &str) -> Result<Result<String, String>, Error> {
    let book = Rulebook::load(tx).await?;
    let policy = &book.current().policy;
    if policy.store(&StoreId::from(shop)).is_none() {
        let shops: Vec<&str> = policy.stores.iter().map(|store| store.id.0.as_str()).collect();
        return Ok(Err(format!("No shop has the id `{shop}`. There are: {}.", shops.join(", "))));
    }
    let key = format!("till_{}", context.chance().token()?);
    sqlx::query("INSERT INTO till_keys (id, store, name, key_hash, created_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(next_id(tx, "till_keys").await?)
        .bind(shop)
        .bind(name)
        .bind(secrets::hash(&[&key]))
        .bind(context.now().timestamp_micros())
        .execute(tx)
        .await?;
    Ok(Ok(key))
}

/// Whether there was a working key of that number to revoke.
pub async fn revoke(tx: &mut Conn, number: i64, now: Instant) -> Result<bool, Error> {
    let done = sqlx::query("UPDATE till_keys SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL")
        .bind(now.timestamp_micros())
        .bind(number)
        .execute(tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Every key that there ever was: number, shop, name, when it was made and when it was revoked, as microseconds.
pub async fn all(connection: &mut Conn) -> Result<Vec<(i64, String, String, i64, Option<i64>)>, Error> {
    let keys = sqlx::query_as("SELECT id, store, name, created_at, revoked_at FROM till_keys ORDER BY id");
    Ok(keys.fetch_all(connection).await?)
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
