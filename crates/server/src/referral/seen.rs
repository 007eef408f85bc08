//! What is known again of browsers and numbers for 90 days: salted hashes, each month's with a salt of its own, which goes with the last of them.
//! So no two tables can be held beside each other by them, and nothing older can be told at all.

use super::audit::{SALTS, SEEN};
use crate::context::Moment;
use crate::store::Conn;
use crate::{Error, secrets};
use chrono::Duration;
use shuke_rules::{Day, Instant};

/// Days for which something is known again.
pub const DAYS: i64 = 90;
/// In so many calendar months 90 days lie at most.
const MONTHS: u32 = 4;

/// What is known again.
#[derive(Clone, Copy)]
pub enum What<'a> {
    /// The token of a browser in which somebody joined or signed in.
    Browser(&'a str),
    /// The number of somebody who left.
    Number(&'a str),
    /// The number of somebody who asked for a one-time code after opening a link.
    Asking(&'a str),
}

impl What<'_> {
    fn hash(self, salt: &str) -> String {
        let (kind, what) = match self {
            Self::Browser(token) => ("referral browser", token),
            Self::Number(phone) => ("referral number", phone),
            Self::Asking(phone) => ("referral asking", phone),
        };
        secrets::hash(&[kind, salt, what])
    }
}

/// The first instant that still counts.
pub fn since(now: Instant) -> Instant {
    now - Duration::days(DAYS)
}

/// `2026-11`
fn month(day: Day) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// With the salt of this month, which is drawn when it is needed first.
pub async fn marked(tx: &mut Conn, moment: &Moment, what: What<'_>) -> Result<String, Error> {
    let month = month(moment.today());
    let found: Option<(String,)> = sqlx::query_as("SELECT salt FROM referral_salts WHERE month = $1")
        .bind(&month)
        .fetch_optional(&mut *tx)
        .await?;
    if let Some((salt,)) = found {
        return Ok(what.hash(&salt));
    }
    let salt = moment.context.chance().token()?;
    let hash = what.hash(&salt);
    SALTS
        .query("INSERT INTO referral_salts (month, salt, seal) VALUES ($1, $2, $3)")
        .bind(month)
        .bind(salt)
        .execute(tx)
        .await?;
    Ok(hash)
}

/// As it may have been marked in any of the months that still count.
pub async fn marks(connection: &mut Conn, what: What<'_>) -> Result<Vec<String>, Error> {
    let salts: Vec<(String,)> = sqlx::query_as("SELECT salt FROM referral_salts ORDER BY month DESC LIMIT $1")
        .bind(i64::from(MONTHS))
        .fetch_all(connection)
        .await?;
    Ok(salts.iter().map(|(salt,)| what.hash(salt)).collect())
}

/// Notes that something was a member's now.
pub async fn note(tx: &mut Conn, moment: &Moment, what: What<'_>, member: i64) -> Result<(), Error> {
    let mark = marked(tx, moment, what).await?;
    SEEN.query(
        "INSERT INTO referral_seen (mark, member_id, at, seal) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (mark, member_id) DO UPDATE SET at = excluded.at, seal = excluded.seal",
    )
    .bind(mark)
    .bind(member)
    .bind(moment.now.timestamp_micros())
    .execute(tx)
    .await?;
    Ok(())
}

/// Whose it was within the last 90 days.
pub async fn of(connection: &mut Conn, what: What<'_>, now: Instant) -> Result<Vec<i64>, Error> {
    let mut members = Vec::new();
    for mark in marks(connection, what).await? {
        let seen: Vec<(i64,)> = sqlx::query_as("SELECT member_id FROM referral_seen WHERE mark = $1 AND at >= $2")
            .bind(mark)
            .bind(since(now).timestamp_micros())
            .fetch_all(&mut *connection)
            .await?;
        members.extend(seen.into_iter().map(|(member,)| member));
    }
    Ok(members)
}

/// Forgets what counts no more, and the salts of months of which nothing is left.
pub async fn clean(tx: &mut Conn, moment: &Moment) -> Result<(), Error> {
    let since = since(moment.now);
    sqlx::query("DELETE FROM referral_seen WHERE at < $1").bind(since.timestamp_micros()).execute(&mut *tx).await?;
    let oldest = month(moment.rulebook.zone().day_of(since));
    sqlx::query("DELETE FROM referral_salts WHERE month < $1").bind(oldest).execute(tx).await?;
    Ok(())
}
