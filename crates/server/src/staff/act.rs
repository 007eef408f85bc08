//! Doing something with an order: who may is decided here, what becomes of it by `orders`. One row of the log for each, in the
//! same transaction.

use super::orders::{Views, of_this_shop};
use super::{StaffSession, log};
use crate::Error;
use crate::http::answer;
use crate::http::call::Request;
use crate::http::mount::Done;
use crate::orders::{self, By, Stored};
use crate::policies::Rulebook;
use crate::store::{Conn, Work};
use chrono::Utc;
use shuke_contract::orders::Parcel;
use shuke_contract::staff::{ActRequest, Acted, Action};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::{Fen, Instant};

pub fn act(tx: &mut Conn, call: Request<ActRequest, StaffSession>) -> Work<'_, Done<Acted>> {
    Box::pin(async move {
        let who = call.who.again(tx).await?;
        let book = call.app.policies.current(tx).await?;
        let now = Utc::now();
        let id: i64 = call.id.parse().map_err(|_| answer::not_found())?;
        let before = orders::find(tx, id, now).await?.ok_or_else(answer::not_found)?;
        well_formed(&call.request)?;
        of_this_shop(&who, &book, &before)?;
        managers_only(&who, call.request.action)?;
        let done = transition(tx, &who, &book, id, &call.request, now).await?;
        let entry = log::Entry {
            order: Some(id),
            member: Some(done.order.member),
            paid: done.paid,
            note: &done.note,
            ..log::Entry::of(call.request.action, now)
        };
        let logged = log::write(tx, &who, &entry).await?;
        Ok(Acted {
            order: Views::new(&book, &who).of(tx, done.order).await?,
            log: logged.to_string(),
            undo_until: call.request.action.can_be_undone().then(|| log::undo_until(now)),
        }
        .into())
    })
}

/// What was done, as the log has it.
struct Moved {
    order: Stored,
    paid: Fen,
    note: String,
}

async fn transition(
    tx: &mut Conn,
    who: &StaffSession,
    book: &Rulebook,
    id: i64,
    asked: &ActRequest,
    now: Instant,
) -> Result<Moved, Error> {
    let by = By::Staff(who.staff);
    let moved = |order, note: &str| Moved { order, paid: asked.paid, note: note.trim().to_owned() };
    Ok(match asked.action {
        Action::Prepare => moved(orders::ready(tx, book, id, by, now).await?, ""),
        Action::HandOver => moved(orders::hand_over(tx, book, id, asked.paid, &who.store, by, now).await?, ""),
        Action::TakePayment => moved(orders::pay(tx, book, id, asked.paid, by, now).await?, ""),
        Action::Ship => {
            let parcel = asked.parcel.clone().unwrap_or(Parcel { carrier: String::new(), number: String::new() });
            let order = orders::ship(tx, book, id, &parcel, by, now).await?;
            moved(order, &format!("{} {}", parcel.carrier.trim(), parcel.number.trim()))
        }
        Action::AcceptClaim | Action::DeclineClaim => {
            let answer = asked.answer.as_deref().unwrap_or_default();
            let accept = asked.action == Action::AcceptClaim;
            let (order, back) = orders::decide_claim(tx, book, id, accept, answer, who.staff, now).await?;
            Moved { order, paid: back.fen, note: answer.trim().to_owned() }
        }
        _ => return Err(no_action()),
    })
}

/// What can be said without looking at anything.
fn well_formed(asked: &ActRequest) -> Result<(), Error> {
    let takes_money = matches!(asked.action, Action::HandOver | Action::TakePayment);
    let wrong = |field: &str, message: &str| {
        Err(Problem::new(ErrorCode::InvalidFields, "Fields are wrong.").field(field, message).into())
    };
    match asked.action {
        Action::Ship if asked.parcel.is_none() => wrong("parcel", "is needed to send something"),
        Action::AcceptClaim | Action::DeclineClaim if asked.answer.is_none() => {
            wrong("answer", "is needed: it is what the member is told")
        }
        Action::Prepare
        | Action::HandOver
        | Action::TakePayment
        | Action::Ship
        | Action::AcceptClaim
        | Action::DeclineClaim => {
            if takes_money || asked.paid.is_zero() {
                Ok(())
            } else {
                wrong("paid", "no money is taken with this")
            }
        }
        _ => Err(no_action()),
    }
}

fn no_action() -> Error {
    Problem::new(ErrorCode::InvalidFields, "Fields are wrong.")
        .field("action", "is nothing that is done with an order")
        .into()
}

fn managers_only(who: &StaffSession, action: Action) -> Result<(), Error> {
    if who.is_manager() || !matches!(action, Action::AcceptClaim | Action::DeclineClaim) {
        return Ok(());
    }
    Err(Problem::new(ErrorCode::ManagerRequired, "Claims are decided by managers.")
        .rule("A clerk serves; a manager decides what comes back.")
        .remedy("Call the shop's manager.")
        .into())
}
