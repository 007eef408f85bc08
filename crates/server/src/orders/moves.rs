//! The steps of an order between its placing and its receipt.

use super::lapse::{release, ripe};
use super::save::{By, Step, save};
use super::stored::Stored;
use super::{packs, refusals};
use crate::Error;
use crate::context::Moment;
use crate::fields::Fields;
use crate::payment::{Due, PAYMENT};
use crate::policies::Rulebook;
use crate::store::Conn;
use chrono::Duration;
use shuke_contract::orders::Parcel;
use shuke_rules::Fen;
use shuke_rules::mall::{OrderState, Way};
use shuke_rules::policy::{Mall, StoreId};

/// The terms that an order was placed under.
pub(super) fn terms(rulebook: &Rulebook, order: &Stored) -> Mall {
    rulebook.version(order.rule_version).policy.mall.clone().unwrap_or_default()
}

/// Staff took the money of a reserved order, which is placed with it; a pack is received with that.
///
/// # Errors
/// Those of [`ripe`], [`AmountsDisagree`](shuke_contract::ErrorCode::AmountsDisagree).
pub async fn pay(tx: &mut Conn, moment: &Moment, id: i64, paid: Fen, by: By) -> Result<Stored, Error> {
    let mut order = ripe(tx, moment, id, OrderState::Placed).await?;
    take_money(&mut order, paid)?;
    order.lapses_at = None;
    save(tx, &mut order, Step::plain(OrderState::Placed, moment.now, by)).await?;
    packs::deliver(tx, moment, &mut order, by).await?;
    Ok(order)
}

/// It lies in its shop.
///
/// # Errors
/// Those of [`ripe`]; what is sent is never ready.
pub async fn ready(tx: &mut Conn, moment: &Moment, id: i64, by: By) -> Result<Stored, Error> {
    let mut order = ripe(tx, moment, id, OrderState::Ready).await?;
    if order.delivery.way != Way::PickUp {
        return Err(refusals::state(&order));
    }
    save(tx, &mut order, Step::plain(OrderState::Ready, moment.now, by)).await?;
    Ok(order)
}

/// `store` handed it over or took the voucher, and the money that was due.
///
/// # Errors
/// Those of [`ripe`], [`AmountsDisagree`](shuke_contract::ErrorCode::AmountsDisagree); what is sent is not handed over.
pub async fn hand_over(
    tx: &mut Conn,
    moment: &Moment,
    id: i64,
    paid: Fen,
    store: &StoreId,
    by: By,
) -> Result<Stored, Error> {
    let mut order = ripe(tx, moment, id, OrderState::PickedUp).await?;
    if !matches!(order.delivery.way, Way::PickUp | Way::Voucher) {
        return Err(refusals::state(&order));
    }
    take_money(&mut order, paid)?;
    order.store.get_or_insert_with(|| store.clone());
    order.received_at = Some(moment.now);
    save(tx, &mut order, Step::plain(OrderState::PickedUp, moment.now, by)).await?;
    Ok(order)
}

/// A carrier has it. It counts as received by itself, at the end of the last of the days that the policy gives.
///
/// # Errors
/// Those of [`ripe`], [`InvalidFields`](shuke_contract::ErrorCode::InvalidFields); what is collected is not sent.
pub async fn ship(tx: &mut Conn, moment: &Moment, id: i64, parcel: &Parcel, by: By) -> Result<Stored, Error> {
    let mut order = ripe(tx, moment, id, OrderState::Shipped).await?;
    if !order.delivery.way.is_express() {
        return Err(refusals::state(&order));
    }
    let mut fields = Fields::default();
    let carrier = fields.words(&parcel.carrier, 1, 40, false, "parcel.carrier");
    let number = fields.words(&parcel.number, 1, 40, false, "parcel.number");
    fields.done()?;
    order.delivery.parcel = Some(Parcel { carrier, number });
    let last = moment.rulebook.zone().day_of(moment.now).plus_days(terms(&moment.rulebook, &order).receive_days);
    order.lapses_at = Some(moment.rulebook.zone().end_of(last) - Duration::microseconds(1));
    save(tx, &mut order, Step::plain(OrderState::Shipped, moment.now, by)).await?;
    Ok(order)
}

/// The member has what was sent.
///
/// # Errors
/// Those of [`ripe`].
pub async fn receive(tx: &mut Conn, moment: &Moment, id: i64, by: By) -> Result<Stored, Error> {
    let mut order = ripe(tx, moment, id, OrderState::Received).await?;
    order.lapses_at = None;
    order.received_at = Some(moment.now);
    save(tx, &mut order, Step::plain(OrderState::Received, moment.now, by)).await?;
    Ok(order)
}

/// A reserved order is taken back: points and item return.
///
/// # Errors
/// Those of [`ripe`].
pub async fn cancel(tx: &mut Conn, moment: &Moment, id: i64, by: By) -> Result<Stored, Error> {
    let mut order = ripe(tx, moment, id, OrderState::Cancelled).await?;
    release(tx, moment, &order).await?;
    order.lapses_at = None;
    save(tx, &mut order, Step::plain(OrderState::Cancelled, moment.now, by)).await?;
    Ok(order)
}

fn take_money(order: &mut Stored, paid: Fen) -> Result<(), Error> {
    let due = match PAYMENT.due(order.delivery.way, order.due()) {
        Due::Never => Fen::ZERO,
        Due::BeforePlaced | Due::AtHandOver => order.due(),
    };
    if paid != due {
        return Err(refusals::amounts(due, paid));
    }
    order.paid += paid;
    Ok(())
}
