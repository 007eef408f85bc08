//! Refunding at a till: of the shop's own sales only.

use super::{TillKey, check, paid};
use crate::booking::{self, Refund};
use crate::feature::{Fact, Refunded, happened};
use crate::http::call::Request;
use crate::http::mount::Done;
use crate::store::{Conn, Work};
use crate::{Error, metrics};
use shuke_contract::till::{RefundBooked, RefundRequest};
use shuke_contract::{ErrorCode, Problem};

pub fn create_refund(tx: &mut Conn, call: Request<RefundRequest, TillKey>) -> Work<'_, Done<RefundBooked>> {
    Box::pin(async move {
        check::refund_number(&call.request.number)?;
        let sale = own_sale(tx, &call.who, &call.id).await?;
        let moment = call.app.moment(tx).await?;
        let (rulebook, now) = (&moment.rulebook, moment.now);
        let key = call.who.natural_key(&call.request.number);
        let paid_with = paid::Back::of(tx, sale, &call.request.lines).await?;
        let refund = Refund {
            key: key.clone(),
            number: call.request.number.clone(),
            at: now,
            lines: call.request.lines.clone(),
            points_back: paid_with.points(),
        };
        let refunded = booking::refund(tx, rulebook, sale, refund).await?;
        paid_with.give(tx, rulebook, refunded.member, &key, now).await?;
        let fact = Refunded {
            member: refunded.member,
            sale,
            lines: call.request.lines.clone(),
            whole: paid::came_back(tx, sale).await?,
            gifts_back: call.request.gifts_back,
            tier_before: refunded.tier_before.clone(),
            tier: refunded.tier.clone(),
            coupons_back: Vec::new(),
            gifts_kept: Vec::new(),
        };
        let told = happened(tx, &moment, Fact::SaleRefunded(fact)).await?;
        let Fact::SaleRefunded(told) = told else { return Err(Error::internal("a refund that is none any more")) };
        let missing = || Error::internal(format!("member {} is missing", refunded.member));
        let since = booking::ledger_of(tx, refunded.member).await?.ok_or_else(missing)?;
        call.afterwards(|| metrics::get().refund_booked());
        let reply = RefundBooked {
            id: refunded.id.to_string(),
            amount: refunded.amount,
            taken_back: refunded.taken_back,
            shortfall: refunded.shortfall,
            debt: since.debt(),
            points_back: paid_with.points(),
            points: since.balance(now),
            tier_before: refunded.tier_before,
            tier: refunded.tier,
            coupons_back: told.coupons_back,
            gifts_kept: told.gifts_kept,
        };
        Ok(reply.into())
    })
}

/// Another shop's sale is as unknown as one that never was.
async fn own_sale(tx: &mut Conn, till: &TillKey, id: &str) -> Result<i64, Error> {
    let unknown = || Error::from(Problem::new(ErrorCode::SaleUnknown, "This shop has no such sale."));
    let id: i64 = id.parse().map_err(|_| unknown())?;
    if booking::is_sale_of(tx, id, &till.store).await? { Ok(id) } else { Err(unknown()) }
}
