//! Staff undo what they did: the order goes back to the state before, and the step says why. Who may and until when is
//! `staff`'s to judge.

use super::lapse::settled;
use super::moves::terms;
use super::refusals;
use super::save::{By, Step, save};
use super::stored::{Stored, StoredClaim};
use crate::Error;
use crate::context::Moment;
use crate::feature::{Fact, happened};
use crate::member;
use crate::store::Conn;
use chrono::Duration;
use shuke_rules::Fen;
use shuke_rules::mall::{OrderState, Way};

/// Undoes the step by which an order came to `state`. The money that was taken with it is given back; a payment undone gives
/// the order its whole time to be paid again. An accepted claim stays: its points may be spent by now.
///
/// # Errors
/// `NotFound`, `OrderState` (it is not in `state` any more, somebody has claimed, or the step is not one of staff's).
pub async fn undo(
    tx: &mut Conn,
    moment: &Moment,
    id: i64,
    state: OrderState,
    reason: &str,
    staff: i64,
) -> Result<Stored, Error> {
    let mut order = settled(tx, moment, id).await?;
    let before = before(tx, order.id).await?;
    let (Some(before), true, None) = (before, order.state == state, &order.claim) else {
        return Err(refusals::state(&order));
    };
    match state {
        OrderState::Placed => {
            order.paid = Fen::ZERO;
            order.lapses_at = Some(moment.now + Duration::minutes(terms(&moment.rulebook, &order).hold_minutes.into()));
        }
        OrderState::Ready => {}
        OrderState::PickedUp => {
            order.paid = Fen::ZERO;
            order.received_at = None;
            if order.delivery.way == Way::Voucher {
                order.store = None;
            }
        }
        OrderState::Shipped => {
            order.delivery.parcel = None;
            order.lapses_at = None;
        }
        _ => return Err(refusals::state(&order)),
    }
    let step = Step { state: before, at: moment.now, by: By::Staff(staff), undone: true, note: reason };
    save(tx, &mut order, step).await?;
    happened(tx, moment, Fact::OrderUndone { member: order.member, order: order.id }).await?;
    Ok(order)
}

/// Undoes that a claim was declined: somebody decides anew. Until then the reason is what there is for an answer.
///
/// # Errors
/// `NotFound`, `OrderState`.
pub async fn undo_decline(tx: &mut Conn, moment: &Moment, id: i64, reason: &str) -> Result<Stored, Error> {
    let mut order = settled(tx, moment, id).await?;
    let undone = sqlx::query(
        "UPDATE order_claims SET decided_at = NULL, accepted = NULL, answer = $1, staff_id = NULL \
         WHERE order_id = $2 AND accepted = 0",
    )
    .bind(reason)
    .bind(order.id)
    .execute(&mut *tx)
    .await?;
    super::claims::sealed(tx, order.id).await?;
    member::touch(tx, order.member).await?;
    if undone.rows_affected() != 1 {
        return Err(refusals::state(&order));
    }
    order.claim = order.claim.map(|claim| StoredClaim { accepted: None, answer: reason.to_owned(), ..claim });
    Ok(order)
}

/// The state before the present one, whatever was undone in between.
async fn before(tx: &mut Conn, order: i64) -> Result<Option<OrderState>, Error> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("SELECT state, undone FROM order_steps WHERE order_id = $1 ORDER BY n")
            .bind(order)
            .fetch_all(tx)
            .await?;
    Ok(way_here(rows.iter().map(|(state, undone)| (OrderState::named(state), *undone != 0))))
}

/// The last but one of the states that count.
fn way_here(steps: impl Iterator<Item = (OrderState, bool)>) -> Option<OrderState> {
    let mut way = Vec::new();
    for (state, undone) in steps {
        if undone {
            way.pop();
        } else {
            way.push(state);
        }
    }
    way.len().checked_sub(2).and_then(|at| way.get(at).copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use OrderState::{PickedUp, Placed, Ready};

    #[test]
    fn the_state_before_is_found_through_what_was_undone() {
        let before = |steps: &[(OrderState, bool)]| way_here(steps.iter().copied());
        assert_eq!(before(&[(Placed, false)]), None);
        assert_eq!(before(&[(Placed, false), (Ready, false)]), Some(Placed));
        assert_eq!(before(&[(Placed, false), (Ready, false), (PickedUp, false)]), Some(Ready));
        assert_eq!(before(&[(Placed, false), (PickedUp, false), (Placed, true), (Ready, false)]), Some(Placed));
        assert_eq!(before(&[(Placed, false), (PickedUp, false), (Placed, true)]), None);
    }
}
