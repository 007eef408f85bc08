//! Members who came from an import: who stands under a name there, and since when.

use crate::Error;
use crate::store::Conn;
use shuke_rules::{Day, Instant};

/// A member joined with their first purchase, also when that becomes known later.
pub async fn joined_earlier(tx: &mut Conn, member: i64, at: Instant, day: Day) -> Result<(), Error> {
    sqlx::query("UPDATE members SET joined_at = $1, joined_day = $2, version = version + 1 WHERE id = $3")
        .bind(at.timestamp_micros())
        .bind(day.to_string())
        .bind(member)
        .execute(&mut *tx)
        .await?;
    super::row::sealed(tx, member).await
}

/// Whether anybody has left.
pub async fn anybody_left(connection: &mut Conn) -> Result<bool, Error> {
    let row: Option<(i64,)> =
        sqlx::query_as("SELECT id FROM members WHERE closed_at IS NOT NULL LIMIT 1").fetch_optional(connection).await?;
    Ok(row.is_some())
}

/// The member who stands under a name of an import, also one who left.
pub async fn imported(connection: &mut Conn, name: &str) -> Result<Option<i64>, Error> {
    let row: Option<(i64,)> =
        sqlx::query_as("SELECT id FROM members WHERE imported_as = $1").bind(name).fetch_optional(connection).await?;
    Ok(row.map(|(id,)| id))
}

/// The members whose names in an import lie between two names, both included.
pub async fn imported_between(connection: &mut Conn, first: &str, last: &str) -> Result<Vec<(String, i64)>, Error> {
    let rows = sqlx::query_as("SELECT imported_as, id FROM members WHERE imported_as >= $1 AND imported_as <= $2")
        .bind(first)
        .bind(last)
        .fetch_all(connection)
        .await?;
    Ok(rows)
}
