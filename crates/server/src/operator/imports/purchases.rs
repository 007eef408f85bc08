//! A file of purchases becomes members and sales.
//!
//! Nothing is booked from a file with bad lines, unless they are to be skipped. What is booked is known by natural keys: the
//! same file again, an extended one or one in another order books only what is new. An import that was stopped, in whatever
//! way, goes on where it was when it is run again.

mod book;
mod clear;
mod customers;
mod left;
mod rows;
mod source;
mod stage;

pub use left::LEFTOVERS;
pub use stage::{ROWS, SEAL};

pub use rows::Columns;
pub use source::{Input, Scan};

use crate::operator::{Desk, Done, NoSuchShop, NotDone, shop};
use book::{Waiting, part};
use serde::Serialize;
use source::Source;
use stage::{Progress, finish};
use std::io;

/// One import at a time holds this.
const TURN: &str = "imports";

/// How far the present part of an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Bytes of the file were read; of how many is known only where the file says so.
    Reading(Amount),
    /// The import was stopped before it was finished; it goes on.
    GoesOn,
    /// Lines wait to be booked.
    Staging(Amount),
    /// Lines are booked, or were before.
    Booking(Amount),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    pub done: u64,
    pub of: u64,
}

/// Is told how far an import is.
pub type Watch<'w> = dyn FnMut(Step) + Send + 'w;

/// How a file is to be read.
#[derive(Clone, Debug)]
pub struct Asked {
    pub columns: Columns,
    /// The shop that the purchases were made in; its id in the policy.
    pub store: Option<String>,
    /// Customers whose names look like a mistake are taken as they stand; without, their lines are bad.
    pub odd_names: bool,
}

/// Why nothing was imported.
#[derive(Debug)]
pub enum NotImported {
    NoSuchShop(NoSuchShop),
    Unreadable(io::Error),
    /// The first line does not name the columns. What is wrong and what to do about it.
    Header {
        line: i64,
        what: String,
    },
    /// Remedy: correct them, or have them left out.
    BadLines {
        bad: i64,
        lines: i64,
    },
    /// The file is not what it was when it was scanned. Remedy: import it again.
    Changed,
}

/// What an import came to, over all runs that it took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    pub lines: i64,
    pub new: i64,
    pub already_there: i64,
    pub skipped: i64,
    /// Lines of customers whose names look like a mistake, taken because that was asked for.
    pub odd_names: i64,
    /// Of customers who closed their account.
    pub left_out: i64,
    pub new_members: i64,
    pub points: i64,
}

/// A file that was read once, with what it holds; nothing of it is booked.
pub struct Scanned<'a> {
    source: Source<'a>,
    pub scan: Scan,
}

/// Reads a whole file and finds everything that is wrong with it. Changes nothing.
pub async fn scan<'a>(
    desk: &Desk,
    input: &'a dyn Input,
    asked: &Asked,
    watch: &mut Watch<'_>,
) -> Done<Scanned<'a>, NotImported> {
    let rulebook = desk.rulebook().await?;
    let known = asked.store.as_deref().map(|store| shop(&rulebook.current().policy, store)).transpose();
    let source = Source {
        input,
        columns: asked.columns.clone(),
        odd_names: asked.odd_names,
        store: known.map_err(|none| NotDone::Refused(NotImported::NoSuchShop(none)))?,
        zone: rulebook.zone(),
        today: rulebook.zone().day_of(desk.now()),
    };
    let scan = source.scan(watch).map_err(NotDone::Refused)?;
    Ok(Scanned { source, scan })
}

impl Scanned<'_> {
    /// Books the good lines; where there are bad ones only if they are to be skipped.
    pub async fn book(&self, desk: &Desk, skip_bad: bool, watch: &mut Watch<'_>) -> Done<Outcome, NotImported> {
        let Scan { id, good, bad, .. } = &self.scan;
        let lines = good + bad;
        if *bad > 0 && !skip_bad {
            return Err(NotDone::Refused(NotImported::BadLines { bad: *bad, lines }));
        }
        // Held until all is booked: two that go on from where one is would each undo the other's count.
        let _alone = desk.store.hold(TURN).await?.ok_or_else(stage::elsewhere)?;
        let progress = stage::begin(desk, id).await?;
        if progress.staged_lines > 0 {
            watch(Step::GoesOn);
        }
        let progress = stage::stage(desk, &self.source, &self.scan, progress, watch).await?;
        let waiting = Waiting { id: id.clone(), store: self.source.store.clone(), context: desk.context.clone() };
        let progress = booked(desk, waiting, progress, watch).await?;
        Ok(Outcome {
            lines,
            new: progress.booked,
            already_there: progress.known,
            skipped: *bad,
            odd_names: self.scan.odd,
            left_out: progress.left_out,
            new_members: progress.new_members,
            points: progress.points,
        })
    }
}

/// Books everything that waits.
async fn booked(
    desk: &Desk,
    waiting: Waiting,
    mut progress: Progress,
    watch: &mut Watch<'_>,
) -> Done<Progress, NotImported> {
    loop {
        let done = (progress.booked + progress.known).unsigned_abs();
        watch(Step::Booking(Amount { done, of: progress.staged.unsigned_abs() }));
        let (waiting, before) = (waiting.clone(), progress.clone());
        let next = desk.store.write(move |tx| {
            let (waiting, before) = (waiting.clone(), before.clone());
            Box::pin(async move {
                let next = part(tx, &waiting, before).await?;
                if next.is_none() {
                    finish(tx, &waiting.id, waiting.context.now()).await?;
                }
                Ok(next)
            })
        });
        match next.await? {
            Some(next) => progress = next,
            None => break,
        }
    }
    clear::rows(desk, &waiting.id).await?;
    Ok(progress)
}
