//! Confirming that a member did what a task asks: only of somebody who stands here, their code taken a moment ago.

use super::{StaffSession, log};
use crate::context::Moment;
use crate::http::call::Request;
use crate::http::mount::Done;
use crate::member::Known;
use crate::store::{Conn, Work};
use crate::{Error, tasks};
use chrono::Duration;
use shuke_contract::staff::{Action, ConfirmRequest, Logged};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::Instant;
use shuke_rules::number::CardNumber;

/// Minutes for which a member who was looked up counts as standing here.
const HERE_MINUTES: i64 = 10;

pub fn confirm(tx: &mut Conn, call: Request<ConfirmRequest, StaffSession>) -> Work<'_, Done<Logged>> {
    Box::pin(async move {
        let Moment { rulebook, now, .. } = call.app.moment(tx).await?;
        let who = &call.who;
        let member = looked_up(tx, who, &call.request.member, now).await?;
        let task = &call.request.task;
        tasks::confirm(tx, &rulebook, member, task, who.staff, now).await?;
        let entry = log::Entry { member: Some(member), task: Some(task), ..log::Entry::of(Action::ConfirmTask, now) };
        let id = log::write(tx, who, &entry).await?;
        Ok(Done::about(log::page::one(tx, id, &rulebook, now).await?, member))
    })
}

/// The member of a card whose member code this session took in the last minutes. Of all others nothing is said, not even
/// whether there is such a card.
///
/// # Errors
/// [`ErrorCode::LookUpFirst`]
pub async fn looked_up(tx: &mut Conn, who: &StaffSession, card: &CardNumber, now: Instant) -> Result<i64, Error> {
    let known = Known::by_card(tx, card).await?;
    let after = now - Duration::minutes(HERE_MINUTES);
    let here = match &known {
        Some(known) => log::was_looked_up(tx, who, known.id, after).await?,
        None => false,
    };
    let Some(known) = known.filter(|_| here) else {
        return Err(Problem::new(ErrorCode::LookUpFirst, "This member's code was not taken here just now.")
            .rule("Tasks and coupons are seen to for members who stand here: within ten minutes of taking their code.")
            .remedy("Scan the member's code.")
            .into());
    };
    Ok(known.id)
}
