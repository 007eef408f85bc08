//! `till-key`: the API keys of tills.

use super::out::{Failure, note, say, table};
use crate::operator::{Desk, keys};

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

pub async fn run(desk: &Desk, command: TillKey) -> Result<(), Failure> {
    match command {
        TillKey::Create { store, name } => {
            let key = keys::create(desk, &store, &name).await?;
            note("This key is shown only now. The till sends it as `Authorization: Bearer <key>`.");
            say(key)
        }
        TillKey::List => list(desk).await,
        TillKey::Revoke { number } => {
            keys::revoke(desk, number).await?;
            say(format!("Key {number} is revoked."))
        }
    }
}

async fn list(desk: &Desk) -> Result<(), Failure> {
    let mut rows = vec![["key", "shop", "name", "created", "state"].map(str::to_owned).to_vec()];
    for key in keys::list(desk).await? {
        let created = key.created.format("%Y-%m-%d %H:%M UTC").to_string();
        let state = if key.revoked.is_some() { "revoked" } else { "works" };
        rows.push(vec![key.number.to_string(), key.shop.0, key.name, created, state.to_owned()]);
    }
    say(table(&rows))
}
