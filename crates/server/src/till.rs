//! The till's API: identify a member, quote, sell, refund; each key for its own shop.

pub use identify::{identified, take_code};
pub use quoted::{New as NewQuote, sell as sell_quote};

mod check;
mod identify;
mod paid;
mod quote;
mod quoted;
mod refund;
mod sale;

pub use quote::{Wish, not_used, priced};
pub use quoted::{Explained, explained};

use crate::http::Routes;
use crate::store::Conn;
use crate::{Error, secrets};
use shuke_contract::till::{CreateQuote, CreateRefund, CreateSale, Identify};
use shuke_rules::ledger::SaleKey;
use shuke_rules::policy::StoreId;
use sqlx::Row;

pub fn routes(routes: Routes) -> Routes {
    routes
        .write::<Identify, TillKey, _>(identify::identify)
        .write::<CreateQuote, TillKey, _>(quote::create_quote)
        .write::<CreateSale, TillKey, _>(sale::create_sale)
        .write::<CreateRefund, TillKey, _>(refund::create_refund)
}

/// Deletes what counts for nothing any more: uses of codes, quotes that nobody sold.
pub async fn clean(tx: &mut Conn) -> Result<(), Error> {
    identify::clean(tx).await?;
    quoted::clean(tx).await
}

/// An API key that counts, and the one shop that it is for.
#[derive(Clone, Debug)]
pub struct TillKey {
    pub id: i64,
    pub store: StoreId,
}

impl TillKey {
    pub async fn find(connection: &mut Conn, key: &str) -> Result<Option<Self>, Error> {
        let row = sqlx::query("SELECT id, store FROM till_keys WHERE key_hash = $1 AND revoked_at IS NULL")
            .bind(secrets::hash(&[key]))
            .fetch_optional(connection)
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Self { id: row.try_get("id")?, store: StoreId(row.try_get("store")?) }))
    }

    /// The natural identity of what the shop's till numbers so.
    pub fn natural_key(&self, number: &str) -> String {
        SaleKey::Till { store: &self.store.0, number }.to_string()
    }
}
