//! Sessions of staff: a shop's device for a working day. They make no member codes, are not prolonged, and end at once when
//! the account is removed.

use super::accounts::Person;
use super::log;
use crate::http::cookie::{STAFF, STAFF_HOURS};
use crate::http::limits::Counted;
use crate::http::mount::Change;
use crate::http::{App, Client, Identity};
use crate::idempotency::Stored;
use crate::store::{Conn, next_id};
use crate::{Error, metrics, secrets, sessions};
use axum::http::HeaderMap;
use chrono::{Duration, Utc};
use shuke_contract::staff::{Action, Role};
use shuke_contract::{Caller, ErrorCode, Problem};
use shuke_rules::policy::StoreId;
use sqlx::Row;

/// A session of staff that counts, and what its account may do.
#[derive(Clone, Debug)]
pub struct StaffSession {
    pub id: i64,
    pub staff: i64,
    pub name: String,
    pub role: Role,
    pub store: StoreId,
    token_hash: String,
}

fn token_hash(token: &str) -> String {
    secrets::hash(&["staff session", token])
}

fn scope(token_hash: &str) -> String {
    format!("staff:{token_hash}")
}

pub fn sign_in_required() -> Error {
    Problem::new(ErrorCode::StaffSignInRequired, "No staff is signed in, or the session ended.")
        .remedy("Sign in; if that is refused, ask the manager whether the account was removed.")
        .into()
}

impl Identity for StaffSession {
    const CALLER: Caller = Caller::Staff;

    async fn of(app: &App, headers: &HeaderMap, client: &Client) -> Result<Self, Error> {
        let token = STAFF.token(headers, client).ok_or_else(sign_in_required)?;
        let session = Self::find(&mut *app.store.read().await?, token_hash(&token)).await?;
        app.limits.count(Counted::Staff, &session.token_hash)?;
        Ok(session)
    }

    fn scope(&self) -> String {
        scope(&self.token_hash)
    }

    fn past_scope(headers: &HeaderMap, client: &Client) -> Option<String> {
        STAFF.token(headers, client).map(|token| scope(&token_hash(&token)))
    }
}

impl StaffSession {
    async fn find(connection: &mut Conn, token_hash: String) -> Result<Self, Error> {
        let row = sqlx::query(
            "SELECT s.id, s.staff_id, p.name, p.role, p.store FROM staff_sessions s JOIN staff p ON p.id = s.staff_id \
             WHERE s.token_hash = $1 AND s.expires_at > $2 AND p.revoked_at IS NULL",
        )
        .bind(&token_hash)
        .bind(Utc::now().timestamp_micros())
        .fetch_optional(connection)
        .await?
        .ok_or_else(sign_in_required)?;
        Ok(Self {
            id: row.try_get("id")?,
            staff: row.try_get("staff_id")?,
            name: row.try_get("name")?,
            role: Role::named(row.try_get("role")?),
            store: StoreId(row.try_get("store")?),
            token_hash,
        })
    }

    /// The session as this transaction sees it: an account that was removed since the request came does nothing any more.
    ///
    /// # Errors
    /// [`ErrorCode::StaffSignInRequired`]
    pub async fn again(&self, tx: &mut Conn) -> Result<Self, Error> {
        Self::find(tx, self.token_hash.clone()).await
    }

    pub fn is_manager(&self) -> bool {
        self.role == Role::Manager
    }
}

/// Begins a session, notes it in the log and gives its token, which is stored nowhere.
pub async fn begin(tx: &mut Conn, person: &Person, client: &Client) -> Result<String, Error> {
    let token = secrets::token()?;
    let now = Utc::now();
    let session = StaffSession {
        id: next_id(tx, "staff_sessions").await?,
        staff: person.id,
        name: person.name.clone(),
        role: person.role,
        store: person.store.clone(),
        token_hash: token_hash(&token),
    };
    sqlx::query(
        "INSERT INTO staff_sessions (id, token_hash, staff_id, created_at, expires_at, user_agent) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(session.id)
    .bind(&session.token_hash)
    .bind(session.staff)
    .bind(now.timestamp_micros())
    .bind((now + Duration::hours(STAFF_HOURS)).timestamp_micros())
    .bind(&client.user_agent)
    .execute(&mut *tx)
    .await?;
    log::write(tx, &session, &log::Entry::of(Action::SignIn, now)).await?;
    metrics::get().session_begun();
    Ok(token)
}

/// A sign-in is sent again, because its answer was lost: the same person gets a session again, for some minutes and some times.
pub async fn again(tx: &mut Conn, staff: i64, stored: &Stored, client: &Client) -> Result<Change, Error> {
    let person = Person::by_id(tx, staff).await?.ok_or_else(sign_in_required)?;
    let row = sqlx::query("SELECT COUNT(*) AS begun FROM staff_sessions WHERE staff_id = $1 AND created_at >= $2")
        .bind(staff)
        .bind(stored.at.timestamp_micros())
        .fetch_one(&mut *tx)
        .await?;
    sessions::may_begin_again(stored, row.try_get("begun")?)?;
    Ok(Change::StaffBegun { staff, token: begin(tx, &person, client).await? })
}

/// Ends one session.
pub async fn end(tx: &mut Conn, id: i64) -> Result<(), Error> {
    sqlx::query("DELETE FROM staff_sessions WHERE id = $1").bind(id).execute(tx).await?;
    Ok(())
}

/// Ends every session of an account, with the answers that were given in them.
pub async fn end_all(tx: &mut Conn, staff: i64) -> Result<(), Error> {
    let hashes: Vec<(String,)> = sqlx::query_as("SELECT token_hash FROM staff_sessions WHERE staff_id = $1")
        .bind(staff)
        .fetch_all(&mut *tx)
        .await?;
    for (hash,) in hashes {
        sqlx::query("DELETE FROM idempotency WHERE scope = $1").bind(scope(&hash)).execute(&mut *tx).await?;
    }
    sqlx::query("DELETE FROM staff_sessions WHERE staff_id = $1").bind(staff).execute(tx).await?;
    Ok(())
}

/// Deletes sessions that ended by themselves.
pub async fn clean(tx: &mut Conn) -> Result<(), Error> {
    sqlx::query("DELETE FROM staff_sessions WHERE expires_at < $1")
        .bind(Utc::now().timestamp_micros())
        .execute(tx)
        .await?;
    Ok(())
}
