//! `apply`: a policy file becomes the rule version in force, in one transaction.

use super::check::{read, wrong};
use super::out::{Failure, count, say};
use crate::Error;
use crate::cli::Data;
use crate::policies::{Rulebook, put_into_force};
use crate::store::Conn;
use chrono::Duration;
use shuke_rules::policy::file::Problem;
use shuke_rules::policy::file::{changes, successor_problems};
use shuke_rules::{Instant, Policy};
use std::path::Path;
use std::sync::Arc;

/// What applying came to.
#[derive(Debug)]
enum Applied {
    First,
    Version { id: i64, changes: Vec<String> },
    Nothing { id: i64 },
    Refused(Vec<Problem>),
}

pub async fn apply(store: &Data, path: &Path) -> Result<(), Failure> {
    let (file, now) = (Arc::new(read(path)?), store.now());
    let applied = store
        .write(move |connection| {
            let file = Arc::clone(&file);
            Box::pin(async move { applied(connection, &file.0, &file.1, now).await })
        })
        .await?;
    match applied {
        Applied::First => say("Rule version 1 is in force."),
        Applied::Nothing { id } => say(format!("Nothing new: rule version {id} is in force and says the same.")),
        Applied::Version { id, changes } => {
            changes.iter().try_for_each(|change| say(format!("  {change}")))?;
            say(format!("Rule version {id} is in force ({} changes).", count(changes.len() as u64)))
        }
        Applied::Refused(problems) => {
            let Failure::Said(text) = wrong(path, &problems) else { return Ok(()) };
            Err(Failure::said(format!("{text}\nNothing was applied: it cannot follow the policy in force.")))
        }
    }
}

async fn applied(connection: &mut Conn, policy: &Policy, source: &str, now: Instant) -> Result<Applied, Error> {
    let Some(book) = book(connection).await? else {
        put_into_force(connection, 1, now, source).await?;
        return Ok(Applied::First);
    };
    let current = book.current();
    if current.policy == *policy {
        return Ok(Applied::Nothing { id: current.id });
    }
    let problems = successor_problems(&current.policy, policy, source, book.zone().day_of(now));
    if !problems.is_empty() {
        return Ok(Applied::Refused(problems));
    }
    let id = current.id + 1;
    // Versions follow each other in time, whatever the clock says.
    put_into_force(connection, id, now.max(current.applied_at + Duration::microseconds(1)), source).await?;
    Ok(Applied::Version { id, changes: changes(&current.policy, policy) })
}

/// The rulebook; `None` when no policy was applied yet.
pub async fn book(connection: &mut Conn) -> Result<Option<Rulebook>, Error> {
    match crate::policies::newest(connection).await? {
        0 => Ok(None),
        _ => Rulebook::load(connection).await.map(Some),
    }
}
