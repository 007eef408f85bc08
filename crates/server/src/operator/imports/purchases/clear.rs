//! Staged rows go again: those of an import that is finished, and those of imports that nobody resumed. Until they are gone
//! the import's own row stays, so that whoever comes next finds them.

use super::stage::finish;
use crate::Error;
use crate::operator::Desk;
use crate::store::Conn;
use chrono::TimeDelta;

/// How many lines a transaction removes where the table cannot be emptied; see `PART` of staging.
const PART: i64 = 5_000;
/// After this time an import that was not finished will not be resumed.
pub const ABANDONED: TimeDelta = TimeDelta::days(7);

/// Removes the imports that are over and still have rows, those that nobody resumed, and a finished `id`, which begins again.
pub async fn over(desk: &Desk, id: &str) -> Result<(), Error> {
    let long_ago = (desk.now() - ABANDONED).timestamp_micros();
    let old: Vec<(String,)> = sqlx::query_as(
        "SELECT id FROM imports WHERE (finished_at IS NULL AND started_at < $1 AND id <> $2) OR (finished_at IS NOT NULL \
         AND (id = $2 OR EXISTS (SELECT 1 FROM import_rows WHERE import_id = imports.id)))",
    )
    .bind(long_ago)
    .bind(id)
    .fetch_all(&mut *desk.store.read().await?)
    .await?;
    for (id,) in old {
        forget(desk, &id).await?;
    }
    Ok(())
}

/// Removes an import with its rows. One that is resumed after all begins again.
pub async fn forget(desk: &Desk, id: &str) -> Result<(), Error> {
    let (over, gone) = (id.to_owned(), id.to_owned());
    desk.write(move |tx, context| {
        let (id, now) = (over.clone(), context.now());
        Box::pin(async move { finish(tx, &id, now).await })
    })
    .await?;
    rows(desk, id).await?;
    let removed = desk.store.write(move |tx| {
        let id = gone.clone();
        Box::pin(async move {
            sqlx::query("DELETE FROM imports WHERE id = $1 AND finished_at IS NOT NULL").bind(id).execute(tx).await?;
            Ok(())
        })
    });
    removed.await
}

/// Removes the rows of an import that is finished. Nothing is done where another process began it again meanwhile.
pub async fn rows(desk: &Desk, id: &str) -> Result<(), Error> {
    loop {
        let id = id.to_owned();
        let left = desk.store.write(move |connection| {
            let id = id.clone();
            Box::pin(async move {
                let waiting: Vec<(String,)> = sqlx::query_as("SELECT id FROM imports WHERE finished_at IS NULL")
                    .fetch_all(&mut *connection)
                    .await?;
                if waiting.is_empty() {
                    // Emptying a table costs SQLite next to nothing.
                    sqlx::query("DELETE FROM import_rows").execute(connection).await?;
                    return Ok(false);
                }
                if waiting.iter().any(|(other,)| *other == id) { Ok(false) } else { part(connection, &id).await }
            })
        });
        if !left.await? {
            return Ok(());
        }
    }
}

/// Removes some rows; whether there may be more. In the order of the file and not customer by customer: they lie so.
pub async fn part(connection: &mut Conn, id: &str) -> Result<bool, Error> {
    let last: (Option<i64>,) = sqlx::query_as(
        "SELECT MAX(line) FROM (SELECT line FROM import_rows WHERE import_id = $1 ORDER BY line LIMIT $2) AS part",
    )
    .bind(id)
    .bind(PART)
    .fetch_one(&mut *connection)
    .await?;
    let Some(last) = last.0 else { return Ok(false) };
    sqlx::query("DELETE FROM import_rows WHERE import_id = $1 AND line <= $2")
        .bind(id)
        .bind(last)
        .execute(connection)
        .await?;
    Ok(true)
}
