//! What a member did, as far as tasks ask, from the rows that say so.

use crate::booking::Account;
use crate::policies::{Rulebook, instant, stored_day};
use crate::store::Conn;
use crate::{Error, check_in, member, orders};
use shuke_contract::tasks::{Confirmed, Visited};
use shuke_rules::policy::{StoreId, Task, TaskId, TaskKind};
use shuke_rules::tasks::Facts;
use shuke_rules::typed;
use std::collections::BTreeSet;

/// Everything that one of `tasks` asks about.
pub async fn read<'t>(
    connection: &mut Conn,
    account: &Account,
    rulebook: &Rulebook,
    tasks: impl IntoIterator<Item = &'t Task>,
) -> Result<Facts, Error> {
    let kinds: Vec<TaskKind> = tasks.into_iter().map(|task| task.kind).collect();
    let asked = |kind| kinds.contains(&kind);
    let member = account.member;
    let mut facts = Facts { purchases: account.purchases(), ..Facts::default() };
    if asked(TaskKind::Profile) || asked(TaskKind::Birthday) {
        facts.has_name = member::name_of(connection, member).await?.is_some_and(|name| typed::shows(&name));
        facts.has_birthday = member::birthday_of(connection, member).await?.is_some();
    }
    if asked(TaskKind::Visit) {
        facts.visits = visits(connection, member).await?.into_iter().map(|visit| visit.day).collect();
    }
    if asked(TaskKind::CheckIn) {
        facts.check_ins = check_in::on_time_days(connection, member).await?;
    }
    if asked(TaskKind::Redemption) {
        let redeemed = orders::redeemed_at(connection, member).await?;
        facts.redemptions = redeemed.into_iter().map(|at| rulebook.zone().day_of(at)).collect();
    }
    if asked(TaskKind::Shown) {
        facts.shown = shown(connection, member).await?;
    }
    Ok(facts)
}

/// Every scan of a shop's code, oldest first.
pub async fn visits(connection: &mut Conn, member: i64) -> Result<Vec<Visited>, Error> {
    let rows: Vec<(String, String, i64)> =
        sqlx::query_as("SELECT day, store, at FROM visits WHERE member_id = $1 ORDER BY at, store")
            .bind(member)
            .fetch_all(connection)
            .await?;
    let visited = |(text, store, at): (String, String, i64)| {
        Ok(Visited { day: stored_day(&text)?, store: StoreId(store), at: instant(at)? })
    };
    rows.into_iter().map(visited).collect()
}

/// What staff confirmed, by task and period.
pub async fn shown(connection: &mut Conn, member: i64) -> Result<BTreeSet<(TaskId, String)>, Error> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT task, period FROM task_confirmations WHERE member_id = $1 AND undone_at IS NULL")
            .bind(member)
            .fetch_all(connection)
            .await?;
    Ok(rows.into_iter().map(|(task, period)| (TaskId(task), period)).collect())
}

/// Everything that staff confirmed, oldest first, also what they took back.
pub async fn confirmations(connection: &mut Conn, member: i64) -> Result<Vec<Confirmed>, Error> {
    let rows: Vec<(String, String, i64, Option<String>)> = sqlx::query_as(
        "SELECT task, period, at, CASE WHEN undone_at IS NULL THEN NULL ELSE undone_reason END AS undone \
         FROM task_confirmations WHERE member_id = $1 ORDER BY at, task",
    )
    .bind(member)
    .fetch_all(connection)
    .await?;
    let confirmed = |(task, period, at, undone)| Ok(Confirmed { task: TaskId(task), period, at: instant(at)?, undone });
    rows.into_iter().map(confirmed).collect()
}
