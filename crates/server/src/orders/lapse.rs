//! What time does to orders: a reserved one expires, a shipped one counts as received. Read as such by the clock; here it is
//! booked.

use super::refusals;
use super::save::{By, Step, save};
use super::stored::{Stored, find};
use crate::booking::{self, Batch};
use crate::context::Moment;
use crate::jobs::{Job, found};
use crate::store::Conn;
use crate::{Error, http, stock};
use shuke_rules::ledger::Key;
use shuke_rules::mall::OrderState;
use shuke_rules::{Instant, Points};
use std::collections::BTreeMap;
use std::time::Duration;

/// Orders that are booked in one go.
const PART: i64 = 50;

/// An order to be changed, everything that time did to it booked.
///
/// # Errors
/// [`NotFound`](shuke_contract::ErrorCode::NotFound)
pub(super) async fn settled(tx: &mut Conn, moment: &Moment, id: i64) -> Result<Stored, Error> {
    let mut order = find(tx, id, moment.now).await?.ok_or_else(http::answer::not_found)?;
    settle(tx, moment, &mut order).await?;
    Ok(order)
}

/// An order that may become `next`.
///
/// # Errors
/// [`NotFound`](shuke_contract::ErrorCode::NotFound), [`OrderState`](shuke_contract::ErrorCode::OrderState); with the
/// latter what time did to it is booked all the same.
pub(super) async fn ripe(tx: &mut Conn, moment: &Moment, id: i64, next: OrderState) -> Result<Stored, Error> {
    let order = settled(tx, moment, id).await?;
    if order.state.may_become(next) { Ok(order) } else { Err(refusals::state(&order)) }
}

async fn settle(tx: &mut Conn, moment: &Moment, order: &mut Stored) -> Result<(), Error> {
    if !order.has_lapsed() {
        return Ok(());
    }
    let (state, at) = (order.state, order.lapses_at.take().unwrap_or(moment.now));
    if state == OrderState::Expired {
        release(tx, moment, order).await?;
    }
    save(tx, order, Step::plain(state, at, By::Themself)).await?;
    order.settled = true;
    Ok(())
}

/// Points and item go back, both.
pub(super) async fn release(tx: &mut Conn, moment: &Moment, order: &Stored) -> Result<Points, Error> {
    stock::put_back(tx, &order.item.id).await?;
    return_points(tx, moment, order).await
}

/// The points of an order go back to the lots that they came from.
pub(super) async fn return_points(tx: &mut Conn, moment: &Moment, order: &Stored) -> Result<Points, Error> {
    let missing = || Error::internal(format!("order {} has no member", order.id));
    let mut account = booking::by_id(tx, order.member).await?.ok_or_else(missing)?;
    let mut batch = Batch::default();
    let (debit, key) = (Key::Redeemed { order: order.id }.to_string(), Key::Returned { order: order.id }.to_string());
    let points = booking::give_back(tx, &moment.rulebook, &mut account, &debit, key, moment.now, &mut batch).await?;
    batch.moved(&mut account);
    batch.write(tx).await?;
    Ok(points)
}

/// Books what time did to orders. Points and item wait so long at most to go back; reading such an order books it at once.
pub(super) const BOOK_LAPSED: Job = Job {
    name: "orders",
    every: Duration::from_secs(10),
    between: Duration::ZERO,
    leased: false,
    look: |connection, moment| {
        Box::pin(async move {
            let lapsed = lapsed(connection, moment.now, Whose::Anyones).await?;
            Ok(found((!lapsed.is_empty()).then_some(())))
        })
    },
    run: |tx, moment, _| Box::pin(async move { Ok(book_those(tx, moment, Whose::Anyones).await? > 0) }),
};

/// Whether time did something to an order of a member that is not booked yet.
pub(super) async fn waits(connection: &mut Conn, member: i64, now: Instant) -> Result<bool, Error> {
    Ok(!lapsed(connection, now, Whose::Member(member)).await?.is_empty())
}

/// Books what time did to the orders of a member.
pub(super) async fn book_of_member(tx: &mut Conn, moment: &Moment, member: i64) -> Result<usize, Error> {
    book_those(tx, moment, Whose::Member(member)).await
}

/// Books what time did to the orders of a member and to those of an item.
pub(super) async fn book_around(tx: &mut Conn, moment: &Moment, item: &str, member: i64) -> Result<(), Error> {
    book_those(tx, moment, Whose::Member(member)).await?;
    book_those(tx, moment, Whose::Item(item)).await?;
    Ok(())
}

#[derive(Clone, Copy)]
enum Whose<'a> {
    Anyones,
    Member(i64),
    Item(&'a str),
}

async fn book_those(tx: &mut Conn, moment: &Moment, whose: Whose<'_>) -> Result<usize, Error> {
    let ids = lapsed(tx, moment.now, whose).await?;
    for id in &ids {
        settled(tx, moment, *id).await?;
    }
    Ok(ids.len())
}

/// Orders that time has moved on, those first whose time was over first.
async fn lapsed(connection: &mut Conn, now: Instant, whose: Whose<'_>) -> Result<Vec<i64>, Error> {
    let (member, item) = match whose {
        Whose::Anyones => (0, ""),
        Whose::Member(member) => (member, ""),
        Whose::Item(item) => (0, item),
    };
    let rows: Vec<(i64,)> = sqlx::query_as(
        "SELECT id FROM orders WHERE state IN ('reserved', 'shipped') AND lapses_at <= $1 \
         AND ($2 = 0 OR member_id = $2) AND ($3 = '' OR item_id = $3) ORDER BY lapses_at, id LIMIT $4",
    )
    .bind(now.timestamp_micros())
    .bind(member)
    .bind(item)
    .bind(PART)
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// How many of each item are held by reserved orders whose time is over: as good as back.
pub async fn lapsed_of_items(connection: &mut Conn, now: Instant) -> Result<BTreeMap<String, i64>, Error> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT item_id, COUNT(*) FROM orders WHERE state = 'reserved' AND lapses_at <= $1 GROUP BY item_id",
    )
    .bind(now.timestamp_micros())
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().collect())
}
