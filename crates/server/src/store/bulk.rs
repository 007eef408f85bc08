//! Inserting many rows with few statements.

use crate::Error;
use crate::store::Conn;
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe};
use std::fmt::Write;

/// A statement whose values are being bound.
pub type Bound<'q> = Query<'q, Any, AnyArguments>;

/// The most rows in a statement. A batch is cut into powers of two, so that few texts are prepared and all are reused.
const MOST: usize = 32;

/// Inserts `rows` into `table`, given as `name (column, …)`; `bind` binds a row's values in the order of the columns.
pub async fn insert<T>(
    connection: &mut Conn,
    table: &'static str,
    mut rows: &[T],
    bind: impl for<'q> Fn(Bound<'q>, &T) -> Result<Bound<'q>, Error>,
) -> Result<(), Error> {
    while !rows.is_empty() {
        let count = if rows.len() >= MOST { MOST } else { 1 << rows.len().ilog2() };
        let (now, rest) = rows.split_at(count);
        let mut query = sqlx::query(AssertSqlSafe(statement(table, count)));
        for row in now {
            query = bind(query, row)?;
        }
        query.execute(&mut *connection).await?;
        rows = rest;
    }
    Ok(())
}

/// `INSERT INTO table (a, b) VALUES ($1, $2), ($3, $4)`: made of constants and numbers only.
fn statement(table: &'static str, rows: usize) -> String {
    let columns = table.split(',').count();
    let mut sql = format!("INSERT INTO {table} VALUES ");
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns {
            let comma = if column == 0 { "" } else { ", " };
            let _infallible = write!(sql, "{comma}${}", row * columns + column + 1);
        }
        sql.push(')');
    }
    sql
}

/// `$1, $2, $3`: so many values for one statement.
pub fn places(count: usize) -> String {
    (1..=count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_value_of_every_row_has_its_own_place() {
        assert_eq!(super::statement("t (a, b)", 2), "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)");
        assert_eq!(super::statement("t (a)", 1), "INSERT INTO t (a) VALUES ($1)");
    }
}
