//! The rule versions in force, in memory. Owns which version decides at an instant and on a day of review, and keeps the
//! copy in this process no older than the database.

mod names;

use crate::Error;
use crate::store::seal::{Name, Seal};
use crate::store::table::{Rows, Table};
use crate::store::{Conn, Store, next_id};
use chrono::{DateTime, TimeDelta};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::policy::{self, file};
use shuke_rules::tiers::Rules;
use shuke_rules::time::Zone;
use shuke_rules::{Day, Instant, Policy};
use sqlx::Row;
use std::sync::{Arc, PoisonError, RwLock};

/// How old is not old.
const LATELY: TimeDelta = TimeDelta::minutes(1);

/// A policy that was applied.
#[derive(Clone, Debug)]
pub struct Version {
    /// 1, 2, 3 …
    pub id: i64,
    pub applied_at: Instant,
    pub policy: Policy,
    /// The part of `policy` that decides on tiers and points.
    pub rules: Rules,
    /// The first day whose reviews are held under it: reviews come at the start of a day.
    reviews_from: Day,
}

/// Every version as it was applied: its number, when, and the policy's file; oldest first.
pub async fn sources(connection: &mut Conn) -> Result<Vec<(i64, Instant, String)>, Error> {
    let rows: Vec<(i64, i64, String)> =
        sqlx::query_as("SELECT id, applied_at, source FROM rule_versions ORDER BY id").fetch_all(connection).await?;
    rows.into_iter().map(|(id, at, source)| Ok((id, instant(at)?, source))).collect()
}

/// Every version that was applied, oldest first; never empty.
#[derive(Clone, Debug)]
pub struct Rulebook {
    first: Version,
    later: Vec<Version>,
    zone: Zone,
}

impl Rulebook {
    /// Reads every version. [`Error::Unavailable`] when no policy was applied yet.
    pub async fn load(connection: &mut Conn) -> Result<Self, Error> {
        let rows =
            sqlx::query("SELECT id, applied_at, source FROM rule_versions ORDER BY id").fetch_all(connection).await?;
        let mut versions = Vec::with_capacity(rows.len());
        for row in rows {
            let (id, source): (i64, String) = (row.try_get("id")?, row.try_get("source")?);
            let policy = file::read_applied(&source).map_err(|problems| {
                let first = problems.first().map(ToString::to_string).unwrap_or_default();
                Error::internal(format!("rule version {id} cannot be read any more: {first}"))
            })?;
            versions.push((id, instant(row.try_get("applied_at")?)?, policy));
        }
        Self::of(versions)
    }

    /// A book of versions given as (id, applied at, policy), oldest first.
    pub fn of(versions: Vec<(i64, Instant, Policy)>) -> Result<Self, Error> {
        let newest = versions.last().ok_or_else(none_applied)?;
        let name = &newest.2.brand.time_zone;
        let zone = Zone::named(name).ok_or_else(|| Error::internal(format!("no time zone is called {name}")))?;
        let mut versions = versions.into_iter().map(|(id, applied_at, policy)| Version {
            id,
            applied_at,
            rules: Rules::of(&policy),
            reviews_from: first_review(zone, applied_at),
            policy,
        });
        let first = versions.next().ok_or_else(none_applied)?;
        Ok(Self { first, later: versions.collect(), zone })
    }

    /// The one in force.
    pub fn current(&self) -> &Version {
        self.later.last().unwrap_or(&self.first)
    }

    /// All of them, oldest first.
    pub fn versions(&self) -> impl Iterator<Item = &Version> {
        std::iter::once(&self.first).chain(&self.later)
    }

    /// The one that was in force at an instant; before the first, the first.
    pub fn at(&self, at: Instant) -> &Version {
        self.later.iter().rev().find(|version| version.applied_at <= at).unwrap_or(&self.first)
    }

    /// The one by its id; for an id that is unknown, the first.
    pub fn version(&self, id: i64) -> &Version {
        self.later.iter().find(|version| version.id == id).unwrap_or(&self.first)
    }

    /// The one that reviews on `day` are held under.
    pub fn reviewing(&self, day: Day) -> &Version {
        self.later.iter().rev().find(|version| version.reviews_from <= day).unwrap_or(&self.first)
    }

    /// The day on which reviews begin to be held under a later version than those of `day`, the soonest.
    pub fn next_reviewing(&self, day: Day) -> Option<Day> {
        self.later.iter().map(|version| version.reviews_from).find(|from| *from > day)
    }

    /// The brand's zone; it is the same in every version.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// Whether nothing newer is stored.
    async fn is_newest(&self, connection: &mut Conn) -> Result<bool, Error> {
        Ok(newest(connection).await? == self.current().id)
    }
}

/// The id of the version in force; 0 before the first.
pub async fn newest(connection: &mut Conn) -> Result<i64, Error> {
    let row = sqlx::query("SELECT COALESCE(MAX(id), 0) AS id FROM rule_versions").fetch_one(connection).await?;
    Ok(row.try_get("id")?)
}

pub static SEAL: Seal = Seal {
    table: "rule_versions",
    key: &[Name::Number("id")],
    columns: &["id", "applied_at", "source"],
    first: None,
    member: None,
};

/// How they are proven.
pub const TABLES: &[Table] =
    &[Table { name: "rule_versions", seal: Some(&SEAL), rows: Rows::Numbered("id"), columns: &[] }];

/// Puts a policy into force as version `id`.
pub async fn put_into_force(tx: &mut Conn, id: i64, at: Instant, source: &str) -> Result<(), Error> {
    // Counted, so that the newest that is missing is missed.
    if next_id(tx, SEAL.table).await? != id {
        return Err(Error::internal(format!("rule version {id} is not the next")));
    }
    SEAL.query("INSERT INTO rule_versions (id, applied_at, source, seal) VALUES ($1, $2, $3, $4)")
        .bind(id)
        .bind(at.timestamp_micros())
        .bind(source)
        .execute(tx)
        .await?;
    Ok(())
}

/// A shop whose printed codes still lead somewhere.
///
/// # Errors
/// [`ErrorCode::StoreUnknown`], [`ErrorCode::StoreRevoked`]
pub fn open_store<'a>(version: &'a Version, id: &str) -> Result<&'a policy::Store, Error> {
    let store = version.policy.stores.iter().find(|store| store.id.0 == id).ok_or_else(|| {
        Problem::new(ErrorCode::StoreUnknown, "No shop has this code.").remedy("Scan the code in the shop again.")
    })?;
    if store.revoked {
        return Err(Problem::new(ErrorCode::StoreRevoked, "This shop's code was withdrawn.")
            .remedy("Ask in the shop for its present code, or join without a shop.")
            .into());
    }
    Ok(store)
}

fn first_review(zone: Zone, applied_at: Instant) -> Day {
    let day = zone.day_of(applied_at);
    if zone.start_of(day) >= applied_at { day } else { day.plus_days(1) }
}

fn none_applied() -> Error {
    Error::Unavailable("no policy is in force yet: run `shuke apply FILE`".to_owned())
}

/// A day as it is stored.
pub(crate) fn stored_day(text: &str) -> Result<Day, Error> {
    Day::parse(text).ok_or_else(|| Error::internal(format!("`{text}` is no day")))
}

/// A stored instant.
pub(crate) fn instant(micros: i64) -> Result<Instant, Error> {
    DateTime::from_timestamp_micros(micros).ok_or_else(|| Error::internal(format!("{micros} is no instant")))
}

/// This process's copy of the rulebook. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Policies(Arc<Copy>);

#[derive(Debug, Default)]
struct Copy {
    newest: RwLock<Option<Arc<Rulebook>>>,
    /// As of a version of the store.
    watched: RwLock<Option<(i64, Arc<Rulebook>)>>,
    /// As of a time.
    lately: RwLock<Option<(Instant, Arc<Rulebook>)>>,
}

impl Policies {
    /// The rulebook as this connection sees it: read anew when another process has applied a version.
    pub async fn current(&self, connection: &mut Conn) -> Result<Arc<Rulebook>, Error> {
        if let Some(rulebook) = self.cached()
            && rulebook.is_newest(connection).await?
        {
            return Ok(rulebook);
        }
        let rulebook = Arc::new(Rulebook::load(connection).await?);
        *self.0.newest.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&rulebook));
        Ok(rulebook)
    }

    /// The rulebook, asked for anew only when something was committed since it was asked for last.
    pub async fn watched(&self, store: &Store) -> Result<Arc<Rulebook>, Error> {
        let version = match store.version() {
            Some(version) => Some(version.now().await?),
            None => None,
        };
        let kept = self.0.watched.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let (Some(version), Some((seen, rulebook))) = (version, kept)
            && seen == version
        {
            return Ok(rulebook);
        }
        let rulebook = self.current(&mut *store.read().await?).await?;
        if let Some(version) = version {
            *self.0.watched.write().unwrap_or_else(PoisonError::into_inner) = Some((version, Arc::clone(&rulebook)));
        }
        Ok(rulebook)
    }

    /// The rulebook as it was a minute ago at most: for what is asked for again and again, and is kept by browsers for longer than that anyway.
    pub async fn lately(&self, store: &Store, now: Instant) -> Result<Arc<Rulebook>, Error> {
        let kept = self.0.lately.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((asked, rulebook)) = kept
            && (TimeDelta::zero()..LATELY).contains(&(now - asked))
        {
            return Ok(rulebook);
        }
        let rulebook = self.watched(store).await?;
        *self.0.lately.write().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&rulebook)));
        Ok(rulebook)
    }

    fn cached(&self) -> Option<Arc<Rulebook>> {
        self.0.newest.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
