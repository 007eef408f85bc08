//! Recurring jobs. They only book and tidy up: whatever lapses is judged by the clock when it is read. Owns how they run and the
//! leases, by which one server at a time does what must not be done by two; what is done is each feature's own.

use crate::Error;
use crate::context::Moment;
use crate::http::App;
use crate::store::seal::{Name, Seal};
use crate::store::table::{Rows, Table};
use crate::store::{Conn, Work};
use chrono::{DateTime, Utc};
use std::any::Any;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Shorter than the pauses of those who take one, so that the next round is anybody's.
const LEASE: Duration = Duration::from_mins(5);

/// What a look found to do. Its job knows what it is.
pub type Found = Arc<dyn Any + Send + Sync>;

/// Something that is done again and again.
pub struct Job {
    pub name: &'static str,
    /// Between two looks, when there was nothing to do.
    pub every: Duration,
    /// Between two parts, while there is more to do.
    pub between: Duration,
    /// Whether one server at a time does it.
    pub leased: bool,
    /// Reads whether there is something to do, so that nobody waits for a write that is none.
    pub look: for<'c> fn(&'c mut Conn, &'c Moment) -> Work<'c, Option<Found>>,
    /// Does a part of it, and says whether to look for more.
    pub run: for<'c> fn(&'c mut Conn, &'c Moment, Found) -> Work<'c, bool>,
}

/// For jobs that need not look.
pub fn always<'c>(_: &'c mut Conn, _: &'c Moment) -> Work<'c, Option<Found>> {
    Box::pin(async { Ok(Some(Arc::new(()) as Found)) })
}

/// Something that a look found.
pub fn found<T: Any + Send + Sync>(what: Option<T>) -> Option<Found> {
    what.map(|what| Arc::new(what) as Found)
}

/// Starts jobs, each of which is done until `stop` changes.
pub fn start(app: &App, jobs: Vec<&'static Job>, stop: &watch::Receiver<bool>) -> Vec<JoinHandle<()>> {
    jobs.into_iter().map(|job| tokio::spawn(run(Arc::clone(app), job, stop.clone()))).collect()
}

async fn run(app: App, job: &'static Job, mut stop: watch::Receiver<bool>) {
    let Ok(holder) = app.context.chance().token() else { return };
    loop {
        let pause = match part(&app, job, &holder).await {
            Ok(true) => job.between,
            Ok(false) => job.every,
            Err(error) => {
                tracing::warn!(%error, job = job.name, "a job failed; its next round tries again");
                job.every
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => return,
        }
        if *stop.borrow() {
            return;
        }
    }
}

async fn part(app: &App, job: &'static Job, holder: &str) -> Result<bool, Error> {
    let look = app.view(move |connection, moment| Box::pin(async move { (job.look)(connection, &moment).await }));
    let Some(found) = look.await? else { return Ok(false) };
    let holder = holder.to_owned();
    let done = app.write(move |tx, moment| {
        let (holder, found) = (holder.clone(), Arc::clone(&found));
        Box::pin(async move {
            if job.leased && !take_lease(tx, job.name, &holder, moment.now).await? {
                return Ok(false);
            }
            (job.run)(tx, &moment, found).await
        })
    });
    done.await
}

pub static SEAL: Seal = Seal {
    table: "leases",
    key: &[Name::Text("name")],
    columns: &["name", "holder", "until"],
    first: None,
    member: None,
};

/// How they are proven.
pub const TABLES: &[Table] = &[Table {
    name: "leases",
    seal: Some(&SEAL),
    rows: Rows::Not("it says who does a job just now; without it whoever comes next does it"),
    columns: &[],
}];

/// Whether `holder` does `name` now: nobody else's lease runs.
async fn take_lease(tx: &mut Conn, name: &str, holder: &str, now: DateTime<Utc>) -> Result<bool, Error> {
    let taken = SEAL
        .query(
            "INSERT INTO leases (name, holder, until, seal) VALUES ($1, $2, $3, $5) ON CONFLICT (name) DO UPDATE \
             SET holder = $2, until = $3, seal = $5 WHERE leases.until < $4 OR leases.holder = $2",
        )
        .bind(name)
        .bind(holder)
        .bind((now + LEASE).timestamp_micros())
        .plain(now.timestamp_micros())
        .execute(tx)
        .await?;
    Ok(taken == 1)
}
