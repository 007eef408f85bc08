//! Selling at a till.

use super::quoted::Standing;
use super::{TillKey, check, paid};
use crate::booking::{self, Sale};
use crate::feature::{Fact, happened};
use crate::http::call::Request;
use crate::http::mount::Done;
use crate::metrics;
use crate::store::{Conn, Work};
use shuke_contract::till::{SaleBooked, SaleRequest};

pub fn create_sale(tx: &mut Conn, call: Request<SaleRequest, TillKey>) -> Work<'_, Done<SaleBooked>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let (rulebook, now) = (&moment.rulebook, moment.now);
        let asked = &call.request;
        let (at, card) = check::sale(asked, now)?;
        let mut account = booking::by_card(tx, &card).await?;
        let day = rulebook.zone().day_of(at);
        let early = account.as_ref().map(|account| day.days_until(account.joined_day)).filter(|days| *days > 0);
        let sale = Sale {
            key: call.who.natural_key(&asked.number),
            store: Some(call.who.store.clone()),
            number: asked.number.clone(),
            at,
            booked_at: now,
            lines: asked.lines.clone(),
        };
        let quote = match &asked.quote {
            Some(id) => Some(Standing::find(tx, &call.who, id, asked, account.as_ref(), now).await?),
            None => None,
        };
        if let (Some(quote), Some(account)) = (&quote, &mut account) {
            paid::take(tx, rulebook, account, &sale.key, quote.points, now).await?;
        }
        let sold = booking::sell(tx, rulebook, account, sale).await?;
        if let Some(quote) = quote {
            quote.commit(tx, rulebook, sold.id, now).await?;
        }
        happened(tx, &moment, Fact::SaleBooked { member: sold.member, sale: sold.id }).await?;
        call.afterwards(|| metrics::get().sale_booked());
        let reply = SaleBooked {
            id: sold.id.to_string(),
            earned: sold.earned,
            points: sold.balance,
            tier_before: sold.tier_before,
            tier: sold.tier,
            rule_version: sold.rule_version,
            days_before_joining: early,
        };
        Ok(reply.into())
    })
}
