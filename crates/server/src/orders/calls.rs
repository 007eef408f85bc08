//! What members ask of their orders. Whoever reads orders that time has moved on books that first, so that points and stock
//! are back where "expired" is shown.

use super::lapse::book_of_member;
use super::stored::{Stored, find, of_member};
use super::{By, cancel, claim, place, receive, shown};
use crate::Error;
use crate::context::Moment;
use crate::http::call::Request;
use crate::http::mount::Done;
use crate::http::{App, Call, Routes, answer};
use crate::sessions::Session;
use crate::store::{Conn, Work};
use shuke_contract::orders::{
    CancelOrder, ClaimOrder, ClaimRequest, GetOrder, ListOrders, Order, OrdersPage, OrdersRequest, ReceiveOrder,
    Redeem, RedeemRequest,
};
use shuke_contract::{Empty, ErrorCode, Problem};
use shuke_rules::Instant;

/// Orders of a page.
const PAGE: i64 = 30;

pub fn routes(routes: Routes) -> Routes {
    routes
        .write::<Redeem, Session, _>(redeem)
        .read::<ListOrders, Session, _, _>(list_orders)
        .read::<GetOrder, Session, _, _>(get_order)
        .write::<CancelOrder, Session, _>(cancel_order)
        .write::<ReceiveOrder, Session, _>(receive_order)
        .write::<ClaimOrder, Session, _>(claim_order)
}

fn redeem(tx: &mut Conn, call: Request<RedeemRequest, Session>) -> Work<'_, Done<Order>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let placed = place(tx, &moment, call.who.member, &call.request).await?;
        Ok(shown::order(tx, &moment.rulebook, placed, moment.now).await?.into())
    })
}

async fn list_orders(call: Call<OrdersRequest, Session>) -> Result<OrdersPage, Error> {
    let before = match &call.request.after {
        Some(after) => after.parse().map_err(|_| no_page())?,
        None => i64::MAX,
    };
    let member = call.who.member;
    book_what_lapsed(&call.app, member).await?;
    let mut connection = call.app.store.read().await?;
    let Moment { rulebook, now, .. } = call.app.moment(&mut connection).await?;
    let mut orders = of_member(&mut connection, member, before, PAGE + 1, now).await?;
    let more = orders.len() > 30;
    orders.truncate(30);
    let next = orders.last().filter(|_| more).map(|order| order.id.to_string());
    Ok(OrdersPage { orders: orders.into_iter().map(|order| shown::summary(&rulebook, order)).collect(), next })
}

fn no_page() -> Error {
    Problem::new(ErrorCode::InvalidFields, "There is no such page.")
        .field("after", "is not the `next` of a page")
        .into()
}

async fn get_order(call: Call<Empty, Session>) -> Result<Order, Error> {
    let (member, id) = (call.who.member, number(&call.id)?);
    book_what_lapsed(&call.app, member).await?;
    let read = call.app.view(move |connection, moment| {
        Box::pin(async move {
            let Moment { rulebook, now, .. } = moment;
            let stored = own(connection, id, member, now).await?;
            shown::order(connection, &rulebook, stored, now).await
        })
    });
    read.await
}

/// Books what time did to a member's orders. Where nothing can be written just now they are shown as they are all the same.
pub async fn book_what_lapsed(app: &App, member: i64) -> Result<(), Error> {
    let waits = super::lapse::waits(&mut *app.store.read().await?, member, app.context.now()).await?;
    if !waits {
        return Ok(());
    }
    let booked = app.write(move |tx, moment| Box::pin(async move { book_of_member(tx, &moment, member).await }));
    if let Err(error) = booked.await {
        tracing::warn!(%error, "an order whose time is over was not booked; the job tries again");
    }
    Ok(())
}

fn cancel_order(tx: &mut Conn, call: Request<Empty, Session>) -> Work<'_, Done<Order>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let id = own(tx, number(&call.id)?, call.who.member, moment.now).await?.id;
        let order = cancel(tx, &moment, id, By::Themself).await?;
        Ok(shown::order(tx, &moment.rulebook, order, moment.now).await?.into())
    })
}

fn receive_order(tx: &mut Conn, call: Request<Empty, Session>) -> Work<'_, Done<Order>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let id = own(tx, number(&call.id)?, call.who.member, moment.now).await?.id;
        let order = receive(tx, &moment, id, By::Themself).await?;
        Ok(shown::order(tx, &moment.rulebook, order, moment.now).await?.into())
    })
}

fn claim_order(tx: &mut Conn, call: Request<ClaimRequest, Session>) -> Work<'_, Done<Order>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let id = own(tx, number(&call.id)?, call.who.member, moment.now).await?.id;
        let order = claim(tx, &moment, id, &call.request.what).await?;
        Ok(shown::order(tx, &moment.rulebook, order, moment.now).await?.into())
    })
}

fn number(id: &str) -> Result<i64, Error> {
    id.parse().map_err(|_| answer::not_found())
}

/// Another member's order is as unknown as one that never was.
async fn own(connection: &mut Conn, id: i64, member: i64, now: Instant) -> Result<Stored, Error> {
    let order = find(connection, id, now).await?.filter(|order| order.member == member);
    order.ok_or_else(answer::not_found)
}
