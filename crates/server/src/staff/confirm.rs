//! Confirming that a member did what a task asks: only of somebody who stands here, their code taken a moment ago.

use super::{StaffSession, log};
use crate::http::call::Request;
use crate::http::mount::Done;
use crate::store::{Conn, Work};
use crate::{Error, tasks};
use chrono::{Duration, Utc};
use shuke_contract::staff::{Action, ConfirmRequest, Logged};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::Instant;
use shuke_rules::number::CardNumber;
use sqlx::Row;

/// Minutes for which a member who was looked up counts as standing here.
const HERE_MINUTES: i64 = 10;

pub fn confirm(tx: &mut Conn, call: Request<ConfirmRequest, StaffSession>) -> Work<'_, Done<Logged>> {
    Box::pin(async move {
        let who = call.who.again(tx).await?;
        let book = call.app.policies.current(tx).await?;
        let now = Utc::now();
        let member = looked_up(tx, &who, &call.request.member, now).await?;
        let task = &call.request.task;
        tasks::confirm(tx, &book, member, task, who.staff, now).await?;
        let entry = log::Entry { member: Some(member), task: Some(task), ..log::Entry::of(Action::ConfirmTask, now) };
        let id = log::write(tx, &who, &entry).await?;
        Ok(log::page::one(tx, id, &book, now).await?.into())
    })
}

/// The member of a card whose member code this session took in the last minutes. Of all others nothing is said, not even
/// whether there is such a card.
///
/// # Errors
/// [`ErrorCode::LookUpFirst`]
pub async fn looked_up(tx: &mut Conn, who: &StaffSession, card: &CardNumber, now: Instant) -> Result<i64, Error> {
    let row = sqlx::query(
        "SELECT m.id FROM members m JOIN staff_log l ON l.member_id = m.id \
         WHERE m.card = $1 AND m.closed_at IS NULL AND l.staff_id = $2 AND l.session_id = $3 AND l.action = $4 \
         AND l.order_id IS NULL AND l.at > $5 LIMIT 1",
    )
    .bind(card.as_str())
    .bind(who.staff)
    .bind(who.id)
    .bind(Action::LookUp.name())
    .bind((now - Duration::minutes(HERE_MINUTES)).timestamp_micros())
    .fetch_optional(tx)
    .await?;
    let Some(row) = row else {
        return Err(Problem::new(ErrorCode::LookUpFirst, "This member's code was not taken here just now.")
            .rule("Tasks and coupons are seen to for members who stand here: within ten minutes of taking their code.")
            .remedy("Scan the member's code.")
            .into());
    };
    Ok(row.try_get("id")?)
}
