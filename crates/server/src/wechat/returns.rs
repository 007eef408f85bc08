//! Who came back from WeChat. A browser is sent with a state that is worked out of what only it knows, so that nothing is stored before it
//! comes back; then it is, once, with the code that came with it.

use crate::http::cookie::SESSION_DAYS;
use crate::store::seal::{Name, Seal, Value};
use crate::store::table::{Rows, Table};
use crate::store::{Conn, next_id};
use crate::{Error, policies, secrets, store};
use chrono::Duration;
use shuke_contract::wechat::Asked;
use shuke_rules::Instant;

/// How long it counts for what is done with it.
const RECENT: Duration = Duration::minutes(10);
/// How long it is known: as long as a browser keeps what its state is worked out of, so that it counts once.
const KEPT: Duration = Duration::days(SESSION_DAYS);

/// How they are proven.
pub const TABLES: &[Table] =
    &[Table { name: SEAL.table, seal: Some(&SEAL), rows: Rows::Numbered("nth"), columns: &[] }];

pub static SEAL: Seal = Seal {
    table: "wechat_returns",
    key: &[Name::Text("state")],
    columns: &["nth", "state", "code_hash", "at", "outcome", "identity_id?"],
    first: None,
    member: None,
};

/// What a browser was sent for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    SignIn,
    /// By this member.
    Link(i64),
}

impl Kind {
    /// What a browser may have been sent for in which this member is signed in, or nobody.
    pub fn all(member: Option<i64>) -> impl Iterator<Item = Self> {
        [member.map(Self::Link), Some(Self::SignIn)].into_iter().flatten()
    }

    /// What it takes along, of the token that it keeps.
    pub fn state(self, token: &str) -> String {
        match self {
            Self::SignIn => secrets::hash(&["wechat sign-in", token]),
            Self::Link(member) => secrets::hash(&["wechat link", &member.to_string(), token]),
        }
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// WeChat is being asked.
    Asking,
    SignedIn,
    Linked,
    Unlinked,
    Others,
    Full,
    Temporary,
    Failed,
}

impl Outcome {
    const ALL: [Self; 8] = [
        Self::Asking,
        Self::SignedIn,
        Self::Linked,
        Self::Unlinked,
        Self::Others,
        Self::Full,
        Self::Temporary,
        Self::Failed,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Asking => "asking",
            Self::SignedIn => "signed-in",
            Self::Linked => "linked",
            Self::Unlinked => "unlinked",
            Self::Others => "others",
            Self::Full => "full",
            Self::Temporary => "temporary",
            Self::Failed => "failed",
        }
    }

    pub const fn asked(self) -> Asked {
        match self {
            Self::Asking => Asked::NotYet,
            Self::SignedIn | Self::Linked => Asked::Member,
            Self::Unlinked => Asked::Unlinked,
            Self::Others => Asked::Others,
            Self::Full => Asked::Full,
            Self::Temporary => Asked::Temporary,
            Self::Failed => Asked::Failed,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Return {
    at: Instant,
    pub outcome: Outcome,
    pub identity: Option<i64>,
}

impl Return {
    pub fn is_recent(&self, now: Instant) -> bool {
        now - self.at <= RECENT
    }
}

/// What is to be done with who comes back.
#[derive(Clone, Copy, Debug)]
pub enum Claim {
    /// WeChat is to be asked.
    New,
    /// The same came back before, or comes just now.
    Same(Outcome),
    /// With another code: it is not what WeChat sent.
    Other,
}

pub async fn find(connection: &mut Conn, state: &str) -> Result<Option<Return>, Error> {
    let row: Option<(i64, String, Option<i64>)> =
        sqlx::query_as("SELECT at, outcome, identity_id FROM wechat_returns WHERE state = $1")
            .bind(state)
            .fetch_optional(connection)
            .await?;
    row.map(|(at, outcome, identity)| {
        let outcome = Outcome::ALL.into_iter().find(|known| known.name() == outcome);
        let outcome = outcome.ok_or_else(|| Error::internal("an outcome that is not known"))?;
        Ok(Return { at: policies::instant(at)?, outcome, identity })
    })
    .transpose()
}

pub async fn claim(tx: &mut Conn, state: &str, code: &str, now: Instant) -> Result<Claim, Error> {
    let code = secrets::hash(&["wechat code", code]);
    if let Some(before) = find(tx, state).await? {
        let row: (String,) =
            sqlx::query_as("SELECT code_hash FROM wechat_returns WHERE state = $1").bind(state).fetch_one(tx).await?;
        return Ok(if row.0 == code { Claim::Same(before.outcome) } else { Claim::Other });
    }
    SEAL.query(
        "INSERT INTO wechat_returns (nth, state, code_hash, at, outcome, identity_id, seal) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(next_id(tx, SEAL.table).await?)
    .bind(state)
    .bind(code)
    .bind(now.timestamp_micros())
    .bind(Outcome::Asking.name())
    .bind(None::<i64>)
    .execute(tx)
    .await?;
    Ok(Claim::New)
}

pub async fn settle(tx: &mut Conn, state: &str, outcome: Outcome, identity: Option<i64>) -> Result<(), Error> {
    sqlx::query("UPDATE wechat_returns SET outcome = $1, identity_id = $2 WHERE state = $3")
        .bind(outcome.name())
        .bind(identity)
        .bind(state)
        .execute(&mut *tx)
        .await?;
    SEAL.again(tx, &[Value::from(state)]).await
}

/// An identity is nobody's any more. That a browser came back stays known.
pub async fn forget(tx: &mut Conn, identity: i64) -> Result<(), Error> {
    let rows: Vec<(String,)> = sqlx::query_as("SELECT state FROM wechat_returns WHERE identity_id = $1")
        .bind(identity)
        .fetch_all(&mut *tx)
        .await?;
    for (state,) in rows {
        settle(tx, &state, Outcome::Unlinked, None).await?;
    }
    Ok(())
}

/// Those with which no browser can come back any more.
pub async fn clean(tx: &mut Conn, now: Instant) -> Result<(), Error> {
    let before = (now - KEPT).timestamp_micros();
    let gone = sqlx::query("DELETE FROM wechat_returns WHERE at < $1").bind(before).execute(&mut *tx).await?;
    store::gone(tx, SEAL.table, gone.rows_affected()).await
}
