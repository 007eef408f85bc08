//! The heads of the sealed tables, for whoever notes outside the data what it came to.

use crate::Error;
use crate::feature::Feature;
use crate::store::Conn;
use crate::store::seal::{self, Head, Seal};

fn seals(features: &'static [&'static Feature]) -> Vec<&'static Seal> {
    super::tables(features).into_iter().filter_map(|table| table.seal).collect()
}

/// The head of every table that has seals: how many rows, and the end of the chain of their seals.
pub async fn heads(connection: &mut Conn, features: &'static [&'static Feature]) -> Result<Vec<Head>, Error> {
    let mut heads = Vec::new();
    for seal in seals(features) {
        heads.push(seal::head(connection, seal, None).await?);
    }
    Ok(heads)
}

/// The head that a table had when it had so many rows; `None` for a table without seals. It is what it was then where rows are only
/// added and what is sealed of them never changes.
pub async fn head(
    connection: &mut Conn,
    features: &'static [&'static Feature],
    table: &str,
    rows: u64,
) -> Result<Option<Head>, Error> {
    match seals(features).into_iter().find(|seal| seal.table == table) {
        Some(seal) => seal::head(connection, seal, Some(rows)).await.map(Some),
        None => Ok(None),
    }
}
