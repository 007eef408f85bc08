//! The one error of the server. Owns which failures are refusals, which say "try again" and which are bugs;
//! turning them into answers is `http`'s.

use shuke_contract::{ErrorCode, Problem};
use std::fmt;

/// Why something was not done.
#[derive(Debug)]
pub enum Error {
    /// A refusal. Inside a write nothing of it stays.
    Refused(Box<Problem>),
    /// A refusal that leaves its trace, such as a wrong try that counts: what the write did so far is committed.
    Counted(Box<Problem>),
    /// The database said no.
    Database(sqlx::Error),
    /// Writing is impossible just now (disk full, database away); nothing was changed.
    Unavailable(String),
    /// A bug, or stored data that should not exist.
    Internal(String),
}

impl Error {
    /// A bug or impossible data; `what` reaches the log only.
    pub fn internal(what: impl fmt::Display) -> Self {
        Self::Internal(what.to_string())
    }

    /// Whether a unique key was taken already.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }

    /// Whether the storage is at fault, so that no statement of the same transaction can be trusted.
    pub(crate) fn is_storage_failure(&self) -> bool {
        match self {
            Self::Unavailable(_) => true,
            Self::Database(sqlx::Error::Database(error)) => error.code().is_some_and(|code| is_storage_code(&code)),
            Self::Database(error) => matches!(
                error,
                sqlx::Error::Io(_)
                    | sqlx::Error::PoolTimedOut
                    | sqlx::Error::PoolClosed
                    | sqlx::Error::WorkerCrashed
                    | sqlx::Error::Tls(_)
                    | sqlx::Error::Protocol(_)
            ),
            Self::Refused(_) | Self::Counted(_) | Self::Internal(_) => false,
        }
    }

    /// Whether another program has the lock of the SQLite file.
    pub(crate) fn is_busy(&self) -> bool {
        let code = match self {
            Self::Database(sqlx::Error::Database(error)) => error.code(),
            _ => None,
        };
        code.is_some_and(|code| code.len() < 5 && code.parse::<u32>().is_ok_and(|code| code & 0xff == 5))
    }

    /// Whether PostgreSQL asks to run the transaction again.
    pub(crate) fn is_retryable(&self) -> bool {
        match self {
            Self::Database(sqlx::Error::Database(error)) => {
                error.code().is_some_and(|code| matches!(&*code, "40001" | "40P01")) || error.is_unique_violation()
            }
            _ => false,
        }
    }

    /// What the client is told. 5xx say nothing but that.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Refused(problem) | Self::Counted(problem) => (**problem).clone(),
            error if error.is_storage_failure() => {
                Problem::new(ErrorCode::Unavailable, "The server cannot do this just now. Nothing was changed.")
                    .remedy("Try again in a moment, with the same Idempotency-Key.")
            }
            Self::Database(_) | Self::Unavailable(_) | Self::Internal(_) => {
                Problem::new(ErrorCode::Internal, "Something went wrong on the server.")
            }
        }
    }
}

/// SQLite: BUSY, LOCKED, NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB (primary codes; extended ones carry them in
/// the low byte). PostgreSQL: connection trouble (08…), resources (53…), a lock not got in
/// time (55P03), shutdown (57P…), I/O (58…), read-only (25006), silence in a transaction (25P03).
fn is_storage_code(code: &str) -> bool {
    if code.len() == 5 {
        return ["08", "53", "55P03", "57P", "58", "25006", "25P03"].iter().any(|class| code.starts_with(class));
    }
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 7 | 8 | 10 | 11 | 13 | 14 | 26))
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(problem) | Self::Counted(problem) => problem.fmt(f),
            Self::Database(error) => write!(f, "database: {error}"),
            Self::Unavailable(why) => write!(f, "cannot write just now: {why}"),
            Self::Internal(what) => write!(f, "internal: {what}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Refused(Box::new(problem))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}
