//! What one process does at a time. Unlike a lease it ends with the process, however that ends: who was killed does not stand in anybody's
//! way. SQLite: a locked file beside the data. PostgreSQL: a lock of a session that does nothing else.

use super::Conn;
use crate::Error;
use sqlx::AnyPool;
use std::fs::{File, TryLockError};
use std::path::PathBuf;

#[derive(Clone)]
pub enum Holds {
    Beside(PathBuf),
    Within(AnyPool),
}

/// It is held until this goes: the lock is the open file's, or the session's.
pub enum Held {
    File(File),
    Session(Box<Conn>),
}

/// The first of the two numbers that name a lock of PostgreSQL's: ours.
const OURS: i32 = 7302;

impl Holds {
    pub async fn take(&self, what: &str) -> Result<Option<Held>, Error> {
        match self {
            Self::Beside(directory) => {
                let path = directory.join(format!("{what}.lock"));
                let unable = |error| Error::Unavailable(format!("cannot lock {}: {error}", path.display()));
                let file = File::options().create(true).append(true).open(&path).map_err(unable)?;
                match file.try_lock() {
                    Ok(()) => Ok(Some(Held::File(file))),
                    Err(TryLockError::WouldBlock) => Ok(None),
                    Err(TryLockError::Error(error)) => Err(unable(error)),
                }
            }
            Self::Within(pool) => {
                let mut session = pool.acquire().await?.detach();
                let taken: (bool,) = sqlx::query_as("SELECT pg_try_advisory_lock($1, hashtext($2))")
                    .bind(OURS)
                    .bind(what.to_owned())
                    .fetch_one(&mut session)
                    .await?;
                Ok(taken.0.then(|| Held::Session(Box::new(session))))
            }
        }
    }
}
