//! Every cell of every table, as text. Which tables and columns there are is asked of the database: what a migration adds is seen.

use super::{Place, block_on};
use shuke_server::routes;
use sqlx::{AssertSqlSafe, Row};

pub struct Table {
    pub name: String,
    pub columns: Vec<String>,
    /// `None` for what is not there.
    pub rows: Vec<Vec<Option<String>>>,
}

impl Table {
    /// A cell by the name of its column.
    pub fn cell<'r>(&self, row: &'r [Option<String>], column: &str) -> Option<&'r str> {
        let at = self.columns.iter().position(|name| name == column)?;
        row[at].as_deref()
    }
}

/// The whole of a place's data as of one moment, in the order of the tables' and the columns' names.
pub fn tables(place: &Place) -> Vec<Table> {
    let schema = if place.is_sqlite() {
        "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1, 2"
    } else {
        "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns \
         WHERE table_schema = 'public' ORDER BY 1, 2"
    };
    block_on(async {
        let store = routes::open(&place.location()).await.unwrap();
        let mut tables: Vec<Table> = Vec::new();
        {
            let mut connection = store.read().await.unwrap();
            let begin = if place.is_sqlite() { "BEGIN" } else { "BEGIN ISOLATION LEVEL REPEATABLE READ" };
            sqlx::query(begin).execute(&mut *connection).await.unwrap();
            let columns: Vec<(String, String)> = sqlx::query_as(schema).fetch_all(&mut *connection).await.unwrap();
            for (table, column) in columns {
                match tables.last_mut().filter(|last| last.name == table) {
                    Some(last) => last.columns.push(column),
                    None => tables.push(Table { name: table, columns: vec![column], rows: Vec::new() }),
                }
            }
            for table in &mut tables {
                let cells: Vec<_> = table.columns.iter().map(|name| format!("CAST(\"{name}\" AS TEXT)")).collect();
                let sql =
                    format!("SELECT {} FROM \"{}\" ORDER BY {}", cells.join(", "), table.name, order(cells.len()));
                let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut *connection).await.unwrap();
                table.rows = rows.iter().map(|row| (0..cells.len()).map(|at| row.get(at)).collect()).collect();
            }
            sqlx::query("COMMIT").execute(&mut *connection).await.unwrap();
        }
        store.close().await;
        tables
    })
}

fn order(columns: usize) -> String {
    (1..=columns).map(|at| at.to_string()).collect::<Vec<_>>().join(", ")
}
