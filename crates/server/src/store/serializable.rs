//! Writes on PostgreSQL: each is a serializable transaction. They take turns, nearly all draw ids from the same counters and side
//! by side would only lose races: those of one server by a mutex, which keeps the connections free, and those of several, an import
//! beside a server for one, by a lock of PostgreSQL's, first come first served. Without it a long write loses to short ones for ever.

use super::turns::Patience;
use super::{Conn, Work};
use crate::{Error, secrets};
use sqlx::AnyPool;
use sqlx::Connection;
use std::time::Duration;
use tokio::sync::Mutex;

/// How often a work is run at most: somebody may write who takes no turn.
const TRIES: u32 = 20;

/// One round trip, and the lock comes before the transaction's snapshot: it sees what was written before its turn. Readers
/// wait for nobody; a migration waits, and is waited for. Whoever falls silent in their turn loses it.
const BEGIN: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE; SET LOCAL lock_timeout = '10s'; \
    SET LOCAL idle_in_transaction_session_timeout = '30s'; LOCK TABLE migrations IN EXCLUSIVE MODE";

/// The same for who waits as long as it takes.
const BEGIN_PATIENTLY: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE; SET LOCAL lock_timeout = 0; \
    SET LOCAL idle_in_transaction_session_timeout = '30s'; LOCK TABLE migrations IN EXCLUSIVE MODE";

/// The turns of one server's writes.
pub struct Writer {
    pool: AnyPool,
    patience: Patience,
    turn: Mutex<()>,
}

impl Writer {
    pub fn new(pool: AnyPool, patience: Patience) -> Self {
        Self { pool, patience, turn: Mutex::const_new(()) }
    }

    pub async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        F: for<'c> Fn(&'c mut Conn) -> Work<'c, T>,
    {
        let _turn = self.turn.lock().await;
        self.repeat(work).await
    }

    async fn repeat<T, F>(&self, work: F) -> Result<T, Error>
    where
        F: for<'c> Fn(&'c mut Conn) -> Work<'c, T>,
    {
        let mut tries = 0;
        loop {
            tries += 1;
            match self.once(&work).await {
                Err(error) if error.is_retryable() && tries < TRIES => pause(tries).await,
                Err(error) if error.is_retryable() && !error.is_unique_violation() => {
                    return Err(Error::Unavailable(format!("gave up after {tries} tries: {error}")));
                }
                result => return result,
            }
        }
    }

    async fn once<T, F>(&self, work: &F) -> Result<T, Error>
    where
        F: for<'c> Fn(&'c mut Conn) -> Work<'c, T>,
    {
        let mut connection = self.pool.acquire().await?;
        let mut transaction = match self.patience {
            Patience::Limited(_) => connection.begin_with(BEGIN).await?,
            Patience::Endless(_) => {
                let begun = async { Ok(connection.begin_with(BEGIN_PATIENTLY).await?) };
                self.patience.wait(begun).await?
            }
        };
        let result = work(&mut transaction).await;
        match &result {
            Ok(_) | Err(Error::Counted(_)) => transaction.commit().await?,
            Err(_) => transaction.rollback().await?,
        }
        result
    }
}

/// Longer each time, and not the same for two who met.
async fn pause(tries: u32) {
    let random = secrets::any().unwrap_or(tries.into()) % 8;
    let millis = (1 << tries.min(6)) + random;
    tokio::time::sleep(Duration::from_millis(millis)).await;
}
