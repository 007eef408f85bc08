//! Signed-in browsers, of members and of staff: one table, one life. Owns the sessions' rows; the cookie is `http`'s, and what
//! one of staff may do is `staff`'s.
//!
//! A member's session is also the device that makes their member codes, so that they end with it. What was answered within a
//! session is forgotten with it.

mod member;

pub use member::{Seen, Session, find, sign_in_required};

use crate::context::Moment;
use crate::http::Client;
use crate::http::change::{Begun, Change};
use crate::http::cookie::{self, SESSION_DAYS, STAFF_HOURS};
use crate::http::once::{self, Stored};
use crate::store::seal::{Name, Seal};
use crate::store::table::{Proof, Rows, Table};
use crate::store::{Conn, next_id};
use crate::{Error, secrets};
use axum::http::HeaderMap;
use chrono::{DateTime, Duration};
use shuke_contract::{Caller, ErrorCode, Problem};
use shuke_rules::Instant;
use shuke_rules::code::Device;
use sqlx::Row;

/// Minutes in which a sign-in that is sent again gets a session of its own.
const AGAIN_MINUTES: i64 = 10;
/// Sessions of one person that may begin in those minutes.
const AGAIN_SESSIONS: i64 = 10;

/// Whose session it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    Member(i64),
    Staff(i64),
}

impl Holder {
    pub const fn caller(self) -> Caller {
        match self {
            Self::Member(_) => Caller::Member,
            Self::Staff(_) => Caller::Staff,
        }
    }

    /// The columns `member_id` and `staff_id`.
    const fn columns(self) -> (Option<i64>, Option<i64>) {
        match self {
            Self::Member(id) => (Some(id), None),
            Self::Staff(id) => (None, Some(id)),
        }
    }

    fn lasts(self) -> Duration {
        match self {
            Self::Member(_) => Duration::days(SESSION_DAYS),
            Self::Staff(_) => Duration::hours(STAFF_HOURS),
        }
    }
}

/// What stands in the place of a token: each kind of caller has hashes of its own.
pub fn token_hash(caller: Caller, token: &str) -> String {
    secrets::hash(&[if caller == Caller::Staff { "staff session" } else { "session" }, token])
}

/// Whose idempotency keys those of a session are.
pub fn scope(caller: Caller, token_hash: &str) -> String {
    let of = if caller == Caller::Staff { "staff" } else { "session" };
    format!("{of}:{token_hash}")
}

/// The scope of the token that a browser sent, whether or not it still counts.
pub fn past_scope(caller: Caller, headers: &HeaderMap, client: &Client) -> Option<String> {
    let token = cookie::of(caller)?.token(headers, client)?;
    Some(scope(caller, &token_hash(caller, &token)))
}

pub static SEAL: Seal = Seal {
    table: "sessions",
    key: &[Name::Number("id")],
    columns: &["id", "member_id?", "staff_id?", "token_hash", "created_at", "user_agent", "locator?", "secret?"],
    first: None,
    member: None,
};

/// How they are proven.
pub const TABLES: &[Table] = &[Table {
    name: "sessions",
    seal: Some(&SEAL),
    rows: Rows::Not("a session ends by signing out or lapses, and is deleted then"),
    columns: &[
        ("last_seen_at", Proof::Not("it moves with every look, and moves no figure")),
        ("expires_at", Proof::Not("it moves with every look, and moves no figure")),
    ],
}];

/// Begins a session.
pub async fn begin(tx: &mut Conn, holder: Holder, client: &Client, moment: &Moment) -> Result<Change, Error> {
    let token = moment.context.chance().token()?;
    begin_as(tx, holder, client, moment, token).await
}

/// The same with a token that the browser could work out itself.
pub async fn begin_as(
    tx: &mut Conn,
    holder: Holder,
    client: &Client,
    moment: &Moment,
    token: String,
) -> Result<Change, Error> {
    let chance = moment.context.chance();
    // Staff's make no member codes.
    let device = match holder {
        Holder::Member(_) => Some((free_locator(tx, moment).await?, chance.token()?)),
        Holder::Staff(_) => None,
    };
    let (of_member, of_staff) = holder.columns();
    let (locator, secret) = device.unzip();
    let id = next_id(tx, "sessions").await?;
    SEAL.query(
        "INSERT INTO sessions (id, member_id, staff_id, token_hash, created_at, last_seen_at, user_agent, \
         locator, secret, expires_at, seal) VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10)",
    )
    .bind(id)
    .bind(of_member)
    .bind(of_staff)
    .bind(token_hash(holder.caller(), &token))
    .bind(moment.now.timestamp_micros())
    .bind(&client.user_agent)
    .bind(locator)
    .bind(secret)
    .plain((moment.now + holder.lasts()).timestamp_micros())
    .execute(&mut *tx)
    .await?;
    if let Holder::Member(id) = holder {
        crate::member::touch(tx, id).await?;
    }
    Ok(Change::Begun(Begun { caller: holder.caller(), session: id, token }))
}

/// Eight digits that name no device.
async fn free_locator(tx: &mut Conn, moment: &Moment) -> Result<String, Error> {
    for _ in 0..50 {
        let locator = moment.context.chance().digits(8)?;
        let taken = sqlx::query("SELECT id FROM sessions WHERE locator = $1").bind(&locator).fetch_optional(&mut *tx);
        if taken.await?.is_none() {
            return Ok(locator);
        }
    }
    Err(Error::internal("nearly every locator is taken"))
}

/// Whose session a sign-in that is sent again, because its answer was lost, begins: for some minutes and some times, and only
/// while the session stands that it began last. Who has signed out since has seen the answer.
///
/// # Errors
/// [`ErrorCode::OtpExpired`], `ended` where that session does not stand any more.
pub async fn again(
    tx: &mut Conn,
    stored: &Stored,
    now: Instant,
    ended: impl FnOnce() -> Error,
) -> Result<Holder, Error> {
    let row = sqlx::query(
        "SELECT s.member_id, s.staff_id, (SELECT COUNT(*) FROM sessions o WHERE o.created_at >= $2 \
         AND (o.member_id = s.member_id OR o.staff_id = s.staff_id)) AS begun \
         FROM sessions s WHERE s.id = $1 AND s.expires_at > $3",
    )
    .bind(stored.began)
    .bind(stored.at.timestamp_micros())
    .bind(now.timestamp_micros())
    .fetch_optional(tx)
    .await?
    .ok_or_else(ended)?;
    if now - stored.at > Duration::minutes(AGAIN_MINUTES) || row.try_get::<i64, _>("begun")? >= AGAIN_SESSIONS {
        return Err(answered_before());
    }
    let (member, staff): (Option<i64>, Option<i64>) = (row.try_get("member_id")?, row.try_get("staff_id")?);
    let holder = member.map(Holder::Member).or(staff.map(Holder::Staff));
    holder.ok_or_else(|| Error::internal("a session of nobody"))
}

pub fn answered_before() -> Error {
    Problem::new(ErrorCode::OtpExpired, "This sign-in was answered some time ago, or its session ended.")
        .remedy("Ask for a new code.")
        .into()
}

/// Ends one session, and its member codes with it.
pub async fn end(tx: &mut Conn, id: i64) -> Result<(), Error> {
    end_those(tx, "SELECT id, token_hash, member_id FROM sessions WHERE id = $1", id).await
}

/// Ends every session of somebody.
pub async fn end_all(tx: &mut Conn, holder: Holder) -> Result<(), Error> {
    match holder {
        Holder::Member(id) => {
            end_those(tx, "SELECT id, token_hash, member_id FROM sessions WHERE member_id = $1", id).await
        }
        Holder::Staff(id) => {
            end_those(tx, "SELECT id, token_hash, member_id FROM sessions WHERE staff_id = $1", id).await
        }
    }
}

async fn end_those(tx: &mut Conn, which: &'static str, by: i64) -> Result<(), Error> {
    let rows: Vec<(i64, String, Option<i64>)> = sqlx::query_as(which).bind(by).fetch_all(&mut *tx).await?;
    for (id, hash, member) in rows {
        let caller = if member.is_some() { Caller::Member } else { Caller::Staff };
        once::forget_scope(tx, &scope(caller, &hash)).await?;
        sqlx::query("DELETE FROM sessions WHERE id = $1").bind(id).execute(&mut *tx).await?;
        if let Some(member) = member {
            crate::member::touch(tx, member).await?;
        }
    }
    Ok(())
}

/// Deletes sessions that ended by themselves, a thousand at a time.
pub async fn clean(tx: &mut Conn, now: Instant) -> Result<(), Error> {
    let over = "SELECT id, token_hash, member_id FROM sessions WHERE expires_at < $1 ORDER BY expires_at LIMIT 1000";
    end_those(tx, over, now.timestamp_micros()).await
}

/// The id of a session of staff, and whose it is.
pub async fn of_staff(connection: &mut Conn, token_hash: &str, now: Instant) -> Result<Option<(i64, i64)>, Error> {
    let row = sqlx::query_as(
        "SELECT id, staff_id FROM sessions WHERE token_hash = $1 AND expires_at > $2 AND staff_id IS NOT NULL",
    )
    .bind(token_hash)
    .bind(now.timestamp_micros())
    .fetch_optional(connection)
    .await?;
    Ok(row)
}

/// The device that a member code names, and whose it is.
pub async fn device(
    connection: &mut Conn,
    brand: &str,
    locator: &str,
    now: Instant,
) -> Result<Option<(Device, i64)>, Error> {
    let row: Option<(i64, String)> = sqlx::query_as(
        "SELECT member_id, secret FROM sessions WHERE locator = $1 AND expires_at > $2 AND member_id IS NOT NULL",
    )
    .bind(locator)
    .bind(now.timestamp_micros())
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|(member, secret)| (Device { brand: brand.to_owned(), locator: locator.to_owned(), secret }, member)))
}

/// How many sessions of a member there are at `now`.
pub async fn count(connection: &mut Conn, member: i64, now: Instant) -> Result<i64, Error> {
    let row: (i64,) = sqlx::query_as("SELECT COUNT(*) FROM sessions WHERE member_id = $1 AND expires_at > $2")
        .bind(member)
        .bind(now.timestamp_micros())
        .fetch_one(connection)
        .await?;
    Ok(row.0)
}

/// Every session of a member, oldest first: when it began, when it was used last, and by which browser.
pub async fn all_of(connection: &mut Conn, member: i64) -> Result<Vec<(Instant, Instant, String)>, Error> {
    let rows: Vec<(i64, i64, String)> =
        sqlx::query_as("SELECT created_at, last_seen_at, user_agent FROM sessions WHERE member_id = $1 ORDER BY id")
            .bind(member)
            .fetch_all(connection)
            .await?;
    let at = |micros| DateTime::from_timestamp_micros(micros).unwrap_or_default();
    Ok(rows.into_iter().map(|(began, seen, agent)| (at(began), at(seen), agent)).collect())
}
