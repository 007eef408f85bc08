//! The tasks as they are now: how far a member is.

use super::claims::Claims;
use super::facts;
use crate::Error;
use crate::booking::Account;
use crate::policies::Rulebook;
use crate::store::Conn;
use shuke_contract::tasks::{RewardCoupon, Spend, TaskNow, TaskState, Tasks};
use shuke_rules::Instant;
use shuke_rules::policy::{Policy, Task};
use shuke_rules::tasks::{Facts, Period};
use shuke_rules::welcome::Zone;

/// All of them, but those for new members that were not done in time.
pub async fn state(
    connection: &mut Conn,
    account: &Account,
    rulebook: &Rulebook,
    now: Instant,
) -> Result<Tasks, Error> {
    let policy = &rulebook.current().policy;
    let today = rulebook.zone().day_of(now);
    let tasks: Vec<&Task> = policy.tasks.iter().collect();
    let until = Zone::of(policy).map(|zone| zone.until(account.joined_day));
    Ok(Tasks {
        tasks: of_tasks(connection, account, rulebook, &tasks, now).await?,
        points: account.balance(now),
        welcome_until: until.filter(|until| today <= *until),
        today,
    })
}

/// These of the policy's tasks, but those for new members that were not done in time.
pub async fn of_tasks(
    connection: &mut Conn,
    account: &Account,
    rulebook: &Rulebook,
    tasks: &[&Task],
    now: Instant,
) -> Result<Vec<TaskNow>, Error> {
    let today = rulebook.zone().day_of(now);
    let facts = facts::read(connection, account, rulebook, tasks.iter().copied()).await?;
    let claims = Claims::read(connection, account.member).await?;
    let confirmed = facts::confirmations(connection, account.member).await?;
    let policy = &rulebook.current().policy;
    let as_of_today = |task: &&Task| {
        let period = Period::of_task(task, account.joined_day, today);
        let undone = confirmed.iter().find(|one| one.task == task.id && one.period == period.key);
        let undone = undone.and_then(|confirmed| confirmed.undone.clone());
        TaskNow { undone, ..of_today(policy, task, &facts, &claims, &period) }
    };
    let missed = |now: &TaskNow| now.state == TaskState::Open && now.until.is_some_and(|until| until < today);
    Ok(tasks.iter().map(as_of_today).filter(|now| !missed(now)).collect())
}

fn of_today(policy: &Policy, task: &Task, facts: &Facts, claims: &Claims, period: &Period) -> TaskNow {
    let state = if claims.standing(&task.id, period) {
        TaskState::Claimed
    } else if facts.fulfil(task, period) {
        TaskState::Done
    } else {
        TaskState::Open
    };
    let template = task.coupon.as_ref().and_then(|id| policy.template(id));
    TaskNow {
        id: task.id.clone(),
        name: task.name.clone(),
        note: task.note.clone(),
        kind: task.kind,
        repeat: task.repeat,
        points: task.points,
        done: facts.count(task, period).min(task.times),
        times: task.times,
        spend: task.yuan.map(|of| Spend { spent: facts.spent(period), of }),
        coupon: template.map(|one| RewardCoupon { template: one.id.clone(), name: one.name.clone() }),
        state,
        undone: None,
        until: period.until(),
    }
}
