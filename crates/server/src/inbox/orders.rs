//! Messages about redemptions, from what happened to them. A reserved one whose money did not come in time has lapsed then,
//! whether that was booked or not.

use super::{Span, Told};
use crate::Error;
use crate::policies::{Rulebook, instant};
use crate::store::Conn;
use serde::Deserialize;
use shuke_contract::inbox::What;
use shuke_rules::mall::OrderState;
use shuke_rules::policy::StoreId;
use shuke_rules::{Instant, Points, Text};

/// What of `orders.item` is told.
#[derive(Deserialize)]
struct Named {
    name: Text,
}

fn name(item: &str) -> Result<Text, Error> {
    let item: Named =
        serde_json::from_str(item).map_err(|error| Error::internal(format!("item of an order: {error}")))?;
    Ok(item.name)
}

pub async fn told(connection: &mut Conn, member: i64, book: &Rulebook, span: Span) -> Result<Vec<Told>, Error> {
    let mut told = lapsed(connection, member, span).await?;
    told.extend(stepped(connection, member, book, span).await?);
    told.extend(declined(connection, member, span).await?);
    Ok(told)
}

/// Each state that an order reached, the first time that it did: staff who undo and do it again are not news. That it is
/// placed is not said beside that it can be collected at once.
async fn stepped(connection: &mut Conn, member: i64, book: &Rulebook, span: Span) -> Result<Vec<Told>, Error> {
    let rows: Vec<(i64, String, Option<String>, i64, String, i64)> = sqlx::query_as(
        "SELECT o.id, o.item, o.store, o.points, s.state, s.at FROM orders o JOIN order_steps s ON s.order_id = o.id \
         WHERE o.member_id = $1 AND s.at > $2 AND s.state IN ('placed', 'ready', 'shipped', 'returned') \
         AND s.n = (SELECT MIN(f.n) FROM order_steps f WHERE f.order_id = s.order_id AND f.state = s.state) \
         ORDER BY o.id DESC, s.n DESC",
    )
    .bind(member)
    .bind(span.after_micros())
    .fetch_all(connection)
    .await?;
    let mut told: Vec<Told> = Vec::with_capacity(rows.len());
    for (id, item, store, points, state, at) in rows {
        let (order, item, at) = (id.to_string(), name(&item)?, instant(at)?);
        let shop = store.and_then(|id| book.current().policy.store(&StoreId(id)));
        let ready = |told: &Told| {
            told.at == at && matches!(&told.what, What::OrderReady { order: ready, .. } if *ready == order)
        };
        let what = match (OrderState::named(&state), shop) {
            (OrderState::Placed, _) if told.last().is_none_or(|last| !ready(last)) => What::OrderPlaced { order, item },
            (OrderState::Ready, Some(shop)) => What::OrderReady { order, item, store: shop.name.clone() },
            (OrderState::Shipped, _) => What::OrderShipped { order, item },
            (OrderState::Returned, _) => What::OrderReturned { order, item, points: Points(points) },
            _ => continue,
        };
        told.push(Told { at, what });
    }
    Ok(told)
}

/// As of when the money was due, booked or not.
async fn lapsed(connection: &mut Conn, member: i64, span: Span) -> Result<Vec<Told>, Error> {
    let rows: Vec<(i64, String, i64, i64)> = sqlx::query_as(
        "SELECT id, item, points, reserved_until FROM orders WHERE member_id = $1 AND state IN ('reserved', 'expired') \
         AND reserved_until > $2 AND reserved_until <= $3 ORDER BY id DESC",
    )
    .bind(member)
    .bind(span.after_micros())
    .bind(span.now.timestamp_micros())
    .fetch_all(connection)
    .await?;
    let told = |(id, item, points, at): (i64, String, i64, i64)| {
        let what = What::OrderExpired { order: id.to_string(), item: name(&item)?, points: Points(points) };
        Ok(Told { at: instant(at)?, what })
    };
    rows.into_iter().map(told).collect()
}

async fn declined(connection: &mut Conn, member: i64, span: Span) -> Result<Vec<Told>, Error> {
    let rows: Vec<(i64, String, i64)> = sqlx::query_as(
        "SELECT o.id, o.item, c.decided_at FROM orders o JOIN order_claims c ON c.order_id = o.id \
         WHERE o.member_id = $1 AND c.accepted = 0 AND c.decided_at > $2 ORDER BY o.id DESC",
    )
    .bind(member)
    .bind(span.after_micros())
    .fetch_all(connection)
    .await?;
    let told = |(id, item, at): (i64, String, i64)| {
        Ok(Told { at: instant(at)?, what: What::ClaimDeclined { order: id.to_string(), item: name(&item)? } })
    };
    rows.into_iter().map(told).collect()
}

/// When the next of a member's reserved redemptions lapses, if nothing happens to it.
pub async fn next_lapse(connection: &mut Conn, member: i64, now: Instant) -> Result<Option<Instant>, Error> {
    let (next,): (Option<i64>,) = sqlx::query_as(
        "SELECT MIN(reserved_until) FROM orders WHERE member_id = $1 AND state = 'reserved' AND reserved_until > $2",
    )
    .bind(member)
    .bind(now.timestamp_micros())
    .fetch_one(connection)
    .await?;
    next.map(instant).transpose()
}
