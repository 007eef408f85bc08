//! A write is done once for its key: the answer is kept in the same transaction as what it did, and given again.

use super::Answer;
use super::mount::{Change, Done};
use crate::store::Conn;
use crate::store::seal::{Name, Seal, Value};
use crate::store::table::{Rows, Table};
use crate::{Error, secrets};
use axum::http::HeaderMap;
use chrono::{DateTime, Duration, Utc};
use shuke_contract::{ErrorCode, Problem};
use sqlx::Row;

/// Hours that an answer is kept.
pub const KEPT_HOURS: i64 = 48;

/// How they are proven.
pub const TABLES: &[Table] = &[Table {
    name: "idempotency",
    seal: Some(&SEAL),
    rows: Rows::Not("an answer is kept for two days, or until its session ends"),
    columns: &[],
}];

pub static SEAL: Seal = Seal {
    table: "idempotency",
    key: &[Name::Text("scope"), Name::Text("key")],
    columns: &["scope", "key", "request_hash", "status", "body", "began?", "ended", "member_id?", "at"],
    first: None,
    member: None,
};

/// One write under its caller's key.
#[derive(Clone, Debug)]
pub struct Once {
    scope: String,
    key: String,
    request_hash: String,
}

/// An answer that was given before.
#[derive(Clone, Debug)]
pub struct Stored {
    pub answer: Answer,
    /// The session that began with it: another one is given when the answer is given again, as long as that one stands.
    pub began: Option<i64>,
    /// The session of whoever asked ended with it.
    pub ended: bool,
    pub at: DateTime<Utc>,
}

/// The key of a write.
///
/// # Errors
/// [`ErrorCode::IdempotencyKeyMissing`]
pub fn key(headers: &HeaderMap) -> Result<String, Error> {
    let mut all = headers.get_all("idempotency-key").iter();
    let only = all.next().filter(|_| all.next().is_none());
    let key = only.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if (1..=64).contains(&key.len()) && key.bytes().all(allowed) {
        return Ok(key.to_owned());
    }
    Err(Problem::new(ErrorCode::IdempotencyKeyMissing, "A write needs one Idempotency-Key header.")
        .rule("1–64 characters of A-Z a-z 0-9 - _")
        .remedy("Give each write a new random key; send the same key when you send the same write again.")
        .into())
}

/// Whether a refusal stays true: one that only says "later" is not kept.
pub fn is_final(problem: &Problem) -> bool {
    problem.status < 500 && !matches!(problem.status, 401 | 408 | 429)
}

impl Once {
    pub fn new(scope: String, key: String, method: &str, path: &str, body: &[u8]) -> Self {
        let body = String::from_utf8_lossy(body);
        Self { scope, key, request_hash: secrets::hash(&[method, path, &body]) }
    }

    /// The answer that was given.
    ///
    /// # Errors
    /// [`ErrorCode::IdempotencyKeyReused`] when it was to another request.
    pub async fn find(&self, connection: &mut Conn) -> Result<Option<Stored>, Error> {
        let row = sqlx::query(
            "SELECT request_hash, status, body, began, ended, at FROM idempotency WHERE scope = $1 AND key = $2",
        )
        .bind(&self.scope)
        .bind(&self.key)
        .fetch_optional(connection)
        .await?;
        let Some(row) = row else { return Ok(None) };
        if row.try_get::<String, _>("request_hash")? != self.request_hash {
            return Err(Problem::new(
                ErrorCode::IdempotencyKeyReused,
                "This Idempotency-Key came before with another request.",
            )
            .remedy("Use a new key for a new write.")
            .into());
        }
        let status = u16::try_from(row.try_get::<i64, _>("status")?).map_err(Error::internal)?;
        let at = DateTime::from_timestamp_micros(row.try_get("at")?).unwrap_or_default();
        let answer = Answer { status, body: row.try_get("body")? };
        let ended = row.try_get::<i64, _>("ended")? != 0;
        Ok(Some(Stored { answer, began: row.try_get("began")?, ended, at }))
    }

    pub async fn keep(&self, connection: &mut Conn, done: &Done<Answer>, now: DateTime<Utc>) -> Result<(), Error> {
        let (began, ended) = match &done.session {
            Change::None => (None, false),
            Change::Begun(begun) => (Some(begun.session), false),
            Change::Ended(_) => (None, true),
        };
        SEAL.query(
            "INSERT INTO idempotency (scope, key, request_hash, status, body, began, ended, member_id, at, seal) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(&self.scope)
        .bind(&self.key)
        .bind(&self.request_hash)
        .bind(i64::from(done.reply.status))
        .bind(&done.reply.body)
        .bind(began)
        .bind(i64::from(ended))
        .bind(done.about)
        .bind(now.timestamp_micros())
        .execute(connection)
        .await?;
        Ok(())
    }

    /// The session that its answer begins from now on: whoever signs out of that one has signed out.
    pub async fn began(&self, connection: &mut Conn, session: &Change) -> Result<(), Error> {
        let Change::Begun(begun) = session else { return Ok(()) };
        sqlx::query("UPDATE idempotency SET began = $1 WHERE scope = $2 AND key = $3")
            .bind(begun.session)
            .bind(&self.scope)
            .bind(&self.key)
            .execute(&mut *connection)
            .await?;
        SEAL.again(connection, &[Value::from(&self.scope), Value::from(&self.key)]).await
    }

    pub async fn forget(&self, connection: &mut Conn) -> Result<(), Error> {
        sqlx::query("DELETE FROM idempotency WHERE scope = $1 AND key = $2")
            .bind(&self.scope)
            .bind(&self.key)
            .execute(connection)
            .await?;
        Ok(())
    }
}

/// Forgets every answer that was given within a session, because it ended.
pub async fn forget_scope(connection: &mut Conn, scope: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM idempotency WHERE scope = $1").bind(scope).execute(connection).await?;
    Ok(())
}

/// Forgets every answer to others that names a member.
pub async fn forget_member(connection: &mut Conn, member: i64) -> Result<(), Error> {
    sqlx::query("DELETE FROM idempotency WHERE member_id = $1").bind(member).execute(connection).await?;
    Ok(())
}

/// Deletes what is older than [`KEPT_HOURS`].
pub async fn clean(connection: &mut Conn, now: DateTime<Utc>) -> Result<(), Error> {
    let before = now - Duration::hours(KEPT_HOURS);
    sqlx::query("DELETE FROM idempotency WHERE at < $1").bind(before.timestamp_micros()).execute(connection).await?;
    Ok(())
}
