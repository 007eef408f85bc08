//! `till-key`: the API keys of tills. Only their hashes are stored.

use super::out::{Failure, note, say, table};
use crate::Error;
use crate::policies::{Rulebook, instant};
use crate::secrets;
use crate::store::{Conn, Store, next_id};
use chrono::Utc;
use shuke_rules::policy::StoreId;

/// The commands for till keys.
#[derive(Debug, clap::Subcommand)]
pub enum TillKey {
    /// Makes a key for a shop's tills and prints it, once
    Create {
        /// The shop's id in the policy
        #[arg(long, value_name = "ID")]
        store: String,
        /// What to call the key, to know it again
        #[arg(long, default_value = "till")]
        name: String,
    },
    /// Lists the keys by number, without showing them
    List,
    /// Revokes a key: it works no longer
    Revoke {
        /// Its number in the list
        number: i64,
    },
}

pub async fn run(store: &Store, command: TillKey) -> Result<(), Failure> {
    match command {
        TillKey::Create { store: shop, name } => {
            let key = store
                .write(move |connection| {
                    let (shop, name) = (shop.clone(), name.clone());
                    Box::pin(async move { create(connection, &shop, &name).await })
                })
                .await?
                .map_err(Failure::Said)?;
            note("This key is shown only now. The till sends it as `Authorization: Bearer <key>`.");
            say(key)
        }
        TillKey::List => list(store).await,
        TillKey::Revoke { number } => {
            let revoked = store.write(move |connection| Box::pin(revoke(connection, number))).await?;
            if !revoked {
                return Err(Failure::said(format!("No working key has the number {number}: see `till-key list`.")));
            }
            say(format!("Key {number} is revoked."))
        }
    }
}

/// A new key of a shop; the inner error says that there is no such shop, and which there are.
pub async fn create(connection: &mut Conn, shop: &str, name: &str) -> Result<Result<String, String>, Error> {
    let book = Rulebook::load(connection).await?;
    let policy = &book.current().policy;
    if policy.store(&StoreId::from(shop)).is_none() {
        let shops: Vec<&str> = policy.stores.iter().map(|store| store.id.0.as_str()).collect();
        return Ok(Err(format!("No shop has the id `{shop}`. There are: {}.", shops.join(", "))));
    }
    let key = format!("till_{}", secrets::token()?);
    sqlx::query("INSERT INTO till_keys (id, store, name, key_hash, created_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(next_id(connection, "till_keys").await?)
        .bind(shop)
        .bind(name)
        .bind(secrets::hash(&[&key]))
        .bind(Utc::now().timestamp_micros())
        .execute(connection)
        .await?;
    Ok(Ok(key))
}

async fn revoke(connection: &mut Conn, number: i64) -> Result<bool, Error> {
    let done = sqlx::query("UPDATE till_keys SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL")
        .bind(Utc::now().timestamp_micros())
        .bind(number)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

async fn list(store: &Store) -> Result<(), Failure> {
    let mut connection = store.read().await?;
    let keys: Vec<(i64, String, String, i64, Option<i64>)> =
        sqlx::query_as("SELECT id, store, name, created_at, revoked_at FROM till_keys ORDER BY id")
            .fetch_all(&mut *connection)
            .await?;
    let mut rows = vec![["key", "shop", "name", "created", "state"].map(str::to_owned).to_vec()];
    for (id, shop, name, created, revoked) in keys {
        let created = instant(created)?.format("%Y-%m-%d %H:%M UTC").to_string();
        let state = if revoked.is_some() { "revoked" } else { "works" };
        rows.push(vec![id.to_string(), shop, name, created, state.to_owned()]);
    }
    say(table(&rows))
}
