//! Undoing, while it is fresh and with a reason: one's own for clerks, everything of their shop for managers. Each action once.

use super::{StaffSession, log};
use crate::context::Moment;
use crate::fields::Fields;
use crate::http::Identity;
use crate::http::answer;
use crate::http::call::Request;
use crate::http::mount::Done;
use crate::permissions::Permission;
use crate::policies::instant;
use crate::store::{Conn, Work};
use crate::{Error, coupons, orders, tasks};
use shuke_contract::staff::{Action, Logged, UndoRequest};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::mall::OrderState;
use shuke_rules::policy::TaskId;
use shuke_rules::{Fen, Instant};
use sqlx::Row;

pub fn undo(tx: &mut Conn, call: Request<UndoRequest, StaffSession>) -> Work<'_, Done<Logged>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let now = moment.now;
        let who = &call.who;
        let mut fields = Fields::default();
        let reason = fields.words(&call.request.reason, 2, 200, false, "reason");
        fields.done()?;
        let id: i64 = call.id.parse().map_err(|_| answer::not_found())?;
        let past = Past::find(tx, who, id).await?.ok_or_else(answer::not_found)?;
        past.is_fresh(now)?;
        past.take_back(tx, who, &moment, &reason).await?;
        let entry = log::Entry {
            action: Action::Undo,
            at: now,
            order: past.order,
            member: past.member,
            task: past.task.as_ref(),
            coupon: past.coupon,
            paid: past.paid,
            note: &reason,
            undoes: Some(id),
        };
        let logged = log::write(tx, who, &entry).await?;
        let reply = log::page::one(tx, logged, &moment.rulebook, now).await?;
        Ok(Done { about: past.member, ..reply.into() })
    })
}

/// An entry that is to be undone.
struct Past {
    id: i64,
    action: Action,
    at: Instant,
    order: Option<i64>,
    member: Option<i64>,
    task: Option<TaskId>,
    coupon: Option<i64>,
    paid: Fen,
    undone: bool,
}

impl Past {
    /// An entry that one may know of; others' are as unknown as one that never was.
    async fn find(tx: &mut Conn, who: &StaffSession, id: i64) -> Result<Option<Self>, Error> {
        let row = sqlx::query(
            "SELECT action, at, order_id, member_id, task, coupon_id, paid_fen, \
             (SELECT COUNT(*) FROM staff_log u WHERE u.undoes = l.id) AS undone FROM staff_log l \
             WHERE id = $1 AND (staff_id = $2 OR ($3 = 1 AND store = $4))",
        )
        .bind(id)
        .bind(who.staff)
        .bind(i64::from(who.may(Permission::UndoOthers)))
        .bind(&who.store.0)
        .fetch_optional(tx)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Self {
            id,
            action: Action::named(row.try_get("action")?),
            at: instant(row.try_get("at")?)?,
            order: row.try_get("order_id")?,
            member: row.try_get("member_id")?,
            task: row.try_get::<Option<String>, _>("task")?.map(TaskId),
            coupon: row.try_get("coupon_id")?,
            paid: Fen(row.try_get("paid_fen")?),
            undone: row.try_get::<i64, _>("undone")? > 0,
        }))
    }

    fn is_fresh(&self, now: Instant) -> Result<(), Error> {
        let problem = |message: &str| Problem::new(ErrorCode::UndoTooLate, message);
        if !self.action.can_be_undone() {
            return Err(problem("This cannot be undone.")
                .rule("What was set aside, handed over, paid, sent, declined, confirmed, used or taken away can be.")
                .into());
        }
        if self.undone {
            return Err(problem("This was undone already.")
                .rule("Everything is undone once.")
                .remedy("Look at what stands now; do it again if it should be done.")
                .into());
        }
        if now >= log::undo_until(self.at) {
            return Err(problem("This was done more than ten minutes ago.")
                .rule("Ten minutes, then it stands.")
                .figure("minutes", (now - self.at).num_minutes())
                .remedy(match self.action {
                    Action::HandOver | Action::Ship => "If something is faulty, the member says so on the order.",
                    _ => "Ask whoever runs the member centre.",
                })
                .into());
        }
        Ok(())
    }

    async fn take_back(&self, tx: &mut Conn, who: &StaffSession, moment: &Moment, reason: &str) -> Result<(), Error> {
        let nothing = || Error::internal("an entry of the log that is about nothing");
        if let Some(state) = leads_to(self.action) {
            let order = self.order.ok_or_else(nothing)?;
            orders::undo(tx, moment, order, state, reason, who.staff).await?;
            return Ok(());
        }
        match self.action {
            Action::DeclineClaim => {
                orders::undo_decline(tx, moment, self.order.ok_or_else(nothing)?, reason).await?;
                Ok(())
            }
            Action::UseCoupon => coupons::undo_use(tx, self.coupon.ok_or_else(nothing)?, self.id).await,
            Action::VoidCoupon => coupons::undo_void(tx, self.coupon.ok_or_else(nothing)?, self.at).await,
            _ => {
                let (member, task) = (self.member.ok_or_else(nothing)?, self.task.as_ref().ok_or_else(nothing)?);
                unconfirm(tx, moment, member, task, self.at, reason).await
            }
        }
    }
}

/// The state that an action brings an order to; `None` for what is no step of one.
pub fn leads_to(action: Action) -> Option<OrderState> {
    match action {
        Action::Prepare => Some(OrderState::Ready),
        Action::HandOver => Some(OrderState::PickedUp),
        Action::TakePayment => Some(OrderState::Placed),
        Action::Ship => Some(OrderState::Shipped),
        _ => None,
    }
}

/// A reward that was claimed is the member's: what it was for can no longer be taken away from behind the counter.
async fn unconfirm(
    tx: &mut Conn,
    moment: &Moment,
    member: i64,
    task: &TaskId,
    confirmed: Instant,
    reason: &str,
) -> Result<(), Error> {
    if tasks::is_claimed(tx, member, task, confirmed).await? {
        return Err(Problem::new(ErrorCode::TaskClaimedAlready, "The member has claimed the reward.")
            .rule("A confirmation can be undone until its reward was claimed.")
            .remedy("The points are the member's. Look more closely the next time the task comes round.")
            .into());
    }
    tasks::unconfirm(tx, moment, member, task, confirmed, reason).await
}
