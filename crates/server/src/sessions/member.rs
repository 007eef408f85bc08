//! A member's session: reading it, prolonging it, and whether a page means the member who is signed in.

use super::{past_scope, scope, token_hash};
use crate::Error;
use crate::http::cookie::{self, SESSION_DAYS};
use crate::http::limits::Counted;
use crate::http::{App, Client, Identity};
use crate::store::{Conn, Work};
use axum::http::header::HeaderName;
use axum::http::{HeaderMap, HeaderValue};
use chrono::{DateTime, Duration};
use shuke_contract::{Caller, ErrorCode, Problem};
use shuke_rules::Instant;
use sqlx::Row;
use std::sync::Arc;

/// Whom the caller takes the signed-in member for.
const MEMBER_NUMBER: HeaderName = HeaderName::from_static("member-number");

/// A member's session that counts.
#[derive(Clone)]
pub struct Session {
    pub id: i64,
    pub member: i64,
    /// The card number of the member.
    pub number: String,
    pub token: String,
    pub token_hash: String,
    pub last_seen_at: Instant,
    pub locator: String,
    pub secret: String,
}

/// A session with what changes when anything that its member is shown does.
pub struct Seen {
    pub session: Session,
    /// Of the member, raised by every write that concerns them.
    pub version: i64,
    /// The rules in force.
    pub rule_version: i64,
}

pub fn sign_in_required() -> Error {
    Problem::new(ErrorCode::SignInRequired, "Nobody is signed in, or the session ended.").remedy("Sign in.").into()
}

/// The session of a token.
///
/// # Errors
/// [`ErrorCode::SignInRequired`]
pub async fn find(connection: &mut Conn, token: &str, now: Instant) -> Result<Seen, Error> {
    let token_hash = token_hash(Caller::Member, token);
    let row = sqlx::query(
        "SELECT s.id, s.member_id, m.card, m.version, s.last_seen_at, s.locator, s.secret, \
         (SELECT COALESCE(MAX(id), 0) FROM rule_versions) AS rule_version FROM sessions s \
         JOIN members m ON m.id = s.member_id WHERE s.token_hash = $1 AND s.expires_at > $2 AND m.closed_at IS NULL",
    )
    .bind(&token_hash)
    .bind(now.timestamp_micros())
    .fetch_optional(connection)
    .await?
    .ok_or_else(sign_in_required)?;
    let session = Session {
        id: row.try_get("id")?,
        member: row.try_get("member_id")?,
        number: row.try_get("card")?,
        token: token.to_owned(),
        token_hash,
        last_seen_at: DateTime::from_timestamp_micros(row.try_get("last_seen_at")?).unwrap_or_default(),
        locator: row.try_get("locator")?,
        secret: row.try_get("secret")?,
    };
    Ok(Seen { session, version: row.try_get("version")?, rule_version: row.try_get("rule_version")? })
}

impl Session {
    /// Whether its use was last noted an hour ago or earlier.
    pub fn is_stale(&self, now: Instant) -> bool {
        now - self.last_seen_at >= Duration::hours(1)
    }

    /// Notes that it is in use and gives the cookie that lives on, at most once an hour. Nobody waits for it.
    pub fn prolong(&self, app: &App, client: &Client) -> Option<HeaderValue> {
        if !self.is_stale(app.context.now()) {
            return None;
        }
        let (app, id) = (Arc::clone(app), self.id);
        tokio::spawn(async move {
            let touched = app.write(move |tx, moment| Box::pin(async move { touch(tx, id, moment.now).await }));
            if let Err(error) = touched.await {
                tracing::warn!(%error, "a session's use was not noted");
            }
        });
        Some(cookie::MEMBER.set(Some(&self.token), client))
    }

    /// A page that still shows who was signed in before acts for nobody.
    ///
    /// # Errors
    /// [`ErrorCode::OtherMember`]
    pub fn is_meant(&self, headers: &HeaderMap) -> Result<(), Error> {
        if headers.get_all(MEMBER_NUMBER).iter().all(|meant| meant.as_bytes() == self.number.as_bytes()) {
            return Ok(());
        }
        Err(Problem::new(ErrorCode::OtherMember, "Another member is signed in than the one this was meant for.")
            .remedy("Load the page anew.")
            .into())
    }
}

/// It lasts [`SESSION_DAYS`] from now.
async fn touch(tx: &mut Conn, id: i64, now: Instant) -> Result<(), Error> {
    sqlx::query("UPDATE sessions SET last_seen_at = $1, expires_at = $2 WHERE id = $3 AND last_seen_at < $1")
        .bind(now.timestamp_micros())
        .bind((now + Duration::days(SESSION_DAYS)).timestamp_micros())
        .bind(id)
        .execute(tx)
        .await?;
    Ok(())
}

impl Identity for Session {
    const CALLER: Caller = Caller::Member;

    async fn of(app: &App, headers: &HeaderMap, client: &Client) -> Result<Self, Error> {
        let token = cookie::MEMBER.token(headers, client).ok_or_else(sign_in_required)?;
        let Seen { session, .. } = find(&mut *app.store.read().await?, &token, app.context.now()).await?;
        app.limits.count(Counted::Session, &session.token_hash)?;
        session.is_meant(headers)?;
        Ok(session)
    }

    fn scope(&self) -> String {
        scope(Caller::Member, &self.token_hash)
    }

    fn past_scope(headers: &HeaderMap, client: &Client) -> Option<String> {
        past_scope(Caller::Member, headers, client)
    }

    fn stands<'c>(&'c self, tx: &'c mut Conn, now: Instant) -> Work<'c, ()> {
        Box::pin(async move {
            let row: Option<(i64,)> = sqlx::query_as("SELECT id FROM sessions WHERE id = $1 AND expires_at > $2")
                .bind(self.id)
                .bind(now.timestamp_micros())
                .fetch_optional(tx)
                .await?;
            row.map(|_| ()).ok_or_else(sign_in_required)
        })
    }

    fn prolong(&self, app: &App, client: &Client) -> Option<HeaderValue> {
        Self::prolong(self, app, client)
    }
}
