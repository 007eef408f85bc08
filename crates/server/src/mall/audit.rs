//! How what the mall offers is proven: the pictures that items show are there. Items themselves are `stock`'s.

use crate::Error;
use crate::audit::{Audit, Seen};
use crate::store::Conn;
use crate::{pictures, stock};

pub const AUDIT: Audit =
    Audit { tables: &[], members: None, all: Some(|connection, _, seen| Box::pin(all(connection, seen))) };

async fn all(connection: &mut Conn, seen: &mut Seen) -> Result<(), Error> {
    let kept = pictures::kept(connection).await?;
    for stocked in stock::all(connection).await? {
        let Some(path) = stocked.item.picture else { continue };
        if !kept.iter().any(|hash| path.contains(hash.as_str())) {
            seen.wrong("pictures", &stocked.item.id, format!("{path}, which the item shows, is not there"));
        }
    }
    Ok(())
}
