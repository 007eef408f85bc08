//! `till-key`: the API keys of tills. Only their hashes are stored.

use super::out::{Failure, note, say, table};
use crate::cli::Data;
use crate::policies::instant;
use crate::till::keys;

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

pub async fn run(store: &Data, command: TillKey) -> Result<(), Failure> {
    match command {
        TillKey::Create { store: shop, name } => {
            let context = store.context.clone();
            let key = store
                .write(move |connection| {
                    let (context, shop, name) = (context.clone(), shop.clone(), name.clone());
                    Box::pin(async move { keys::create(connection, &context, &shop, &name).await })
                })
                .await?
                .map_err(Failure::Said)?;
            note("This key is shown only now. The till sends it as `Authorization: Bearer <key>`.");
            say(key)
        }
        TillKey::List => list(store).await,
        TillKey::Revoke { number } => {
            let now = store.now();
            let revoked = store.write(move |connection| Box::pin(keys::revoke(connection, number, now))).await?;
            if !revoked {
                return Err(Failure::said(format!("No working key has the number {number}: see `till-key list`.")));
            }
            say(format!("Key {number} is revoked."))
        }
    }
}

async fn list(store: &Data) -> Result<(), Failure> {
    let keys = keys::all(&mut *store.read().await?).await?;
    let mut rows = vec![["key", "shop", "name", "created", "state"].map(str::to_owned).to_vec()];
    for (id, shop, name, created, revoked) in keys {
        let created = instant(created)?.format("%Y-%m-%d %H:%M UTC").to_string();
        let state = if revoked.is_some() { "revoked" } else { "works" };
        rows.push(vec![id.to_string(), shop, name, created, state.to_owned()]);
    }
    say(table(&rows))
}
