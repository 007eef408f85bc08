//! Orders as members see them.

use super::claims::last_day;
use super::stored::{Stored, StoredClaim, of_member};
use crate::Error;
use crate::policies::{Rulebook, instant};
use crate::store::Conn;
use shuke_contract::orders::{Claim, Order, OrderItem, OrderStep, OrderStore, OrderSummary};
use shuke_rules::Instant;
use shuke_rules::mall::{OrderState, Way};
use shuke_rules::policy::{StoreId, Text};

/// An order with its steps, as of `now`.
pub async fn order(connection: &mut Conn, rulebook: &Rulebook, stored: Stored, now: Instant) -> Result<Order, Error> {
    let steps = steps(connection, rulebook, &stored).await?;
    let zone = rulebook.zone();
    let today = zone.day_of(now);
    let claimable = last_day(rulebook, &stored).filter(|last| stored.claim.is_none() && today <= *last);
    let sent_until = stored.lapses_at.filter(|_| stored.state == OrderState::Shipped);
    Ok(Order {
        id: stored.id.to_string(),
        state: stored.state,
        price: stored.price,
        due: stored.due(),
        way: stored.delivery.way,
        store: stored.store.as_ref().filter(|_| stored.delivery.way == Way::PickUp).map(|id| store(rulebook, id)),
        code: stored.shown_code().cloned(),
        reserved_until: stored.reserved_until(),
        steps,
        claim_until: claimable,
        claim: stored.claim.as_ref().map(|claim| shown_claim(rulebook, claim)),
        received_by: sent_until.map(|at| zone.day_of(at)),
        item: stored.item,
        address: stored.delivery.address,
        parcel: stored.delivery.parcel,
        today,
        now,
    })
}

/// Every order of a member, oldest first.
pub async fn all_of(
    connection: &mut Conn,
    rulebook: &Rulebook,
    member: i64,
    now: Instant,
) -> Result<Vec<Order>, Error> {
    let mut orders = Vec::new();
    for stored in of_member(connection, member, i64::MAX, i64::MAX, now).await?.into_iter().rev() {
        orders.push(order(connection, rulebook, stored, now).await?);
    }
    Ok(orders)
}

/// What was said to be faulty, and what became of it.
pub fn shown_claim(rulebook: &Rulebook, claim: &StoredClaim) -> Claim {
    let StoredClaim { at, what, accepted, answer } = claim.clone();
    Claim { at, day: rulebook.zone().day_of(at), what, accepted, answer }
}

/// An order of a list.
pub fn summary(rulebook: &Rulebook, stored: Stored) -> OrderSummary {
    OrderSummary {
        id: stored.id.to_string(),
        state: stored.state,
        item: OrderItem { terms: Text::default(), ..stored.item },
        price: stored.price,
        way: stored.delivery.way,
        at: stored.placed_at,
        day: rulebook.zone().day_of(stored.placed_at),
    }
}

/// A shop that the policy no longer has is what it last was.
fn store(rulebook: &Rulebook, id: &StoreId) -> OrderStore {
    if let Some(store) = rulebook.store(&id.0).cloned() {
        return OrderStore { id: store.id, name: store.name, address: store.address, hours: store.hours };
    }
    let name = rulebook.shop_name(&id.0);
    OrderStore { id: id.clone(), name, address: Text::default(), hours: Text::default() }
}

/// What happened, with what time did and nobody has booked yet.
async fn steps(connection: &mut Conn, rulebook: &Rulebook, stored: &Stored) -> Result<Vec<OrderStep>, Error> {
    let rows: Vec<(String, i64, i64, String)> =
        sqlx::query_as("SELECT state, at, undone, note FROM order_steps WHERE order_id = $1 ORDER BY n")
            .bind(stored.id)
            .fetch_all(connection)
            .await?;
    let mut steps = Vec::with_capacity(rows.len() + 1);
    for (state, at, undone, note) in rows {
        let at = instant(at)?;
        let undone = (undone != 0).then_some(note);
        steps.push(OrderStep { state: OrderState::named(&state), at, day: rulebook.zone().day_of(at), undone });
    }
    if let Some(at) = stored.lapses_at.filter(|_| stored.has_lapsed()) {
        steps.push(OrderStep { state: stored.state, at, day: rulebook.zone().day_of(at), undone: None });
    }
    Ok(steps)
}
