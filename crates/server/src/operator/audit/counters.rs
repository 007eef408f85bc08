//! Rows that are numbered without gaps: as many were given as there are.

use crate::Error;
use crate::audit::Seen;
use crate::store::table::{Rows, Table};
use crate::store::{Conn, MISSING, counted};
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;

/// What is counted besides: numbers that are given, and rows that are deleted as they should be. Those of staff's sessions counted
/// until sessions were one table.
const OTHERS: [&str; 7] = ["addresses", "lots", "one_time_codes", "quotes", "readiness", "sessions", "staff_sessions"];
/// Those of them whose rows have these numbers.
const GIVEN: [&str; 6] = ["addresses", "lots", "one_time_codes", "quotes", "readiness", "sessions"];

/// Holds every counter against its table.
pub async fn check(
    connection: &mut Conn,
    tables: impl Iterator<Item = &'static Table>,
    seen: &mut Seen,
) -> Result<(), Error> {
    let counters: BTreeMap<String, i64> = counted(connection).await?.into_iter().collect();
    seen.count("counters", counters.len());
    let mut known: Vec<&str> = OTHERS.to_vec();
    for table in tables {
        let Rows::Numbered(column) = table.rows else { continue };
        known.push(table.name);
        let (rows, last) = rows(connection, table.name, column).await?;
        let given = counters.get(table.name).map_or(0, |next| next - 1);
        let missing = counters.get(&format!("{MISSING}{}", table.name)).copied().unwrap_or(0);
        if rows + missing != given || last > given {
            let what = format!("{given} rows were written, the last of them {last}; {} are there", rows + missing);
            seen.wrong(table.name, "all", what);
        }
    }
    for name in GIVEN {
        let (_, last) = rows(connection, name, "id").await?;
        if counters.get(name).map_or(0, |next| next - 1) < last {
            seen.wrong("counters", name, format!("number {last} would be given twice"));
        }
    }
    for name in counters.keys() {
        let of = name.strip_prefix(MISSING).unwrap_or(name);
        if !(known.contains(&of) || name.starts_with("card:")) {
            seen.wrong("counters", name, "it counts nothing");
        }
    }
    Ok(())
}

/// How many rows a table has, and the last of their numbers.
async fn rows(connection: &mut Conn, table: &str, column: &str) -> Result<(i64, i64), Error> {
    let sql = format!("SELECT COUNT(*), COALESCE(MAX({column}), 0) FROM {table}");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).fetch_one(connection).await?)
}
