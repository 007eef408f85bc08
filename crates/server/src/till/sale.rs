//! Selling at a till.

use super::{TillKey, check};
use crate::Error;
use crate::booking::{self, Sale};
use crate::http::call::Request;
use crate::http::mount::Done;
use crate::metrics;
use crate::store::{Conn, Work};
use chrono::Utc;
use shuke_contract::till::{SaleBooked, SaleRequest};
use shuke_contract::{ErrorCode, Problem};
use sqlx::Row;

pub fn create_sale(tx: &mut Conn, call: Request<SaleRequest, TillKey>) -> Work<'_, Done<SaleBooked>> {
    Box::pin(async move {
        let now = Utc::now();
        let asked = &call.request;
        let (at, card) = check::sale(asked, now)?;
        let member = member(tx, card.as_str()).await?;
        let book = call.app.policies.current(tx).await?;
        let sale = Sale {
            key: call.who.natural_key(&asked.number),
            store: Some(call.who.store.clone()),
            number: asked.number.clone(),
            at,
            booked_at: now,
            lines: asked.lines.clone(),
        };
        let sold = booking::sell(tx, &book, member, sale).await?;
        metrics::get().sale_booked();
        let reply = SaleBooked {
            id: sold.id.to_string(),
            earned: sold.earned,
            points: sold.balance,
            tier_before: sold.tier_before,
            tier: sold.tier,
            rule_version: sold.rule_version,
        };
        Ok(reply.into())
    })
}

async fn member(tx: &mut Conn, card: &str) -> Result<i64, Error> {
    let row = sqlx::query("SELECT id FROM members WHERE card = $1 AND closed_at IS NULL")
        .bind(card)
        .fetch_optional(tx)
        .await?;
    let unknown = || Problem::new(ErrorCode::MemberUnknown, "No member has this card number.");
    Ok(row.ok_or_else(unknown)?.try_get("id")?)
}
