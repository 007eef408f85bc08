//! Tasks: how far a member is, claiming rewards, scanning a shop's code, and what staff confirm. When a task is done is
//! decided by `shuke-rules`; taking rewards back is in [`undo`].

mod claims;
mod facts;
mod now;
mod reward;
mod told;
mod undo;

pub use claims::claimed;
pub use facts::{confirmations, visits};
pub use now::of_tasks;

use crate::booking;
use crate::context::Moment;
use crate::feature::{Explained, Fact, Feature};
use crate::http::call::{Call, Request};
use crate::http::mount::Done;
use crate::policies::{Rulebook, open_store};
use crate::sessions::Session;
use crate::store::{Conn, Work};
use crate::{Error, member};
use claims::Claims;
use now::state;
use reward::{Claimed, reward};
use shuke_contract::ledger::Link;
use shuke_contract::staff::ShownTask;
use shuke_contract::tasks::{ClaimTask, GetTasks, TaskClaimed, Tasks, Visit, VisitRequest};
use shuke_contract::{Empty, ErrorCode, Problem};
use shuke_rules::ledger::Key;
use shuke_rules::policy::{Task, TaskId, TaskKind};
use shuke_rules::tasks::{Facts, Period};
use shuke_rules::{Instant, Text};

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes
            .read::<GetTasks, Session, _, _>(get_tasks)
            .write::<ClaimTask, Session, _>(claim_task)
            .write::<Visit, Session, _>(visit)
    },
    // What took back what counts takes the reward along.
    on: Some(|tx, moment, fact| {
        Box::pin(async move {
            let member = match fact {
                Fact::SaleRefunded(refunded) => refunded.member,
                Fact::OrderUndone { member, .. } => *member,
                _ => return Ok(()),
            };
            undo::settle(tx, moment, member).await
        })
    }),
    told: Some(|connection, asking, span| Box::pin(told::told(connection, asking, span))),
    explains: Some(|_, asking, key| {
        Box::pin(async move {
            let (Key::Task(claim) | Key::TaskUndone(claim)) = key else { return Ok(None) };
            let about = told::task_of(&asking.rulebook, claim.task);
            Ok(Some(Explained { about, ..Explained::link(Link::Tasks) }))
        })
    }),
    export: Some(|connection, asking, export| {
        Box::pin(async move {
            export.visits = visits(connection, asking.account.member).await?;
            export.task_claims = claimed(connection, asking.account.member).await?;
            export.confirmations = confirmations(connection, asking.account.member).await?;
            Ok(())
        })
    }),
    ..Feature::named("tasks")
};

async fn get_tasks(call: Call<Empty, Session>) -> Result<Tasks, Error> {
    let member = call.who.member;
    let read = call.app.view(move |connection, moment| {
        Box::pin(async move {
            let Moment { rulebook, now, .. } = moment;
            let account = booking::of_member(connection, member).await?;
            state(connection, &account, &rulebook, now).await
        })
    });
    read.await
}

fn task<'a>(rulebook: &'a Rulebook, id: &TaskId) -> Result<&'a Task, Error> {
    let none =
        || Problem::new(ErrorCode::NotFound, "There is no such task.").remedy("Look at the tasks as they are now.");
    Ok(rulebook.current().policy.tasks.iter().find(|task| task.id == *id).ok_or_else(none)?)
}

fn claim_task(tx: &mut Conn, call: Request<Empty, Session>) -> Work<'_, Done<TaskClaimed>> {
    Box::pin(async move {
        let Moment { rulebook, now, .. } = call.app.moment(tx).await?;
        let task = task(&rulebook, &TaskId(call.id.clone()))?;
        let mut account = booking::of_member(tx, call.who.member).await?;
        let period = Period::of_task(task, account.joined_day, rulebook.zone().day_of(now));
        let claims = Claims::read(tx, account.member).await?;
        if claims.standing(&task.id, &period) {
            return Err(already());
        }
        let facts = facts::read(tx, &account, &rulebook, std::slice::from_ref(task)).await?;
        if !facts.fulfil(task, &period) {
            return Err(not_done(task, &facts, &period));
        }
        let n = claims.next(&task.id, &period);
        let coupon = reward(tx, &rulebook, &mut account, &Claimed { task, period: &period, n }, now).await?;
        Ok(TaskClaimed { points: task.points, coupon, now: state(tx, &account, &rulebook, now).await? }.into())
    })
}

fn visit(tx: &mut Conn, call: Request<VisitRequest, Session>) -> Work<'_, Done<Tasks>> {
    Box::pin(async move {
        let Moment { rulebook, now, .. } = call.app.moment(tx).await?;
        let store = open_store(rulebook.current(), &call.request.store.0)?;
        let account = booking::of_member(tx, call.who.member).await?;
        sqlx::query("INSERT INTO visits (member_id, day, store, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
            .bind(account.member)
            .bind(rulebook.zone().day_of(now).to_string())
            .bind(&store.id.0)
            .bind(now.timestamp_micros())
            .execute(&mut *tx)
            .await?;
        member::touch(tx, account.member).await?;
        Ok(state(tx, &account, &rulebook, now).await?.into())
    })
}

/// Tasks that a member can show to staff now, and that nobody has confirmed in their present periods.
pub async fn shown_open(
    connection: &mut Conn,
    rulebook: &Rulebook,
    member: i64,
    now: Instant,
) -> Result<Vec<ShownTask>, Error> {
    let today = rulebook.zone().day_of(now);
    let shown = facts::shown(connection, member).await?;
    let open = |task: &&Task| {
        let period = Period::of(task.repeat, today).key;
        task.kind == TaskKind::Shown && !shown.contains(&(task.id.clone(), period))
    };
    let told = |task: &Task| ShownTask {
        id: task.id.clone(),
        name: task.name.clone(),
        note: task.note.clone(),
        points: task.points,
    };
    Ok(rulebook.current().policy.tasks.iter().filter(open).map(told).collect())
}

/// Notes that staff saw a member do what a task asks, and gives the task's name; the member claims the reward. That the
/// member was looked up, and the log of what staff do, are for the caller to see to.
///
/// # Errors
/// [`ErrorCode::NotFound`] for what is no task that is shown, [`ErrorCode::TaskClaimedAlready`] when somebody confirmed it
/// in this period.
pub async fn confirm(
    tx: &mut Conn,
    rulebook: &Rulebook,
    member: i64,
    id: &TaskId,
    staff: i64,
    now: Instant,
) -> Result<Text, Error> {
    let task = task(rulebook, id)?;
    if task.kind != TaskKind::Shown {
        return Err(Problem::new(ErrorCode::NotFound, "This task is not one that is shown to staff.").into());
    }
    let done = sqlx::query(
        "INSERT INTO task_confirmations (member_id, task, period, at, staff_id) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT DO NOTHING",
    )
    .bind(member)
    .bind(&task.id.0)
    .bind(Period::of(task.repeat, rulebook.zone().day_of(now)).key)
    .bind(now.timestamp_micros())
    .bind(staff)
    .execute(&mut *tx)
    .await?;
    member::touch(tx, member).await?;
    if done.rows_affected() == 1 { Ok(task.name.clone()) } else { Err(already()) }
}

/// Undoes a confirmation that was made at `confirmed`; a reward that was claimed for it goes back.
pub async fn unconfirm(
    tx: &mut Conn,
    moment: &Moment,
    member: i64,
    id: &TaskId,
    confirmed: Instant,
) -> Result<(), Error> {
    sqlx::query("DELETE FROM task_confirmations WHERE member_id = $1 AND task = $2 AND at = $3")
        .bind(member)
        .bind(&id.0)
        .bind(confirmed.timestamp_micros())
        .execute(&mut *tx)
        .await?;
    member::touch(tx, member).await?;
    undo::settle(tx, moment, member).await
}

/// Whether the reward stands that was claimed for a confirmation made at `confirmed`.
pub async fn is_claimed(tx: &mut Conn, member: i64, id: &TaskId, confirmed: Instant) -> Result<bool, Error> {
    let (claimed,): (i64,) = sqlx::query_as(
        "SELECT COUNT(*) FROM task_claims c JOIN task_confirmations d \
         ON d.member_id = c.member_id AND d.task = c.task AND d.period = c.period \
         WHERE c.member_id = $1 AND c.task = $2 AND c.undone_at IS NULL AND d.at = $3",
    )
    .bind(member)
    .bind(&id.0)
    .bind(confirmed.timestamp_micros())
    .fetch_one(tx)
    .await?;
    Ok(claimed > 0)
}

fn already() -> Error {
    Problem::new(ErrorCode::TaskClaimedAlready, "This was done and claimed in this period.")
        .rule("A task counts once a period.")
        .remedy("What repeats can be done again when its next period begins.")
        .into()
}

fn not_done(task: &Task, facts: &Facts, period: &Period) -> Error {
    let problem = Problem::new(ErrorCode::TaskNotDone, "The task is not done yet.")
        .rule("What counts is what happened in this period and was not undone.");
    let problem = match task.yuan {
        Some(yuan) => problem.figure("spent_fen", facts.spent(period).0).figure("of_fen", yuan.0),
        None => problem.figure("done", facts.count(task, period).into()).figure("times", task.times.into()),
    };
    let remedy = |last| format!("Do it by {last}, and claim it by then.");
    match (period.until(), task.new_members_days) {
        (Some(last), None) => problem.remedy(remedy(last)),
        (Some(last), Some(_)) => problem.remedy(format!("Do it by {last}; it can be claimed later.")),
        (None, _) => problem.remedy("Do it, then claim it."),
    }
    .into()
}
