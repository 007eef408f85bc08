//! Signed-in browsers. Owns the session's row; the cookie is `http`'s.
//!
//! A session is also the device that makes its member codes, so that they end with it.

use crate::http::mount::Change;
use crate::http::{App, Client, cookie::SESSION_DAYS};
use crate::idempotency::Stored;
use crate::store::{Conn, next_id};
use crate::{Error, secrets};
use chrono::{DateTime, Duration, Utc};
use shuke_contract::sign_in::SignedIn;
use shuke_contract::{ErrorCode, Problem};
use sqlx::Row;
use std::sync::Arc;

/// Minutes in which a sign-in that is sent again gets a session of its own.
const AGAIN_MINUTES: i64 = 10;
/// Sessions of one person that may begin in those minutes.
const AGAIN_SESSIONS: i64 = 10;

/// A session that counts.
#[derive(Clone)]
pub struct Session {
    pub id: i64,
    pub member: i64,
    /// The card number of the member.
    pub number: String,
    pub token: String,
    pub token_hash: String,
    pub last_seen_at: DateTime<Utc>,
    pub locator: String,
    pub secret: String,
}

impl Session {
    /// Whether its use was last noted an hour ago or earlier.
    pub fn is_stale(&self) -> bool {
        Utc::now() - self.last_seen_at >= Duration::hours(1)
    }
}

pub fn token_hash(token: &str) -> String {
    secrets::hash(&["session", token])
}

/// Whose idempotency keys those of a session are.
pub fn scope(token_hash: &str) -> String {
    format!("session:{token_hash}")
}

pub fn sign_in_required() -> Error {
    Problem::new(ErrorCode::SignInRequired, "Nobody is signed in, or the session ended.").remedy("Sign in.").into()
}

/// The session of a token.
///
/// # Errors
/// [`ErrorCode::SignInRequired`]
pub async fn find(connection: &mut Conn, token: &str) -> Result<Session, Error> {
    let token_hash = token_hash(token);
    let row = sqlx::query(
        "SELECT s.id, s.member_id, m.card, s.last_seen_at, s.locator, s.secret FROM sessions s \
         JOIN members m ON m.id = s.member_id WHERE s.token_hash = $1 AND s.expires_at > $2 AND m.closed_at IS NULL",
    )
    .bind(&token_hash)
    .bind(Utc::now().timestamp_micros())
    .fetch_optional(connection)
    .await?
    .ok_or_else(sign_in_required)?;
    Ok(Session {
        id: row.try_get("id")?,
        member: row.try_get("member_id")?,
        number: row.try_get("card")?,
        token: token.to_owned(),
        token_hash,
        last_seen_at: DateTime::from_timestamp_micros(row.try_get("last_seen_at")?).unwrap_or_default(),
        locator: row.try_get("locator")?,
        secret: row.try_get("secret")?,
    })
}

/// Begins a session of a member and gives its token, which is stored nowhere.
pub async fn begin(connection: &mut Conn, member: i64, client: &Client) -> Result<String, Error> {
    let token = secrets::token()?;
    let now = Utc::now();
    let locator = free_locator(connection).await?;
    let id = next_id(connection, "sessions").await?;
    sqlx::query(
        "INSERT INTO sessions (id, token_hash, member_id, created_at, last_seen_at, expires_at, user_agent, locator, secret) \
         VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8)",
    )
    .bind(id)
    .bind(token_hash(&token))
    .bind(member)
    .bind(now.timestamp_micros())
    .bind((now + Duration::days(SESSION_DAYS)).timestamp_micros())
    .bind(&client.user_agent)
    .bind(locator)
    .bind(secrets::token()?)
    .execute(connection)
    .await?;
    Ok(token)
}

/// Eight digits that name no device.
async fn free_locator(connection: &mut Conn) -> Result<String, Error> {
    for _ in 0..50 {
        let locator = secrets::digits(8)?;
        let taken =
            sqlx::query("SELECT id FROM sessions WHERE locator = $1").bind(&locator).fetch_optional(&mut *connection);
        if taken.await?.is_none() {
            return Ok(locator);
        }
    }
    Err(Error::internal("nearly every locator is taken"))
}

/// A sign-in is sent again, because its answer was lost: the same member gets a session again, for some minutes and some times.
pub async fn again(connection: &mut Conn, stored: &Stored, client: &Client) -> Result<Change, Error> {
    let signed_in: SignedIn = serde_json::from_str(&stored.answer.body).map_err(Error::internal)?;
    let row = sqlx::query(
        "SELECT m.id, (SELECT COUNT(*) FROM sessions s WHERE s.member_id = m.id AND s.created_at >= $2) AS begun \
         FROM members m WHERE m.card = $1 AND m.closed_at IS NULL",
    )
    .bind(signed_in.number.as_str())
    .bind(stored.at.timestamp_micros())
    .fetch_optional(&mut *connection)
    .await?
    .ok_or_else(sign_in_required)?;
    may_begin_again(stored, row.try_get("begun")?)?;
    Ok(Change::Begun(begin(connection, row.try_get("id")?, client).await?))
}

/// Whether a sign-in that was answered may begin a session again, after so many since then.
///
/// # Errors
/// [`ErrorCode::OtpExpired`]
pub fn may_begin_again(stored: &Stored, begun: i64) -> Result<(), Error> {
    if Utc::now() - stored.at <= Duration::minutes(AGAIN_MINUTES) && begun < AGAIN_SESSIONS {
        return Ok(());
    }
    Err(Problem::new(ErrorCode::OtpExpired, "This sign-in was answered some time ago.")
        .remedy("Ask for a new code.")
        .into())
}

/// Ends one session, and its member codes with it.
pub async fn end(connection: &mut Conn, id: i64) -> Result<(), Error> {
    sqlx::query("DELETE FROM sessions WHERE id = $1").bind(id).execute(connection).await?;
    Ok(())
}

/// Ends every session of a member.
pub async fn end_all(connection: &mut Conn, member: i64) -> Result<(), Error> {
    sqlx::query("DELETE FROM sessions WHERE member_id = $1").bind(member).execute(connection).await?;
    Ok(())
}

/// Notes that a session is in use: it lasts [`SESSION_DAYS`] from now. Nobody waits for it.
pub fn touch_later(app: &App, session: &Session) {
    let (app, id) = (Arc::clone(app), session.id);
    tokio::spawn(async move {
        let touched = app.store.write(move |tx| {
            Box::pin(async move {
                let now = Utc::now();
                sqlx::query(
                    "UPDATE sessions SET last_seen_at = $1, expires_at = $2 WHERE id = $3 AND last_seen_at < $1",
                )
                .bind(now.timestamp_micros())
                .bind((now + Duration::days(SESSION_DAYS)).timestamp_micros())
                .bind(id)
                .execute(tx)
                .await?;
                Ok(())
            })
        });
        if let Err(error) = touched.await {
            tracing::warn!(%error, "a session's use was not noted");
        }
    });
}

/// Deletes sessions that ended by themselves.
pub async fn clean(connection: &mut Conn) -> Result<(), Error> {
    sqlx::query("DELETE FROM sessions WHERE expires_at < $1")
        .bind(Utc::now().timestamp_micros())
        .execute(connection)
        .await?;
    Ok(())
}
