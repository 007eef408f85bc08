//! What of the causes of points goes into an anchor: of each table whose rows are only added, and never change what is sealed of them, how
//! many it has and where the chain of their seals ends.

use crate::Error;
use crate::booking;
use crate::member::CONSENTS;
use crate::policies;
use crate::store::Conn;
use crate::store::seal::{Seal, head};
use serde::{Deserialize, Serialize};

/// They stand for what they were, whatever comes behind.
static CHAINED: [&Seal; 5] = [&policies::SEAL, &booking::SALES, &booking::REFUNDS, &booking::INVITATIONS, &CONSENTS];

/// A table as an anchor has it.
#[derive(Debug, Serialize, Deserialize)]
struct Cause {
    table: String,
    rows: u64,
    hash: String,
}

/// Every such table, as JSON.
pub async fn detail(connection: &mut Conn) -> Result<String, Error> {
    let mut causes = Vec::new();
    for seal in CHAINED {
        let head = head(connection, seal, None).await?;
        causes.push(Cause { table: head.table.to_owned(), rows: head.rows, hash: head.hash });
    }
    serde_json::to_string(&causes).map_err(Error::internal)
}

/// The tables that are not, up to so many rows, what they were.
pub async fn differing(connection: &mut Conn, detail: &str) -> Result<Vec<String>, Error> {
    let Ok(causes) = serde_json::from_str::<Vec<Cause>>(detail) else { return Ok(Vec::new()) };
    let mut differing = Vec::new();
    for cause in causes {
        let Some(seal) = CHAINED.iter().find(|seal| seal.table == cause.table) else { continue };
        let head = head(connection, seal, Some(cause.rows)).await?;
        if (head.rows, head.hash) != (cause.rows, cause.hash) {
            differing.push(cause.table);
        }
    }
    Ok(differing)
}
