//! Writing an order's next state: guarded by the state that was read, with a step that says who and why.

use super::stored::Stored;
use crate::store::seal::{Name, Seal, Value};
use crate::store::{Conn, next_id};
use crate::{Error, member};
use shuke_rules::Instant;
use shuke_rules::mall::OrderState;

pub static SEAL: Seal = Seal {
    table: "orders",
    key: &[Name::Number("id")],
    columns: &[
        "id",
        "member_id",
        "item_id",
        "item",
        "delivery",
        "store?",
        "code?",
        "state",
        "points",
        "fen",
        "paid_fen",
        "created_at",
        "lapses_at?",
        "received_at?",
        "rule_version",
    ],
    first: None,
    member: Some("member_id"),
};

pub static STEPS: Seal = Seal {
    table: "order_steps",
    key: &[Name::Number("nth")],
    columns: &["nth", "order_id", "n", "state", "at", "staff_id?", "undone", "note"],
    first: None,
    member: None,
};

/// Seals an order anew after something of it has changed.
pub(super) async fn sealed(tx: &mut Conn, order: i64) -> Result<(), Error> {
    SEAL.again(tx, &[Value::from(order)]).await
}

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The member, or time.
    Themself,
    /// Staff, by their id.
    Staff(i64),
}

impl By {
    fn staff(self) -> Option<i64> {
        match self {
            Self::Themself => None,
            Self::Staff(id) => Some(id),
        }
    }
}

/// A step to be written.
pub(super) struct Step<'a> {
    pub state: OrderState,
    pub at: Instant,
    pub by: By,
    pub undone: bool,
    pub note: &'a str,
}

impl Step<'_> {
    pub const fn plain(state: OrderState, at: Instant, by: By) -> Self {
        Self { state, at, by, undone: false, note: "" }
    }
}

/// Writes everything of `order` that can change, its state being that of the step.
pub(super) async fn save(tx: &mut Conn, order: &mut Stored, step: Step<'_>) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE orders SET state = $1, store = $2, delivery = $3, paid_fen = $4, lapses_at = $5, received_at = $6 \
         WHERE id = $7 AND state = $8",
    )
    .bind(step.state.name())
    .bind(order.store.as_ref().map(|store| store.0.clone()))
    .bind(serde_json::to_string(&order.delivery).map_err(Error::internal)?)
    .bind(order.paid.0)
    .bind(order.lapses_at.map(|at| at.timestamp_micros()))
    .bind(order.received_at.map(|at| at.timestamp_micros()))
    .bind(order.id)
    .bind(order.booked.name())
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() != 1 {
        return Err(Error::internal(format!("order {} is not as it was read", order.id)));
    }
    sealed(tx, order.id).await?;
    (order.state, order.booked) = (step.state, step.state);
    append(tx, order.id, &step).await?;
    member::touch(tx, order.member).await
}

/// Appends a step.
pub(super) async fn append(tx: &mut Conn, order: i64, step: &Step<'_>) -> Result<(), Error> {
    let (n,): (i64,) = sqlx::query_as("SELECT COALESCE(MAX(n), 0) + 1 FROM order_steps WHERE order_id = $1")
        .bind(order)
        .fetch_one(&mut *tx)
        .await?;
    let nth = next_id(tx, STEPS.table).await?;
    let sealing = STEPS.query(
        "INSERT INTO order_steps (nth, order_id, n, state, at, staff_id, undone, note, seal) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    sealing
        .bind(nth)
        .bind(order)
        .bind(n)
        .bind(step.state.name())
        .bind(step.at.timestamp_micros())
        .bind(step.by.staff())
        .bind(i64::from(step.undone))
        .bind(step.note)
        .execute(tx)
        .await?;
    Ok(())
}
