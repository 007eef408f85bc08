//! Doing something with an order: who may is decided here, what becomes of it by `orders`. One row of the log for each, in the
//! same transaction.

use super::orders::{Views, of_this_shop};
use super::undo::leads_to;
use super::{StaffSession, log};
use crate::Error;
use crate::context::Moment;
use crate::http::Identity;
use crate::http::answer;
use crate::http::call::Request;
use crate::http::mount::Done;
use crate::orders::{self, By, Stored};
use crate::permissions::Permission;
use crate::store::{Conn, Work};
use shuke_contract::orders::Parcel;
use shuke_contract::staff::{ActRequest, Acted, Action};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::Fen;

pub fn act(tx: &mut Conn, call: Request<ActRequest, StaffSession>) -> Work<'_, Done<Acted>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let Moment { rulebook, now, .. } = &moment;
        let who = &call.who;
        let id: i64 = call.id.parse().map_err(|_| answer::not_found())?;
        let before = orders::find(tx, id, *now).await?.ok_or_else(answer::not_found)?;
        well_formed(&call.request)?;
        of_this_shop(who, rulebook, &before)?;
        if matches!(call.request.action, Action::AcceptClaim | Action::DeclineClaim) {
            who.require(Permission::DecideClaims)?;
        }
        let done = transition(tx, who, &moment, id, &call.request).await?;
        let entry = log::Entry {
            order: Some(id),
            member: Some(done.order.member),
            paid: done.paid,
            note: &done.note,
            ..log::Entry::of(call.request.action, *now)
        };
        let logged = log::write(tx, who, &entry).await?;
        let member = done.order.member;
        // What went on by itself, as a pack is given once it is paid, cannot be undone.
        let stays = leads_to(call.request.action).is_none_or(|state| state == done.order.state);
        let acted = Acted {
            order: Views::new(rulebook, who).of(tx, done.order).await?,
            log: logged.to_string(),
            undo_until: (call.request.action.can_be_undone() && stays).then(|| log::undo_until(*now)),
        };
        Ok(Done::about(acted, member))
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
    moment: &Moment,
    id: i64,
    asked: &ActRequest,
) -> Result<Moved, Error> {
    let by = By::Staff(who.staff);
    let moved = |order, note: &str| Moved { order, paid: asked.paid, note: note.trim().to_owned() };
    Ok(match asked.action {
        Action::Prepare => moved(orders::ready(tx, moment, id, by).await?, ""),
        Action::HandOver => moved(orders::hand_over(tx, moment, id, asked.paid, &who.store, by).await?, ""),
        Action::TakePayment => moved(orders::pay(tx, moment, id, asked.paid, by).await?, ""),
        Action::Ship => {
            let parcel = asked.parcel.clone().unwrap_or(Parcel { carrier: String::new(), number: String::new() });
            let order = orders::ship(tx, moment, id, &parcel, by).await?;
            moved(order, &format!("{} {}", parcel.carrier.trim(), parcel.number.trim()))
        }
        Action::AcceptClaim | Action::DeclineClaim => {
            let answer = asked.answer.as_deref().unwrap_or_default();
            let accept = asked.action == Action::AcceptClaim;
            let (order, back) = orders::decide_claim(tx, moment, id, accept, answer, who.staff).await?;
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
