//! What an operator asks for: policies, reports, imports, exports, sheets with codes, keys of tills, accounts of staff, invitations, the check
//! of the ledger. Each is a function of a [`Desk`] that decides, reads or writes and gives back values, refusals among them: a terminal
//! prints them (`cli`), a console may show them.
//!
//! Reads no argument, opens no file and prints nothing. A table of a feature is asked for through its owner; only what imports
//! keep of themselves (`imports`, `import_rows`) is kept here.

pub mod anchors;
pub mod audit;
pub mod csv;
pub mod exports;
pub mod imports;
pub mod invitations;
pub mod item_codes;
pub mod keys;
pub mod kits;
pub mod policy;
pub mod printing;
pub mod reports;
pub mod staff;
#[cfg(test)]
mod tests;

use crate::Error;
use crate::context::Context;
use crate::policies::Rulebook;
use crate::store::{Conn, Store, Work};
use shuke_rules::policy::StoreId;
use shuke_rules::{Instant, Policy};
use std::sync::Arc;

/// What an operator works at: the data, and what else work is done with.
#[derive(Clone)]
pub struct Desk {
    pub store: Store,
    pub context: Context,
}

impl Desk {
    pub fn now(&self) -> Instant {
        self.context.now()
    }

    /// Writes, with the context: what time it is then is known when the turn to write has come, and not before.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'c> Fn(&'c mut Conn, Context) -> Work<'c, T> + Send + Sync + 'static,
    {
        let context = self.context.clone();
        self.store.write(move |tx| work(tx, context.clone())).await
    }

    /// The rules in force. [`Error::Unavailable`] when no policy was applied yet.
    pub async fn rulebook(&self) -> Result<Arc<Rulebook>, Error> {
        self.context.policies().current(&mut *self.store.read().await?).await
    }
}

/// Why something was not done: it was refused, for a reason that the operator can do something about, or it failed.
#[derive(Debug)]
pub enum NotDone<W> {
    Refused(W),
    Failed(Error),
}

impl<W> From<Error> for NotDone<W> {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// What was done, or why not.
pub type Done<T, W> = Result<T, NotDone<W>>;

/// The policy has no such shop. Remedy: name one of those that there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchShop {
    pub asked: String,
    pub shops: Vec<StoreId>,
}

/// A shop of the policy, open or not.
fn shop(policy: &Policy, asked: &str) -> Result<StoreId, NoSuchShop> {
    let none =
        || NoSuchShop { asked: asked.to_owned(), shops: policy.stores.iter().map(|store| store.id.clone()).collect() };
    policy.store(&StoreId::from(asked)).map(|store| store.id.clone()).ok_or_else(none)
}
