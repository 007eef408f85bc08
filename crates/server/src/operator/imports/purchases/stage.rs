//! The first half of an import: the lines of the file become rows that wait, in the order of the file. Stops and resumes at
//! any line.

use super::clear;
use super::rows::Row;
use super::source::{Scan, Source};
use super::{Amount, NotImported, Step, Watch};
use crate::Error;
use crate::operator::{Desk, Done, NotDone};
use crate::store::seal::{Name, Seal, Value};
use crate::store::{Conn, insert};
use shuke_rules::Instant;
use std::sync::Arc;

/// How many lines are staged in a transaction. In the worst case each touches a page of its own in the index by customer, and a
/// transaction holds in memory what its pages were: 5000 keep that at some 20 MiB, however long the file. Nothing later in an
/// import holds more: booking goes by some hundred rows, and the rows go in one sweep that rewrites no page (`clear`).
const PART: usize = 5_000;

/// How far an import is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub staged_lines: i64,
    pub staged: i64,
    /// Customers up to this one are booked.
    pub booked_until: String,
    pub booked: i64,
    pub known: i64,
    /// New purchases of customers who closed their account.
    pub left_out: i64,
    pub new_members: i64,
    pub points: i64,
}

pub static SEAL: Seal = Seal {
    table: "imports",
    key: &[Name::Text("id")],
    columns: &[
        "id",
        "started_at",
        "staged_lines",
        "staged",
        "booked_until",
        "booked",
        "known",
        "left_out",
        "new_members",
        "points",
        "finished_at?",
    ],
    first: None,
    member: None,
};

pub static ROWS: Seal = Seal {
    table: "import_rows",
    key: &[Name::Text("import_id"), Name::Number("line")],
    columns: &["import_id", "line", "customer", "day", "paid_fen"],
    first: None,
    member: None,
};

/// Seals an import anew after something of it has changed.
pub async fn sealed(tx: &mut Conn, id: &str) -> Result<(), Error> {
    SEAL.again(tx, &[Value::from(id)]).await
}

/// Notes that an import is over: nothing of its rows is needed any more.
pub async fn finish(tx: &mut Conn, id: &str, now: Instant) -> Result<(), Error> {
    sqlx::query("UPDATE imports SET finished_at = $1, booked_until = '' WHERE id = $2 AND finished_at IS NULL")
        .bind(now.timestamp_micros())
        .bind(id)
        .execute(&mut *tx)
        .await?;
    sealed(tx, id).await
}

/// Begins an import, or finds out how far it is. One that is finished begins again: what it books is known by its keys.
pub async fn begin(desk: &Desk, id: &str) -> Result<Progress, Error> {
    clear::over(desk, id).await?;
    let id = id.to_owned();
    desk.write(move |connection, context| Box::pin(begun(connection, id.clone(), context.now()))).await
}

async fn begun(connection: &mut Conn, id: String, now: Instant) -> Result<Progress, Error> {
    sqlx::query("INSERT INTO imports (id, started_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING")
        .bind(&id)
        .bind(now.timestamp_micros())
        .execute(&mut *connection)
        .await?;
    sealed(connection, &id).await?;
    progress(connection, &id).await
}

pub async fn progress(connection: &mut Conn, id: &str) -> Result<Progress, Error> {
    let row: (i64, i64, String, i64, i64, i64, i64, i64) = sqlx::query_as(
        "SELECT staged_lines, staged, booked_until, booked, known, left_out, new_members, points FROM imports WHERE id = $1",
    )
    .bind(id)
    .fetch_one(connection)
    .await?;
    let (staged_lines, staged, booked_until, booked, known, left_out, new_members, points) = row;
    Ok(Progress { staged_lines, staged, booked_until, booked, known, left_out, new_members, points })
}

/// Stages what is not staged yet.
pub async fn stage(
    desk: &Desk,
    source: &Source<'_>,
    scan: &Scan,
    from: Progress,
    watch: &mut Watch<'_>,
) -> Done<Progress, NotImported> {
    let mut progress = from;
    if progress.staged_lines >= scan.last_line {
        return Ok(progress);
    }
    let mut told =
        |staged: i64| watch(Step::Staging(Amount { done: staged.unsigned_abs(), of: scan.good.unsigned_abs() }));
    told(progress.staged);
    let mut reading = source.open().map_err(NotDone::Refused)?;
    let mut part = Vec::with_capacity(PART);
    loop {
        let next = reading.next().map_err(NotDone::Refused)?;
        let end = next.is_none();
        if let Some((line, Ok(row))) = next
            && line > progress.staged_lines
        {
            part.push(row);
        }
        if part.len() == PART || end {
            let last = if end { scan.last_line } else { part.last().map_or(0, |row: &Row| row.line) };
            let rows = Arc::new(std::mem::take(&mut part));
            staged(desk, &scan.id, &mut progress, rows, last).await?;
            told(progress.staged);
        }
        if end {
            break;
        }
    }
    if reading.id(source) != scan.id {
        clear::forget(desk, &scan.id).await?;
        return Err(NotDone::Refused(NotImported::Changed));
    }
    Ok(progress)
}

async fn staged(desk: &Desk, id: &str, progress: &mut Progress, rows: Arc<Vec<Row>>, last: i64) -> Result<(), Error> {
    let (before, count) = (progress.staged_lines, rows.len());
    let key = id.to_owned();
    let written = desk.store.write(move |connection| {
        let (rows, id) = (Arc::clone(&rows), key.clone());
        Box::pin(async move { write(connection, &id, before, last, &rows).await })
    });
    written.await?;
    progress.staged_lines = last;
    progress.staged += i64::try_from(count).unwrap_or(i64::MAX);
    Ok(())
}

async fn write(connection: &mut Conn, id: &str, before: i64, last: i64, rows: &[Row]) -> Result<(), Error> {
    let guarded =
        sqlx::query("UPDATE imports SET staged_lines = $1, staged = staged + $2 WHERE id = $3 AND staged_lines = $4")
            .bind(last)
            .bind(i64::try_from(rows.len()).map_err(Error::internal)?)
            .bind(id)
            .bind(before)
            .execute(&mut *connection)
            .await?;
    if guarded.rows_affected() != 1 {
        return Err(elsewhere());
    }
    sealed(connection, id).await?;
    insert(connection, "import_rows (import_id, line, customer, day, paid_fen, seal)", rows, |query, row| {
        let sealing = ROWS.sealing(query).bind(id).bind(row.line).bind(&row.customer);
        sealing.bind(row.day.to_string()).bind(row.paid.0).done()
    })
    .await
}

/// A file is being imported by another process.
pub fn elsewhere() -> Error {
    Error::Unavailable(
        "a file is being imported by another process; let that one finish, then import this one".to_owned(),
    )
}
