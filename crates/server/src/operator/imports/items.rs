//! A file of items becomes what the mall offers.
//!
//! Everything that is wrong with the file is said at once, by line and column, and nothing of it is taken then. All of it is
//! written in one go. The same file again changes nothing. `stock` is the whole of an item, what was taken included: an edit
//! never gives back what is gone.

mod named;
mod row;
mod write;

pub use super::sheet::Wrong;
pub use row::{columns, read};
pub use write::{Written, write};

use crate::operator::{Desk, Done, NotDone};
use std::sync::Arc;

/// Takes what a file offers; `picture` reads one that lies beside it. What is not in the file may be withdrawn; orders keep it.
pub async fn import(
    desk: &Desk,
    bytes: &[u8],
    picture: impl Fn(&str) -> Result<Vec<u8>, String>,
    withdraw_missing: bool,
) -> Done<Written, Vec<Wrong>> {
    let rulebook = desk.rulebook().await?;
    let found = Arc::new(read(bytes, &rulebook.current().policy, picture).map_err(NotDone::Refused)?);
    let written = desk.write(move |tx, context| {
        let found = Arc::clone(&found);
        Box::pin(async move { write(tx, &found, withdraw_missing, context.now()).await })
    });
    written.await?.map_err(NotDone::Refused)
}
