//! Orders as they are stored, read as of an instant: what time has done to them by then is done.

use crate::Error;
use crate::policies::instant;
use crate::store::Conn;
use serde::{Deserialize, Serialize};
use shuke_contract::addresses::AddressFields;
use shuke_contract::orders::{OrderItem, Parcel};
use shuke_rules::mall::{ItemKind, OrderState, Price, Way};
use shuke_rules::pick_up::PickUpCode;
use shuke_rules::policy::StoreId;
use shuke_rules::{Fen, Instant, Points, Text};
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// How an order reaches the member. An address and a parcel are wiped when the member leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    pub way: Way,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<AddressFields>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<Parcel>,
}

/// What a member said is faulty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredClaim {
    pub at: Instant,
    pub what: String,
    /// `None` until somebody has decided.
    pub accepted: Option<bool>,
    pub answer: String,
}

/// An order.
#[derive(Clone, Debug)]
pub struct Stored {
    pub id: i64,
    pub member: i64,
    pub item: OrderItem,
    pub delivery: Delivery,
    /// The shop that hands it over or sends it; of a voucher: the one that took it.
    pub store: Option<StoreId>,
    /// Also of an order for which it is good for nothing any more: see [`Stored::shown_code`].
    pub code: Option<PickUpCode>,
    /// As of the instant that it was read for.
    pub state: OrderState,
    /// In all, with delivery.
    pub price: Price,
    pub paid: Fen,
    pub placed_at: Instant,
    /// The state ends by itself then: a reserved order expires, a shipped one counts as received.
    pub lapses_at: Option<Instant>,
    pub received_at: Option<Instant>,
    /// The terms are those of this version for good.
    pub rule_version: i64,
    pub claim: Option<StoredClaim>,
    /// The state in the database: another one than `state` where time did something that is not booked yet.
    pub(super) booked: OrderState,
    /// What time did was booked on the way: that stays, also when what was asked for is refused.
    pub(super) settled: bool,
}

impl Stored {
    /// Money to be paid before it is placed or handed over.
    pub fn due(&self) -> Fen {
        match self.state {
            OrderState::Reserved | OrderState::Placed | OrderState::Ready => self.price.fen - self.paid,
            _ => Fen::ZERO,
        }
    }

    /// The code, while it is good for something.
    pub fn shown_code(&self) -> Option<&PickUpCode> {
        let good = match self.state {
            OrderState::Reserved | OrderState::Ready => true,
            OrderState::Placed => self.delivery.way == Way::PickUp,
            _ => false,
        };
        self.code.as_ref().filter(|_| good)
    }

    /// Until when a reserved order is held.
    pub fn reserved_until(&self) -> Option<Instant> {
        self.lapses_at.filter(|_| self.state == OrderState::Reserved)
    }

    /// Whether a shop can do something for it or with it: money of a reserved one, vouchers and packs are any shop's,
    /// everything else is that of its own.
    pub fn is_of(&self, store: &StoreId) -> bool {
        let any = match self.state {
            OrderState::Reserved => true,
            _ => matches!(self.item.kind, ItemKind::Voucher | ItemKind::Pack) && self.store.is_none(),
        };
        any || self.store.as_ref() == Some(store)
    }

    /// Whether somebody has to decide on a claim.
    pub fn is_claimed(&self) -> bool {
        self.claim.as_ref().is_some_and(|claim| claim.accepted.is_none())
    }

    /// Whether time did something to it that is not booked yet.
    pub(super) fn has_lapsed(&self) -> bool {
        self.state != self.booked
    }

    fn of(row: &AnyRow, now: Instant) -> Result<Self, Error> {
        let (item, delivery): (String, String) = (row.try_get("item")?, row.try_get("delivery")?);
        let (store, code): (Option<String>, Option<String>) = (row.try_get("store")?, row.try_get("code")?);
        let booked = OrderState::named(row.try_get("state")?);
        let lapses_at = row.try_get::<Option<i64>, _>("lapses_at")?.map(instant).transpose()?;
        let received_at = row.try_get::<Option<i64>, _>("received_at")?.map(instant).transpose()?;
        let over = lapses_at.filter(|at| *at <= now);
        let state = match booked {
            OrderState::Reserved if over.is_some() => OrderState::Expired,
            OrderState::Shipped if over.is_some() => OrderState::Received,
            state => state,
        };
        Ok(Self {
            id: row.try_get("id")?,
            member: row.try_get("member_id")?,
            item: serde_json::from_str(&item).map_err(Error::internal)?,
            delivery: serde_json::from_str(&delivery).map_err(Error::internal)?,
            store: store.map(StoreId),
            code: code.as_deref().and_then(PickUpCode::parse),
            state,
            price: Price { points: Points(row.try_get("points")?), fen: Fen(row.try_get("fen")?) },
            paid: Fen(row.try_get("paid_fen")?),
            placed_at: instant(row.try_get("created_at")?)?,
            lapses_at,
            received_at: if state == OrderState::Received { received_at.or(over) } else { received_at },
            rule_version: row.try_get("rule_version")?,
            claim: claim(row)?,
            booked,
            settled: false,
        })
    }
}

fn claim(row: &AnyRow) -> Result<Option<StoredClaim>, Error> {
    let Some(at) = row.try_get::<Option<i64>, _>("claimed_at")? else { return Ok(None) };
    Ok(Some(StoredClaim {
        at: instant(at)?,
        what: row.try_get::<Option<String>, _>("what")?.unwrap_or_default(),
        accepted: row.try_get::<Option<i64>, _>("accepted")?.map(|accepted| accepted != 0),
        answer: row.try_get::<Option<String>, _>("answer")?.unwrap_or_default(),
    }))
}

/// A statement that reads orders.
macro_rules! orders {
    ($which:literal) => {
        concat!(
            "SELECT o.id, o.member_id, o.item, o.delivery, o.store, o.code, o.state, o.points, o.fen, o.paid_fen, \
             o.created_at, o.lapses_at, o.received_at, o.rule_version, \
             c.at AS claimed_at, c.what, c.accepted, c.answer \
             FROM orders o LEFT JOIN order_claims c ON c.order_id = o.id ",
            $which
        )
    };
}

fn all(rows: &[AnyRow], now: Instant) -> Result<Vec<Stored>, Error> {
    rows.iter().map(|row| Stored::of(row, now)).collect()
}

/// An order.
pub async fn find(connection: &mut Conn, id: i64, now: Instant) -> Result<Option<Stored>, Error> {
    let row = sqlx::query(orders!("WHERE o.id = $1")).bind(id).fetch_optional(connection).await?;
    row.map(|row| Stored::of(&row, now)).transpose()
}

/// The order of a code, whatever became of it.
pub async fn by_code(connection: &mut Conn, code: &PickUpCode, now: Instant) -> Result<Option<Stored>, Error> {
    let row = sqlx::query(orders!("WHERE o.code = $1")).bind(code.as_str()).fetch_optional(connection).await?;
    row.map(|row| Stored::of(&row, now)).transpose()
}

/// Orders of a member with an id below `before`, newest first.
pub async fn of_member(
    connection: &mut Conn,
    member: i64,
    before: i64,
    limit: i64,
    now: Instant,
) -> Result<Vec<Stored>, Error> {
    let rows = sqlx::query(orders!("WHERE o.member_id = $1 AND o.id < $2 ORDER BY o.id DESC LIMIT $3"))
        .bind(member)
        .bind(before)
        .bind(limit)
        .fetch_all(connection)
        .await?;
    all(&rows, now)
}

/// The first `limit` orders with an id above `after`: all of them, a part at a time.
pub async fn all_after(connection: &mut Conn, after: i64, limit: i64, now: Instant) -> Result<Vec<Stored>, Error> {
    let rows = sqlx::query(orders!("WHERE o.id > $1 ORDER BY o.id LIMIT $2"))
        .bind(after)
        .bind(limit)
        .fetch_all(connection)
        .await?;
    all(&rows, now)
}

/// Orders of a member that `store` can do something for now, oldest first.
pub async fn owing_to(connection: &mut Conn, member: i64, store: &StoreId, now: Instant) -> Result<Vec<Stored>, Error> {
    let rows = sqlx::query(orders!(
        "WHERE o.member_id = $1 AND (o.state IN ('reserved', 'placed', 'ready') OR (c.at IS NOT NULL AND c.accepted IS NULL)) \
         ORDER BY o.id"
    ))
    .bind(member)
    .fetch_all(connection)
    .await?;
    let mut orders = all(&rows, now)?;
    orders.retain(|order| order.is_of(store) && (order.is_claimed() || !order.state.is_over()));
    Ok(orders)
}

/// What waits in a shop: to be set aside, handed over, sent or – `claims` – decided; oldest first.
pub async fn waiting_in(
    connection: &mut Conn,
    store: &StoreId,
    claims: bool,
    limit: i64,
    now: Instant,
) -> Result<Vec<Stored>, Error> {
    let rows = sqlx::query(WAITING).bind(&store.0).bind(i64::from(claims)).bind(limit).fetch_all(connection).await?;
    all(&rows, now)
}

/// Two lists, because of one condition with OR SQLite makes a walk over everything that was ever received. `CROSS JOIN` has
/// it begin with the claims that are open.
const WAITING: &str = orders!(
    "WHERE o.id IN (SELECT id FROM orders WHERE store = $1 AND state IN ('placed', 'ready') \
     UNION ALL SELECT s.id FROM order_claims open CROSS JOIN orders s WHERE $2 = 1 AND open.accepted IS NULL \
     AND s.id = open.order_id AND s.state IN ('picked_up', 'received') AND (s.store = $1 OR s.store IS NULL)) \
     ORDER BY o.id LIMIT $3"
);

/// How many of an item a member has had and keeps, as of `now`.
pub async fn had(connection: &mut Conn, item: &str, member: i64, now: Instant) -> Result<u32, Error> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS had FROM orders WHERE item_id = $1 AND member_id = $2 \
         AND state NOT IN ('expired', 'cancelled', 'returned') AND NOT (state = 'reserved' AND lapses_at <= $3)",
    )
    .bind(item)
    .bind(member)
    .bind(now.timestamp_micros())
    .fetch_one(connection)
    .await?;
    u32::try_from(row.try_get::<i64, _>("had")?).map_err(Error::internal)
}

/// The same of every item that a member has had.
pub async fn had_each(connection: &mut Conn, member: i64, now: Instant) -> Result<BTreeMap<String, i64>, Error> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT item_id, COUNT(*) FROM orders WHERE member_id = $1 \
         AND state NOT IN ('expired', 'cancelled', 'returned') AND NOT (state = 'reserved' AND lapses_at <= $2) \
         GROUP BY item_id",
    )
    .bind(member)
    .bind(now.timestamp_micros())
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().collect())
}

/// When a member redeemed what holds: what is only reserved can still be taken back, and what came back does not count.
pub async fn redeemed_at(connection: &mut Conn, member: i64) -> Result<Vec<Instant>, Error> {
    let rows: Vec<(i64,)> = sqlx::query_as(
        "SELECT created_at FROM orders WHERE member_id = $1 \
         AND state NOT IN ('reserved', 'expired', 'cancelled', 'returned') ORDER BY id",
    )
    .bind(member)
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|(at,)| instant(at)).collect()
}

/// What a member redeemed, by its name then.
pub async fn item_name(connection: &mut Conn, member: i64, order: i64) -> Result<Option<Text>, Error> {
    #[derive(Deserialize)]
    struct Item {
        name: Text,
    }
    let row: Option<(String,)> = sqlx::query_as("SELECT item FROM orders WHERE id = $1 AND member_id = $2")
        .bind(order)
        .bind(member)
        .fetch_optional(connection)
        .await?;
    Ok(row.and_then(|(item,)| serde_json::from_str::<Item>(&item).ok()).map(|item| item.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::with_store;

    #[tokio::test]
    async fn what_waits_is_found_without_a_look_at_what_was_received() {
        let plan: Vec<String> = with_store(async |store| {
            let mut connection = store.read().await.unwrap();
            let explained = sqlx::query(sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {WAITING}")));
            let rows = explained.bind("wukang").bind(1_i64).bind(200_i64).fetch_all(&mut *connection).await.unwrap();
            rows.iter().map(|row| row.get("detail")).collect()
        })
        .await;
        let of_orders: Vec<&String> = plan.iter().filter(|step| !step.contains("order_claims")).collect();
        assert!(of_orders.iter().any(|step| step.contains("orders_store")), "{plan:#?}");
        assert!(!of_orders.iter().any(|step| step.contains("orders_state") || step.contains("SCAN")), "{plan:#?}");
        assert!(plan.iter().any(|step| step.contains("order_claims_open")), "{plan:#?}");
    }
}
