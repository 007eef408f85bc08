//! A file of goods becomes the catalogue.
//!
//! Everything that is wrong with the file is said at once, by line and column, and nothing of it is taken then. All of it is written
//! in one go. The same file again changes nothing, but that what shops have was counted anew.

mod row;
mod write;

pub use row::{columns, read};
pub use write::{Written, plan};

use super::sheet::Wrong;
use crate::operator::{Desk, Done, NotDone};
use std::sync::Arc;

/// What is to become of a file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish {
    /// What is not in it is not sold any more; receipts still lead to it.
    pub withdraw_missing: bool,
    /// Nothing is written: it is only said what would be.
    pub is_dry: bool,
}

/// Takes what a file says of goods; `picture` reads one that lies beside it.
pub async fn import(
    desk: &Desk,
    bytes: &[u8],
    picture: impl Fn(&str) -> Result<Vec<u8>, String>,
    wish: Wish,
) -> Done<Written, Vec<Wrong>> {
    let rulebook = desk.rulebook().await?;
    let found = Arc::new(read(bytes, &rulebook.current().policy, picture).map_err(NotDone::Refused)?);
    if wish.is_dry {
        let mut connection = desk.store.read().await?;
        let plan = plan(&mut connection, &found, wish.withdraw_missing).await?.map_err(NotDone::Refused)?;
        return Ok(plan.written());
    }
    let written = desk.write(move |tx, context| {
        let found = Arc::clone(&found);
        Box::pin(async move {
            match plan(tx, &found, wish.withdraw_missing).await? {
                Ok(plan) => Ok(Ok(plan.write(tx, &found, context.now()).await?)),
                Err(wrong) => Ok(Err(wrong)),
            }
        })
    });
    written.await?.map_err(NotDone::Refused)
}
