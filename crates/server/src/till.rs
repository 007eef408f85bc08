//! The till's API: identify a member, quote, sell, refund; each key for its own shop.

pub use identify::{identified, take_code};
pub use quoted::{New as NewQuote, sell as sell_quote};

mod audit;
mod check;
mod explained;
mod identify;
pub mod keys;
mod paid;
mod quote;
mod quoted;
mod refund;
mod sale;

pub use explained::{Explained, explained, explained_of};
pub use quote::{Wish, not_used, priced};

use crate::feature::Feature;
use crate::http::limits::Counted;
use crate::http::{App, Client, Identity};
use crate::store::Conn;
use crate::{Error, secrets};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use shuke_contract::till::{CreateQuote, CreateRefund, CreateSale, Identify};
use shuke_contract::{Caller, ErrorCode, Problem};
use shuke_rules::ledger::SaleKey;
use shuke_rules::policy::StoreId;
use sqlx::Row;

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes
            .write::<Identify, TillKey, _>(identify::identify)
            .write::<CreateQuote, TillKey, _>(quote::create_quote)
            .write::<CreateSale, TillKey, _>(sale::create_sale)
            .write::<CreateRefund, TillKey, _>(refund::create_refund)
    },
    tidy: Some(|tx, moment| {
        Box::pin(async move {
            identify::clean(tx, moment.now).await?;
            quoted::clean(tx, moment.now).await
        })
    }),
    explains: Some(|connection, asking, key| Box::pin(explained::sale_of(connection, asking, key))),
    export: Some(|connection, asking, export| {
        Box::pin(async move {
            export.quotes = explained::all_of(connection, asking.account.member).await?;
            Ok(())
        })
    }),
    card_part: Some(|connection, asking, card| {
        Box::pin(async move {
            card.codes_read = identify::read_lately(connection, asking.account.member, asking.now).await?;
            Ok(card.codes_read.iter().map(identify::said_until).min())
        })
    }),
    audits: &[&audit::AUDIT],
    ..Feature::named("till")
};

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

impl Identity for TillKey {
    const CALLER: Caller = Caller::Till;

    async fn of(app: &App, headers: &HeaderMap, _: &Client) -> Result<Self, Error> {
        let given = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let key = given.and_then(|value| value.strip_prefix("Bearer ")).map(str::trim).filter(|key| key.len() <= 200);
        let key = key.ok_or_else(till_key_required)?;
        let found = Self::find(&mut *app.store.read().await?, key).await?.ok_or_else(till_key_required)?;
        app.limits.count(Counted::Till, &found.scope())?;
        Ok(found)
    }

    fn scope(&self) -> String {
        format!("till:{}", self.id)
    }
}

fn till_key_required() -> Error {
    Problem::new(ErrorCode::TillKeyRequired, "There is no API key, or it is unknown or withdrawn.")
        .remedy("Send `Authorization: Bearer <API key>`; `shuke till-key` makes one for a shop.")
        .into()
}
