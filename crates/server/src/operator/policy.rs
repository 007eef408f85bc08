//! Policies: whether a file is sound, what it would change, and putting it into force. What a policy may say is decided by
//! `shuke-rules`; the versions in force are kept by `policies`.

mod moves;

pub use moves::{Comparison, Move, Moved, Moves, NAMED};

use super::{Desk, Done, NotDone};
use crate::Error;
use crate::policies::{Rulebook, newest, put_into_force};
use crate::store::Conn;
use chrono::Duration;
use shuke_rules::policy::file::{self, Problem, changes, successor_problems};
use shuke_rules::{Instant, Policy};
use std::sync::Arc;

/// The policy in a file, and the file's text.
#[derive(Clone, Debug)]
pub struct Sound {
    pub policy: Policy,
    pub source: String,
}

/// Why a file holds no policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// From this line on, counted from 1. Remedy: save it as UTF-8.
    NotUtf8 { line: usize },
    /// All of them, each with its remedy.
    Problems(Vec<Problem>),
}

/// Reads a policy file; finds everything that is wrong with it.
pub fn check(bytes: &[u8]) -> Result<Sound, Unsound> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.iter().take(error.valid_up_to());
        Unsound::NotUtf8 { line: 1 + good.filter(|byte| **byte == b'\n').count() }
    })?;
    let source = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
    let policy = file::read(&source).map_err(Unsound::Problems)?;
    Ok(Sound { policy, source })
}

/// It cannot follow the policy in force: why, all of it, each with its remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CannotFollow(pub Vec<Problem>);

/// What applying a policy would do.
#[derive(Debug)]
pub enum Plan {
    /// It would be version 1: there is nobody whom it could move.
    First,
    /// It says the same as the version in force.
    Nothing {
        version: i64,
    },
    Changes(Box<Planned>),
}

/// What would become of the version in force.
#[derive(Debug)]
pub struct Planned {
    /// The version in force.
    pub version: i64,
    /// One line for each key that would change.
    pub changes: Vec<String>,
    pub moves: Moves,
}

/// What a policy would change, and whom it would move up or down. Changes nothing.
pub async fn plan(desk: &Desk, sound: &Sound) -> Done<Plan, CannotFollow> {
    let Some(old) = rulebook(&mut *desk.store.read().await?).await? else { return Ok(Plan::First) };
    let (now, current) = (desk.now(), old.current());
    let problems = successor_problems(&current.policy, &sound.policy, &sound.source, old.zone().day_of(now));
    if !problems.is_empty() {
        return Err(NotDone::Refused(CannotFollow(problems)));
    }
    let (version, changes) = (current.id, changes(&current.policy, &sound.policy));
    if changes.is_empty() {
        return Ok(Plan::Nothing { version });
    }
    let new = followed(&old, sound.policy.clone(), now)?;
    let found =
        desk.store.view(move |connection| Box::pin(async move { moves::all(connection, &old, &new, now).await }));
    Ok(Plan::Changes(Box::new(Planned { version, changes, moves: found.await? })))
}

/// The rulebook as it would be if `policy` were applied at `now`.
fn followed(old: &Rulebook, policy: Policy, now: Instant) -> Result<Rulebook, Error> {
    let mut versions: Vec<_> =
        old.versions().map(|version| (version.id, version.applied_at, version.policy.clone())).collect();
    versions.push((old.current().id + 1, after(old, now), policy));
    Rulebook::of(versions)
}

/// Versions follow each other in time, whatever the clock says.
fn after(rulebook: &Rulebook, now: Instant) -> Instant {
    now.max(rulebook.current().applied_at + Duration::microseconds(1))
}

/// What applying a policy did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applied {
    /// It is version 1.
    First,
    /// The version in force says the same and stays.
    Nothing {
        version: i64,
    },
    Version {
        version: i64,
        changes: Vec<String>,
    },
}

/// Puts a policy into force as a new version, in one transaction; makes fresh data ready.
pub async fn apply(desk: &Desk, sound: &Sound) -> Done<Applied, CannotFollow> {
    let sound = Arc::new(sound.clone());
    let applied = desk.write(move |tx, context| {
        let sound = Arc::clone(&sound);
        Box::pin(async move { applied(tx, &sound, context.now()).await })
    });
    applied.await?.map_err(NotDone::Refused)
}

async fn applied(tx: &mut Conn, sound: &Sound, now: Instant) -> Result<Result<Applied, CannotFollow>, Error> {
    let Sound { policy, source } = sound;
    let Some(rulebook) = rulebook(tx).await? else {
        put_into_force(tx, 1, now, source).await?;
        return Ok(Ok(Applied::First));
    };
    let current = rulebook.current();
    if current.policy == *policy {
        return Ok(Ok(Applied::Nothing { version: current.id }));
    }
    let problems = successor_problems(&current.policy, policy, source, rulebook.zone().day_of(now));
    if !problems.is_empty() {
        return Ok(Err(CannotFollow(problems)));
    }
    let version = current.id + 1;
    put_into_force(tx, version, after(&rulebook, now), source).await?;
    Ok(Ok(Applied::Version { version, changes: changes(&current.policy, policy) }))
}

/// The rulebook; `None` when no policy was applied yet.
async fn rulebook(connection: &mut Conn) -> Result<Option<Rulebook>, Error> {
    match newest(connection).await? {
        0 => Ok(None),
        _ => Rulebook::load(connection).await.map(Some),
    }
}
