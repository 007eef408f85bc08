//! When a member leaves: what is reserved is taken back, and no order keeps where it went or what
//! was said about it.

use super::cancel;
use super::claims;
use super::save::{By, STEPS, sealed};
use super::stored::{Delivery, of_member};
use crate::Error;
use crate::context::Moment;
use crate::store::Conn;
use crate::store::seal::Value;
use shuke_rules::mall::OrderState;

const UNDONE: &str = "UPDATE order_steps SET note = '' WHERE order_id = $1 AND undone = 1 RETURNING nth";

/// Forgets the person of a member's orders. What was placed stays with its code, and can still be collected.
pub async fn forget(tx: &mut Conn, moment: &Moment, member: i64) -> Result<(), Error> {
    for order in of_member(tx, member, i64::MAX, i64::MAX, moment.now).await? {
        if order.state == OrderState::Reserved {
            cancel(tx, moment, order.id, By::Themself).await?;
        }
        let delivery = Delivery { way: order.delivery.way, address: None, parcel: None };
        sqlx::query("UPDATE orders SET delivery = $1 WHERE id = $2")
            .bind(serde_json::to_string(&delivery).map_err(Error::internal)?)
            .bind(order.id)
            .execute(&mut *tx)
            .await?;
        sealed(tx, order.id).await?;
        sqlx::query("UPDATE order_claims SET what = '', answer = '' WHERE order_id = $1")
            .bind(order.id)
            .execute(&mut *tx)
            .await?;
        claims::sealed(tx, order.id).await?;
        // Why staff undid something is typed, too; the other notes are ours.
        let steps: Vec<(i64,)> = sqlx::query_as(UNDONE).bind(order.id).fetch_all(&mut *tx).await?;
        for (nth,) in steps {
            STEPS.again(tx, &[Value::from(nth)]).await?;
        }
    }
    Ok(())
}
