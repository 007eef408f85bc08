//! Messages about redemptions, from what happened to them. A reserved one whose money did not come in time has lapsed then,
//! whether that was booked or not.

use crate::Error;
use crate::booking::Asking;
use crate::feature::{Heard, Span, Told};
use crate::policies::{Rulebook, instant};
use crate::store::Conn;
use shuke_contract::inbox::What;
use shuke_contract::orders::OrderItem;
use shuke_rules::mall::{ItemKind, OrderState};
use shuke_rules::policy::StoreId;
use shuke_rules::{Instant, Points};

fn item(json: &str) -> Result<OrderItem, Error> {
    serde_json::from_str(json).map_err(|error| Error::internal(format!("item of an order: {error}")))
}

pub async fn told(connection: &mut Conn, asking: &Asking, span: Span) -> Result<Heard, Error> {
    let member = asking.account.member;
    let any: Option<(i64,)> = sqlx::query_as("SELECT id FROM orders WHERE member_id = $1 LIMIT 1")
        .bind(member)
        .fetch_optional(&mut *connection)
        .await?;
    if any.is_none() {
        return Ok(Heard::default());
    }
    let mut told = lapsed(connection, member, span).await?;
    told.extend(stepped(connection, member, &asking.rulebook, span).await?);
    told.extend(declined(connection, member, span).await?);
    Ok(Heard { told, until: next_lapse(connection, member, span.now).await? })
}

/// Each state that an order reached, the first time that it did: staff who undo and do it again are not news. A voucher is
/// there as soon as it is redeemed.
async fn stepped(connection: &mut Conn, member: i64, rulebook: &Rulebook, span: Span) -> Result<Vec<Told>, Error> {
    let rows: Vec<(i64, String, Option<String>, i64, String, i64)> = sqlx::query_as(
        "SELECT o.id, o.item, o.store, o.points, s.state, s.at FROM orders o JOIN order_steps s ON s.order_id = o.id \
         WHERE o.member_id = $1 AND s.at > $2 AND s.state IN ('placed', 'ready', 'shipped', 'returned', 'expired') \
         AND s.n = (SELECT MIN(f.n) FROM order_steps f WHERE f.order_id = s.order_id AND f.state = s.state) \
         ORDER BY o.id DESC, s.n DESC",
    )
    .bind(member)
    .bind(span.after_micros())
    .fetch_all(connection)
    .await?;
    let mut told = Vec::with_capacity(rows.len());
    for (id, json, store, points, state, at) in rows {
        let OrderItem { name: item, kind, .. } = item(&json)?;
        let (order, points) = (id.to_string(), Points(points));
        let shop = store.and_then(|id| rulebook.current().policy.store(&StoreId(id)));
        let what = match (OrderState::named(&state), kind, shop) {
            (OrderState::Placed, ItemKind::Goods | ItemKind::Pack, _) | (OrderState::Ready, ItemKind::Voucher, _) => {
                What::OrderPlaced { order, item }
            }
            (OrderState::Ready, _, Some(shop)) => What::OrderReady { order, item, store: shop.name.clone() },
            (OrderState::Shipped, ..) => What::OrderShipped { order, item },
            (OrderState::Returned, ..) => What::OrderReturned { order, item, points },
            (OrderState::Expired, ..) => What::OrderExpired { order, item, points },
            _ => continue,
        };
        told.push(Told { at: instant(at)?, what });
    }
    Ok(told)
}

/// Reserved ones that expired and are not booked as such yet. The step that will be has the same instant.
async fn lapsed(connection: &mut Conn, member: i64, span: Span) -> Result<Vec<Told>, Error> {
    let rows: Vec<(i64, String, i64, i64)> = sqlx::query_as(
        "SELECT id, item, points, lapses_at FROM orders WHERE member_id = $1 AND state = 'reserved' \
         AND lapses_at > $2 AND lapses_at <= $3 ORDER BY id DESC",
    )
    .bind(member)
    .bind(span.after_micros())
    .bind(span.now.timestamp_micros())
    .fetch_all(connection)
    .await?;
    let told = |(id, json, points, at): (i64, String, i64, i64)| {
        let what = What::OrderExpired { order: id.to_string(), item: item(&json)?.name, points: Points(points) };
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
    let told = |(id, json, at): (i64, String, i64)| {
        Ok(Told { at: instant(at)?, what: What::ClaimDeclined { order: id.to_string(), item: item(&json)?.name } })
    };
    rows.into_iter().map(told).collect()
}

/// When the next of a member's reserved redemptions lapses, if nothing happens to it.
async fn next_lapse(connection: &mut Conn, member: i64, now: Instant) -> Result<Option<Instant>, Error> {
    let (next,): (Option<i64>,) = sqlx::query_as(
        "SELECT MIN(lapses_at) FROM orders WHERE member_id = $1 AND state = 'reserved' AND lapses_at > $2",
    )
    .bind(member)
    .bind(now.timestamp_micros())
    .fetch_one(connection)
    .await?;
    next.map(instant).transpose()
}
