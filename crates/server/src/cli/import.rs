//! `import purchases`: a file of purchases becomes members and sales. (`import items` is in [`items`].)
//!
//! Nothing is booked from a file with bad lines, unless they are to be skipped. What is booked is known by natural keys: the
//! same file again, an extended one or one in another order books only what is new. An import that was stopped, in whatever
//! way, goes on where it was when it is run again.

mod book;
mod clear;
mod customers;
pub(super) mod items;
mod records;
mod rows;
mod source;
mod stage;

use super::out::{Failure, count, note, say, table};
use crate::Error;
use crate::cli::Data;
use book::{Waiting, finish, part};
use rows::Columns;
use serde::Serialize;
use shuke_rules::policy::StoreId;
pub(super) use source::bar;
use source::{Scan, Source};
use stage::Progress;
use std::path::PathBuf;
use std::time::Instant;

/// What can be imported.
#[derive(Debug, clap::Subcommand)]
pub enum Import {
    /// Purchases from a CSV file; each customer becomes a member
    Purchases(Purchases),
    /// What the points mall offers, from a CSV file with its pictures beside it
    Items(items::Items),
}

#[derive(Debug, clap::Args)]
pub struct Purchases {
    /// The file: UTF-8, separated by commas, the names of the columns in its first line
    file: PathBuf,
    #[command(flatten)]
    columns: Columns,
    /// The shop that the purchases were made in; its id in the policy
    #[arg(long, value_name = "ID")]
    store: Option<String>,
    /// Book the good lines and leave the bad ones out
    #[arg(long)]
    skip_bad: bool,
    /// One line of JSON
    #[arg(long)]
    json: bool,
}

/// What an import came to, over all runs that it took.
#[derive(Debug, Serialize)]
struct Outcome {
    lines: i64,
    new: i64,
    already_there: i64,
    skipped: i64,
    /// Of customers who closed their account.
    left_out: i64,
    new_members: i64,
    points: i64,
    /// Of this run, in thousandths.
    milliseconds: u64,
}

pub async fn run(store: &Data, import: Import) -> Result<(), Failure> {
    match import {
        Import::Purchases(asked) => purchases(store, asked).await,
        Import::Items(asked) => items::run(store, &asked).await,
    }
}

async fn purchases(store: &Data, asked: Purchases) -> Result<(), Failure> {
    let begun = Instant::now();
    let source = source(store, &asked).await?;
    let scan = source.scan()?;
    told(&source, &scan, asked.skip_bad)?;
    let progress = stage::begin(store, &scan.id).await?;
    if progress.staged_lines > 0 {
        note("This import was stopped before it was finished; it goes on.");
    }
    let progress = stage::stage(store, &source, &scan, progress).await?;
    let waiting = Waiting { id: scan.id.clone(), store: asked.store, context: store.context.clone() };
    let progress = booked(store, waiting, progress).await?;
    let outcome = Outcome {
        lines: scan.good + scan.bad,
        new: progress.booked,
        already_there: progress.known,
        skipped: scan.bad,
        left_out: progress.left_out,
        new_members: progress.new_members,
        points: progress.points,
        milliseconds: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
    };
    if asked.json { say(serde_json::to_string(&outcome).map_err(Error::internal)?) } else { say(outcome.table()) }
}

async fn source(store: &Data, asked: &Purchases) -> Result<Source, Failure> {
    let mut connection = store.read().await?;
    let book = store.context.policies().current(&mut connection).await?;
    if let Some(shop) = &asked.store
        && book.current().policy.store(&StoreId::from(shop.as_str())).is_none()
    {
        let shops: Vec<&str> = book.current().policy.stores.iter().map(|store| store.id.0.as_str()).collect();
        return Err(Failure::said(format!("No shop has the id `{shop}`. There are: {}.", shops.join(", "))));
    }
    let today = book.zone().day_of(store.now());
    Ok(Source { path: asked.file.clone(), columns: asked.columns.clone(), store: asked.store.clone(), today })
}

/// Tells the bad lines; they are a failure unless they are to be skipped.
fn told(source: &Source, scan: &Scan, skip_bad: bool) -> Result<(), Failure> {
    for (line, what) in &scan.told {
        note(format!("{}:{line}: {what}", source.path.display()));
    }
    let untold = scan.bad - i64::try_from(scan.told.len()).unwrap_or(0);
    if untold > 0 {
        note(format!("and {} more bad lines", count(untold)));
    }
    if scan.bad == 0 || skip_bad {
        return Ok(());
    }
    let (bad, lines) = (count(scan.bad), count(scan.good + scan.bad));
    Err(Failure::said(format!(
        "{bad} of {lines} lines are bad. Nothing was imported: correct them, or leave them out with --skip-bad."
    )))
}

/// Books everything that waits.
async fn booked(store: &Data, waiting: Waiting, from: Progress) -> Result<Progress, Failure> {
    let bar = bar(from.staged.unsigned_abs(), "booking", false);
    let mut progress = from;
    loop {
        bar.set_position((progress.booked + progress.known).unsigned_abs());
        let (waiting, before) = (waiting.clone(), progress.clone());
        let next = store
            .write(move |connection| {
                let (waiting, before) = (waiting.clone(), before.clone());
                Box::pin(async move {
                    let next = part(connection, &waiting, before).await?;
                    if next.is_none() {
                        finish(connection, &waiting.id, waiting.context.now()).await?;
                    }
                    Ok(next)
                })
            })
            .await?;
        match next {
            Some(next) => progress = next,
            None => break,
        }
    }
    clear::rows(store, &waiting.id).await?;
    bar.finish_and_clear();
    Ok(progress)
}

impl Outcome {
    fn table(&self) -> String {
        let row = |name: &str, figure: String| vec![name.to_owned(), figure];
        let tenths = self.milliseconds / 100;
        table(&[
            row("lines", count(self.lines)),
            row("new", count(self.new)),
            row("already there", count(self.already_there)),
            row("skipped", count(self.skipped)),
            row("of closed accounts", count(self.left_out)),
            row("members new", count(self.new_members)),
            row("points earned", count(self.points)),
            row("seconds", format!("{}.{}", tenths / 10, tenths % 10)),
        ])
    }
}
