//! Many reads as of one moment. Who draws a page from what several handlers read must not see what was committed between two of them:
//! within [`Store::at_one_moment`] whatever the same task reads is read in one transaction, which begins with the first of it. Where one of them
//! writes, because something has fallen due, the moment is the one after that.

use super::{Conn, Store};
use crate::Error;
use sqlx::pool::PoolConnection;
use sqlx::{Any, Transaction};
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard};

type Open = Option<Transaction<'static, Any>>;

tokio::task_local! {
    /// What the task reads in; not open before its first read.
    static MOMENT: Arc<Mutex<Open>>;
}

/// A connection to read from.
pub enum Reading {
    /// Each statement sees what was committed before it.
    Own(PoolConnection<Any>),
    /// That of the task.
    OfTheMoment(OwnedMappedMutexGuard<Open, Transaction<'static, Any>>),
}

impl Deref for Reading {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        match self {
            Self::Own(connection) => connection,
            Self::OfTheMoment(transaction) => transaction,
        }
    }
}

impl DerefMut for Reading {
    fn deref_mut(&mut self) -> &mut Conn {
        match self {
            Self::Own(connection) => connection,
            Self::OfTheMoment(transaction) => transaction,
        }
    }
}

impl Store {
    /// Whatever `work` reads, it reads as of one moment. It holds one reading at a time: a second one beside it is of its own.
    pub async fn at_one_moment<T>(&self, work: impl Future<Output = T>) -> T {
        let open = Arc::new(Mutex::new(None));
        let result = MOMENT.scope(Arc::clone(&open), work).await;
        end(&open).await;
        result
    }

    /// Something is to be written: what the task reads from then on is as of then, and meanwhile it holds nothing that others may need.
    pub(super) async fn moment_is_over(&self) {
        if let Ok(moment) = MOMENT.try_with(Arc::clone) {
            end(&moment).await;
        }
    }

    /// Whether what the task reads now is as of a moment that has passed.
    pub(super) fn is_within_moment() -> bool {
        MOMENT.try_with(|moment| moment.try_lock().map_or(true, |open| open.is_some())).unwrap_or_default()
    }

    /// The reading of the task's moment; `None` for a task that has none.
    pub(super) async fn reading_of_the_moment(&self) -> Result<Option<Reading>, Error> {
        let Ok(moment) = MOMENT.try_with(Arc::clone) else { return Ok(None) };
        let Ok(mut open) = moment.try_lock_owned() else {
            debug_assert!(false, "a page holds two readings at once");
            return Ok(None);
        };
        if open.is_none() {
            *open = Some(self.readers.begin_with(self.as_of_one_moment()).await?);
        }
        Ok(OwnedMutexGuard::try_map(open, Option::as_mut).ok().map(Reading::OfTheMoment))
    }
}

/// One that is being read from goes on.
async fn end(moment: &Mutex<Open>) {
    let open = moment.try_lock().ok().and_then(|mut open| open.take());
    if let Some(transaction) = open
        && let Err(error) = transaction.rollback().await
    {
        tracing::warn!(?error, "what a page was read in did not end well");
    }
}
