//! Tasks: how far a member is, claiming rewards, scanning a shop's code, and what staff confirm. When a task is done is
//! decided by `shuke-rules`; taking rewards back is in [`undo`].

mod audit;
mod claims;
mod drawn;
mod facts;
mod now;
mod reward;
mod told;
mod undo;

pub use claims::claimed;
pub use facts::{confirmations, visits};
pub use now::of_tasks;
pub use told::task_of;

use crate::booking;
use crate::context::Moment;
use crate::feature::{Explained, Fact, Feature};
use crate::http::call::{Call, Request};
use crate::http::mount::Done;
use crate::policies::{Rulebook, open_store};
use crate::sessions::Session;
use crate::store::seal::Value;
use crate::store::{Conn, Work, next_id};
use crate::{Error, member};
use audit::{CONFIRMATIONS, VISITS};
use claims::Claims;
use now::state;
use reward::{Claimed, reward};
use shuke_contract::ledger::Link;
use shuke_contract::staff::ShownTask;
use shuke_contract::tasks::{ClaimTask, GetTasks, TaskClaimed, Tasks, Visit, VisitRequest};
use shuke_contract::{Empty, ErrorCode, Problem};
use shuke_rules::ledger::Key;
use shuke_rules::policy::{StoreId, Task, TaskId, TaskKind};
use shuke_rules::tasks::{Facts, Period};
use shuke_rules::{Instant, Text};

pub const FEATURE: Feature = Feature {
    migrations: &[(16, include_str!("../migrations/0016_undone_confirmations.sql"))],
    routes: |routes| {
        routes
            .read::<GetTasks, Session, _, _>(get_tasks)
            .write::<ClaimTask, Session, _>(claim_task)
            .write::<Visit, Session, _>(visit)
    },
    on: Some(|tx, moment, fact| Box::pin(on(tx, moment, fact))),
    told: Some(|connection, asking, span| Box::pin(told::told(connection, asking, span))),
    explains: Some(|_, asking, key| {
        Box::pin(async move {
            let (Key::Task(claim) | Key::TaskUndone(claim)) = key else { return Ok(None) };
            let about = task_of(&asking.rulebook, claim.task);
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
    // Why staff took a confirmation back is typed, and may name a member who leaves.
    forget: Some(|tx, _, member| Box::pin(async move { forget_reasons(tx, member).await })),
    audits: &[&audit::AUDIT],
    pages: &[drawn::TOGETHER],
    ..Feature::named("tasks")
};

/// What took back what counts takes the reward along; who joins by the code of a shop is there, like whoever else scans it.
async fn on(tx: &mut Conn, moment: &Moment, fact: &mut Fact) -> Result<(), Error> {
    match fact {
        Fact::Joined { account, .. } => match member::joined_in(tx, account.member).await? {
            Some(store) => note_visit(tx, &moment.rulebook, account.member, &store, moment.now).await,
            None => Ok(()),
        },
        Fact::SaleRefunded(refunded) => undo::settle(tx, moment, refunded.member).await,
        Fact::OrderUndone { member, .. } => undo::settle(tx, moment, *member).await,
        _ => Ok(()),
    }
}

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
        note_visit(tx, &rulebook, account.member, &store.id, now).await?;
        Ok(state(tx, &account, &rulebook, now).await?.into())
    })
}

/// Notes that a member scanned the code of a shop, once a shop and day.
async fn note_visit(
    tx: &mut Conn,
    rulebook: &Rulebook,
    visitor: i64,
    store: &StoreId,
    now: Instant,
) -> Result<(), Error> {
    const NOTED: &str = "SELECT at FROM visits WHERE member_id = $1 AND day = $2 AND store = $3";
    let day = rulebook.zone().day_of(now).to_string();
    let noted = sqlx::query(NOTED).bind(visitor).bind(&day).bind(&store.0).fetch_optional(&mut *tx).await?;
    if noted.is_none() {
        VISITS
            .query("INSERT INTO visits (nth, member_id, day, store, at, seal) VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(next_id(tx, VISITS.table).await?)
            .bind(visitor)
            .bind(day)
            .bind(&store.0)
            .bind(now.timestamp_micros())
            .execute(&mut *tx)
            .await?;
    }
    member::touch(tx, visitor).await
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
    let written = CONFIRMATIONS
        .query(
            "INSERT INTO task_confirmations (member_id, task, period, at, staff_id, seal) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (member_id, task, period) DO UPDATE SET at = excluded.at, staff_id = excluded.staff_id, \
             seal = excluded.seal, undone_at = NULL, undone_reason = '' WHERE task_confirmations.undone_at IS NOT NULL",
        )
        .bind(member)
        .bind(&task.id.0)
        .bind(Period::of(task.repeat, rulebook.zone().day_of(now)).key)
        .bind(now.timestamp_micros())
        .bind(staff)
        .also(None::<i64>)
        .also("")
        .execute(&mut *tx)
        .await?;
    member::touch(tx, member).await?;
    if written == 1 { Ok(task.name.clone()) } else { Err(already()) }
}

/// Undoes a confirmation that was made at `confirmed`; a reward that was claimed for it goes back. The member is told the reason.
pub async fn unconfirm(
    tx: &mut Conn,
    moment: &Moment,
    member: i64,
    id: &TaskId,
    confirmed: Instant,
    reason: &str,
) -> Result<(), Error> {
    let undone: Option<(String,)> = sqlx::query_as(
        "UPDATE task_confirmations SET undone_at = $1, undone_reason = $2 \
         WHERE member_id = $3 AND task = $4 AND at = $5 AND undone_at IS NULL RETURNING period",
    )
    .bind(moment.now.timestamp_micros())
    .bind(reason)
    .bind(member)
    .bind(&id.0)
    .bind(confirmed.timestamp_micros())
    .fetch_optional(&mut *tx)
    .await?;
    if let Some((period,)) = undone {
        seal_again(tx, member, &id.0, &period).await?;
    }
    member::touch(tx, member).await?;
    undo::settle(tx, moment, member).await
}

async fn seal_again(tx: &mut Conn, member: i64, task: &str, period: &str) -> Result<(), Error> {
    CONFIRMATIONS.again(tx, &[Value::from(member), Value::from(task), Value::from(period)]).await
}

/// Why staff took confirmations back of a member who leaves.
async fn forget_reasons(tx: &mut Conn, member: i64) -> Result<(), Error> {
    let forgotten: Vec<(String, String)> = sqlx::query_as(
        "UPDATE task_confirmations SET undone_reason = '' WHERE member_id = $1 AND undone_reason <> '' RETURNING task, period",
    )
    .bind(member)
    .fetch_all(&mut *tx)
    .await?;
    for (task, period) in forgotten {
        seal_again(tx, member, &task, &period).await?;
    }
    Ok(())
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
