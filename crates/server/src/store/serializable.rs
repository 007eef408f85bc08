//! Writes on PostgreSQL: each is a serializable transaction, run again when it lost a race against another server.
//! Those of one server take turns: nearly all draw ids from the same counters, so side by side they would only lose races.

use super::{Conn, Work};
use crate::Error;
use sqlx::AnyPool;
use sqlx::Connection;
use std::time::Duration;
use tokio::sync::Mutex;

/// How often a work is run at most.
const TRIES: u32 = 20;

/// The turns of one server's writes.
pub struct Writer {
    pool: AnyPool,
    turn: Mutex<()>,
}

impl Writer {
    pub fn new(pool: AnyPool) -> Self {
        Self { pool, turn: Mutex::const_new(()) }
    }

    pub async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        F: for<'c> Fn(&'c mut Conn) -> Work<'c, T>,
    {
        let _turn = self.turn.lock().await;
        repeat(&self.pool, work).await
    }
}

async fn repeat<T, F>(pool: &AnyPool, work: F) -> Result<T, Error>
where
    F: for<'c> Fn(&'c mut Conn) -> Work<'c, T>,
{
    let mut tries = 0;
    loop {
        tries += 1;
        match once(pool, &work).await {
            Err(error) if error.is_retryable() && tries < TRIES => pause(tries).await,
            Err(error) if error.is_retryable() && !error.is_unique_violation() => {
                return Err(Error::Unavailable(format!("gave up after {tries} tries: {error}")));
            }
            result => return result,
        }
    }
}

async fn once<T, F>(pool: &AnyPool, work: &F) -> Result<T, Error>
where
    F: for<'c> Fn(&'c mut Conn) -> Work<'c, T>,
{
    let mut connection = pool.acquire().await?;
    let mut transaction = connection.begin_with("BEGIN ISOLATION LEVEL SERIALIZABLE").await?;
    let result = work(&mut transaction).await;
    match &result {
        Ok(_) | Err(Error::Counted(_)) => transaction.commit().await?,
        Err(_) => transaction.rollback().await?,
    }
    result
}

/// Longer each time, and not the same for two who met.
async fn pause(tries: u32) {
    let random = getrandom::u32().unwrap_or(tries) % 8;
    let millis = u64::from((1 << tries.min(6)) + random);
    tokio::time::sleep(Duration::from_millis(millis)).await;
}
