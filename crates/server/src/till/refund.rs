//! Refunding at a till: of the shop's own sales only.

use super::{TillKey, check, paid};
use crate::Error;
use crate::boards;
use crate::booking::{self, Refund};
use crate::coupons;
use crate::http::call::Request;
use crate::http::mount::Done;
use crate::metrics;
use crate::store::{Conn, Work};
use crate::tasks;
use chrono::Utc;
use shuke_contract::till::{RefundBooked, RefundRequest};
use shuke_contract::{ErrorCode, Problem};

pub fn create_refund(tx: &mut Conn, call: Request<RefundRequest, TillKey>) -> Work<'_, Done<RefundBooked>> {
    Box::pin(async move {
        check::refund_number(&call.request.number)?;
        let sale = own_sale(tx, &call.who, &call.id).await?;
        let book = call.app.policies.current(tx).await?;
        let (key, now) = (call.who.natural_key(&call.request.number), Utc::now());
        let paid_with = paid::Back::of(tx, sale, &call.request.lines).await?;
        let refund = Refund {
            key: key.clone(),
            number: call.request.number.clone(),
            at: now,
            lines: call.request.lines.clone(),
            points_back: paid_with.points(),
        };
        let mut refunded = booking::refund(tx, &book, sale, refund).await?;
        let mut debt = refunded.debt;
        if let Some(since) = paid_with.give(tx, &book, refunded.member, &key, now).await? {
            (refunded.balance, debt) = since;
        }
        let since = tasks::settle(tx, &book, refunded.member, now).await?;
        boards::returned(tx, &book, refunded.member, now).await?;
        let whole = paid::came_back(tx, sale).await?;
        let given = if whole {
            coupons::give_back(tx, &book, sale, call.request.gifts_back, now).await?
        } else {
            coupons::GivenBack::default()
        };
        if refunded.tier_before != refunded.tier
            && let Some(account) = booking::by_id(tx, refunded.member).await?
        {
            coupons::settle(tx, &book, &account, now).await?;
        }
        metrics::get().refund_booked();
        let reply = RefundBooked {
            id: refunded.id.to_string(),
            amount: refunded.amount,
            taken_back: refunded.taken_back,
            debt,
            points_back: paid_with.points(),
            points: since.unwrap_or(refunded.balance),
            tier_before: refunded.tier_before,
            tier: refunded.tier,
            coupons_back: given.coupons,
            gifts_kept: given.gifts_kept,
        };
        Ok(reply.into())
    })
}

/// Another shop's sale is as unknown as one that never was.
async fn own_sale(tx: &mut Conn, till: &TillKey, id: &str) -> Result<i64, Error> {
    let unknown = || Error::from(Problem::new(ErrorCode::SaleUnknown, "This shop has no such sale."));
    let id: i64 = id.parse().map_err(|_| unknown())?;
    let row = sqlx::query("SELECT id FROM sales WHERE id = $1 AND store = $2")
        .bind(id)
        .bind(&till.store.0)
        .fetch_optional(tx)
        .await?;
    row.map(|_| id).ok_or_else(unknown)
}
