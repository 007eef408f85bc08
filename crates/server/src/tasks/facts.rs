//! What a member did, as far as tasks ask, from the rows that say so.

use crate::Error;
use crate::booking::Account;
use crate::policies::{Rulebook, instant};
use crate::store::Conn;
use shuke_contract::tasks::Visited;
use shuke_rules::Day;
use shuke_rules::policy::{StoreId, Task, TaskId, TaskKind};
use shuke_rules::tasks::Facts;
use std::collections::BTreeSet;

/// Everything that one of `tasks` asks about.
pub async fn read<'t>(
    connection: &mut Conn,
    account: &Account,
    book: &Rulebook,
    tasks: impl IntoIterator<Item = &'t Task>,
) -> Result<Facts, Error> {
    let kinds: Vec<TaskKind> = tasks.into_iter().map(|task| task.kind).collect();
    let asked = |kind| kinds.contains(&kind);
    let member = account.member;
    let mut facts = Facts { purchases: account.purchases(), ..Facts::default() };
    if asked(TaskKind::Profile) || asked(TaskKind::Birthday) {
        (facts.has_name, facts.has_birthday) = profile(connection, member).await?;
    }
    if asked(TaskKind::Visit) {
        facts.visits = days(connection, "SELECT DISTINCT day FROM visits WHERE member_id = $1", member).await?;
    }
    if asked(TaskKind::CheckIn) {
        let on_time = "SELECT day FROM check_ins WHERE member_id = $1 AND price = 0";
        facts.check_ins = days(connection, on_time, member).await?;
    }
    if asked(TaskKind::Redemption) {
        facts.redemptions = redemptions(connection, member, book).await?;
    }
    if asked(TaskKind::Shown) {
        facts.shown = shown(connection, member).await?;
    }
    Ok(facts)
}

/// Whether there are a name and a birthday.
async fn profile(connection: &mut Conn, member: i64) -> Result<(bool, bool), Error> {
    let (name, birthday): (Option<String>, Option<String>) =
        sqlx::query_as("SELECT name, birthday FROM members WHERE id = $1").bind(member).fetch_one(connection).await?;
    Ok((name.is_some_and(|name| !name.trim().is_empty()), birthday.is_some()))
}

/// Every scan of a shop's code, oldest first.
pub async fn visits(connection: &mut Conn, member: i64) -> Result<Vec<Visited>, Error> {
    let rows: Vec<(String, String, i64)> =
        sqlx::query_as("SELECT day, store, at FROM visits WHERE member_id = $1 ORDER BY at, store")
            .bind(member)
            .fetch_all(connection)
            .await?;
    let visited = |(text, store, at): (String, String, i64)| {
        Ok(Visited { day: day(&text)?, store: StoreId(store), at: instant(at)? })
    };
    rows.into_iter().map(visited).collect()
}

fn day(text: &str) -> Result<Day, Error> {
    Day::parse(text).ok_or_else(|| Error::internal(format!("`{text}` is no day")))
}

async fn days(connection: &mut Conn, sql: &'static str, member: i64) -> Result<BTreeSet<Day>, Error> {
    let rows: Vec<(String,)> = sqlx::query_as(sql).bind(member).fetch_all(connection).await?;
    rows.iter().map(|(text,)| day(text)).collect()
}

/// Those that hold: what is only reserved can still be taken back, and what came back does not count.
async fn redemptions(connection: &mut Conn, member: i64, book: &Rulebook) -> Result<Vec<Day>, Error> {
    let rows: Vec<(i64,)> = sqlx::query_as(
        "SELECT created_at FROM orders WHERE member_id = $1 \
         AND state NOT IN ('reserved', 'expired', 'cancelled', 'returned') ORDER BY id",
    )
    .bind(member)
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|(at,)| Ok(book.zone().day_of(instant(at)?))).collect()
}

/// What staff confirmed, by task and period.
pub async fn shown(connection: &mut Conn, member: i64) -> Result<BTreeSet<(TaskId, String)>, Error> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT task, period FROM task_confirmations WHERE member_id = $1")
            .bind(member)
            .fetch_all(connection)
            .await?;
    Ok(rows.into_iter().map(|(task, period)| (TaskId(task), period)).collect())
}
