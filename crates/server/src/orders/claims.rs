//! A member says that what was received is faulty, and a manager decides. Accepted: the points go back to their lots, the
//! money is given back; the piece does not go back on the shelf, the unused coupons of a pack are withdrawn.

use super::lapse::{return_points, settled};
use super::moves::terms;
use super::save::{By, Step, save};
use super::stored::{Stored, StoredClaim};
use super::{packs, refusals};
use crate::Error;
use crate::context::Moment;
use crate::feature::{Fact, happened};
use crate::fields::Fields;
use crate::member;
use crate::payment::PAYMENT;
use crate::policies::Rulebook;
use crate::store::Conn;
use crate::store::seal::{Name, Seal, Value};
use shuke_contract::orders::GivenBack;
use shuke_rules::mall::{ItemKind, OrderState};
use shuke_rules::{Day, Fen, Points};

pub static SEAL: Seal = Seal {
    table: "order_claims",
    key: &[Name::Number("order_id")],
    columns: &["order_id", "at", "what", "decided_at?", "accepted?", "answer", "staff_id?"],
    first: None,
    member: None,
};

/// Seals a claim anew after something of it has changed.
pub(super) async fn sealed(tx: &mut Conn, order: i64) -> Result<(), Error> {
    SEAL.again(tx, &[Value::from(order)]).await
}

/// Characters of what is said.
const LEAST: usize = 2;
const MOST: usize = 500;

/// The last day on which one could say that an order is faulty: of goods and packs that were received.
pub(super) fn last_day(rulebook: &Rulebook, order: &Stored) -> Option<Day> {
    let with_member = matches!(order.state, OrderState::PickedUp | OrderState::Received);
    let can_be = matches!(order.item.kind, ItemKind::Goods | ItemKind::Pack);
    let received = order.received_at.filter(|_| with_member && can_be)?;
    Some(rulebook.zone().day_of(received).plus_days(terms(rulebook, order).claim_days))
}

/// Says that what was received is faulty.
///
/// # Errors
/// `NotFound`, `InvalidFields`, `OrderState` (not received, a voucher, or said before), `ClaimTooLate`.
pub async fn claim(tx: &mut Conn, moment: &Moment, id: i64, what: &str) -> Result<Stored, Error> {
    let mut order = settled(tx, moment, id).await?;
    let last =
        last_day(&moment.rulebook, &order).filter(|_| order.claim.is_none()).ok_or_else(|| refusals::state(&order))?;
    if moment.rulebook.zone().day_of(moment.now) > last {
        return Err(refusals::claim_too_late(last));
    }
    let mut fields = Fields::default();
    let what = fields.words(what, LEAST, MOST, true, "what");
    fields.done()?;
    SEAL.query("INSERT INTO order_claims (order_id, at, what, seal) VALUES ($1, $2, $3, $4)")
        .bind(order.id)
        .bind(moment.now.timestamp_micros())
        .bind(&what)
        .also(None::<i64>)
        .also(None::<i64>)
        .also("")
        .also(None::<i64>)
        .execute(&mut *tx)
        .await?;
    member::touch(tx, order.member).await?;
    order.claim = Some(StoredClaim { at: moment.now, what, accepted: None, answer: String::new() });
    Ok(order)
}

/// Decides on a claim; `answer` is what the member is told. Gives what came back to them.
///
/// # Errors
/// `NotFound`, `InvalidFields` (field `answer`), `OrderState` (there is no claim, or it is decided).
pub async fn decide_claim(
    tx: &mut Conn,
    moment: &Moment,
    id: i64,
    accept: bool,
    answer: &str,
    staff: i64,
) -> Result<(Stored, GivenBack), Error> {
    let mut order = settled(tx, moment, id).await?;
    if !order.is_claimed() || !order.state.may_become(OrderState::Returned) {
        return Err(refusals::state(&order));
    }
    let mut fields = Fields::default();
    let answer = fields.words(answer, LEAST, MOST, true, "answer");
    fields.done()?;
    let decided = sqlx::query(
        "UPDATE order_claims SET decided_at = $1, accepted = $2, answer = $3, staff_id = $4 \
         WHERE order_id = $5 AND accepted IS NULL",
    )
    .bind(moment.now.timestamp_micros())
    .bind(i64::from(accept))
    .bind(&answer)
    .bind(staff)
    .bind(order.id)
    .execute(&mut *tx)
    .await?;
    if decided.rows_affected() != 1 {
        return Err(Error::internal(format!("the claim of order {id} is not as it was read")));
    }
    sealed(tx, order.id).await?;
    member::touch(tx, order.member).await?;
    order.claim = order.claim.map(|claim| StoredClaim { accepted: Some(accept), answer, ..claim });
    if !accept {
        return Ok((order, GivenBack { points: Points::ZERO, fen: Fen::ZERO }));
    }
    let points = return_points(tx, moment, &order).await?;
    let fen = order.paid;
    let note = PAYMENT.give_back(fen);
    let by = By::Staff(staff);
    save(tx, &mut order, Step { state: OrderState::Returned, at: moment.now, by, undone: false, note: &note }).await?;
    packs::take_back(tx, moment, &order).await?;
    happened(tx, moment, Fact::OrderUndone { member: order.member, order: order.id }).await?;
    Ok((order, GivenBack { points, fen }))
}
