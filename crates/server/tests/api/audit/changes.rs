//! One value of one row is changed, one row deleted or doubled, in every table and column, each alone; and the audit looks.

use super::{Opened, life, looked, seen};
use crate::support::{at_once, block_on};
use shuke_server::operator::audit;
use shuke_server::policies::Rulebook;
use shuke_server::routes;
use shuke_server::store::Conn;
use shuke_server::store::table::{Proof, Rows};
use sqlx::{AssertSqlSafe, Connection, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// What may be changed: a column, or that a row is there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    table: String,
    /// `None`: the rows themselves.
    column: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.table, self.column.as_deref().unwrap_or("(rows)"))
    }
}

/// What became of changes, each told.
#[derive(Default)]
struct Outcomes {
    noticed: usize,
    refused: usize,
    not_noticed: BTreeMap<Place, Vec<String>>,
    tables: BTreeMap<String, (usize, usize)>,
}

impl Outcomes {
    /// Both together; no table is in both.
    fn and(mut self, other: Self) -> Self {
        self.noticed += other.noticed;
        self.refused += other.refused;
        self.not_noticed.extend(other.not_noticed);
        self.tables.extend(other.tables);
        self
    }

    fn add(&mut self, place: &Place, outcome: Outcome, told: &str) {
        let (noticed, tried) = self.tables.entry(place.table.clone()).or_default();
        match outcome {
            Outcome::Refused => return self.refused += 1,
            Outcome::Noticed => {
                self.noticed += 1;
                *noticed += 1;
            }
            Outcome::NotNoticed => self.not_noticed.entry(place.clone()).or_default().push(told.to_owned()),
        }
        *tried += 1;
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// The database itself does not allow it.
    Refused,
    Noticed,
    NotNoticed,
}

struct Column {
    name: String,
    is_number: bool,
}

/// A table as the database has it.
struct Table {
    name: String,
    columns: Vec<Column>,
    /// What names each row to the database, and its cells.
    rows: Vec<(String, Vec<Option<String>>)>,
}

/// What names a row to the database itself.
fn row_id(is_sqlite: bool) -> &'static str {
    if is_sqlite { "CAST(rowid AS TEXT)" } else { "CAST(ctid AS TEXT)" }
}

async fn tables(tx: &mut Conn, is_sqlite: bool) -> Vec<Table> {
    let schema = if is_sqlite {
        "SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1, 2"
    } else {
        "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT) FROM information_schema.columns \
         WHERE table_schema = 'public' ORDER BY 1, 2"
    };
    let columns: Vec<(String, String, String)> = sqlx::query_as(schema).fetch_all(&mut *tx).await.unwrap();
    let mut tables: Vec<Table> = Vec::new();
    for (table, name, kind) in columns {
        let column = Column { name, is_number: kind.eq_ignore_ascii_case("bigint") };
        match tables.last_mut().filter(|last| last.name == table) {
            Some(last) => last.columns.push(column),
            None => tables.push(Table { name: table, columns: vec![column], rows: Vec::new() }),
        }
    }
    for table in &mut tables {
        let cells: Vec<String> = table.columns.iter().map(|column| format!("CAST({} AS TEXT)", column.name)).collect();
        let sql = format!("SELECT {} AS here, {} FROM {}", row_id(is_sqlite), cells.join(", "), table.name);
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut *tx).await.unwrap();
        table.rows = rows.iter().map(|row| (row.get(0), (1..=cells.len()).map(|at| row.get(at)).collect())).collect();
    }
    tables
}

/// The first, one in the middle and the last.
fn some(count: usize) -> BTreeSet<usize> {
    [0, count / 2, count.saturating_sub(1)].into_iter().filter(|at| *at < count).collect()
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Other values for a cell; the `turn` says which come first, so that over the rows each kind has its turn.
fn others(table: &Table, column: usize, cell: Option<&String>, turn: usize) -> Vec<String> {
    let is_number = table.columns[column].is_number;
    let Some(cell) = cell else { return vec![if is_number { "1".to_owned() } else { "'x'".to_owned() }] };
    let mut others = if is_number {
        let number: i64 = cell.parse().unwrap();
        vec![
            (number + 1).to_string(),
            (number - 1).to_string(),
            (number + 86_400_000_000).to_string(),
            "NULL".to_owned(),
        ]
    } else {
        let another = table.rows.iter().filter_map(|(_, row)| row[column].as_ref()).find(|other| *other != cell);
        let swapped = cell.char_indices().next().map_or_else(
            || "x".to_owned(),
            |(_, first)| {
                let other = if first == '1' { '2' } else { '1' };
                cell.replacen(first, &other.to_string(), 1)
            },
        );
        let mut others = vec![quoted(&format!("{cell}x")), quoted(&swapped), "NULL".to_owned()];
        others.extend(another.map(|other| quoted(other)));
        others
    };
    let length = others.len();
    others.rotate_left(turn % length);
    others
}

struct Trial {
    rulebook: Arc<Rulebook>,
    is_sqlite: bool,
    outcomes: Outcomes,
}

impl Trial {
    /// Runs a statement, lets the audit look and takes it back.
    async fn of(&mut self, tx: &mut Conn, place: &Place, sql: String) -> Outcome {
        let mut savepoint = tx.begin().await.unwrap();
        let done = sqlx::query(AssertSqlSafe(sql.clone())).execute(&mut *savepoint).await;
        let outcome = match done {
            Err(_) => Outcome::Refused,
            Ok(done) => {
                assert_eq!(done.rows_affected(), 1, "{sql}");
                let report = looked(&mut savepoint, &self.rulebook).await;
                // What cannot be read stops the audit, which is noticed as well.
                if report.is_ok_and(|report| report.findings.is_empty()) {
                    Outcome::NotNoticed
                } else {
                    Outcome::Noticed
                }
            }
        };
        savepoint.rollback().await.unwrap();
        self.outcomes.add(place, outcome, &sql);
        outcome
    }

    async fn values(&mut self, tx: &mut Conn, table: &Table) {
        for (at, column) in table.columns.iter().enumerate() {
            let place = Place { table: table.name.clone(), column: Some(column.name.clone()) };
            // Of the three rows two for each column, others for the next.
            let rows: Vec<usize> = some(table.rows.len()).into_iter().collect();
            for turn in 0..rows.len().min(2) {
                let (here, cells) = &table.rows[rows[(at + turn) % rows.len()]];
                for other in others(table, at, cells[at].as_ref(), turn + at) {
                    let sql = format!(
                        "UPDATE {} SET {} = {other} WHERE {} = '{here}'",
                        table.name,
                        column.name,
                        row_id(self.is_sqlite)
                    );
                    if self.of(tx, &place, sql).await != Outcome::Refused {
                        break;
                    }
                }
            }
        }
    }

    async fn rows(&mut self, tx: &mut Conn, table: &Table) {
        let place = Place { table: table.name.clone(), column: None };
        for row in some(table.rows.len()) {
            let (here, cells) = &table.rows[row];
            let sql = format!("DELETE FROM {} WHERE {} = '{here}'", table.name, row_id(self.is_sqlite));
            self.of(tx, &place, sql).await;
            // As many of its values are changed as the database asks for; the seal stays.
            for changed in 1..=table.columns.len() {
                if self.of(tx, &place, doubled(table, cells, changed)).await != Outcome::Refused {
                    break;
                }
            }
        }
    }
}

/// A row once more, with so many of its values changed: those first that a database keeps apart.
fn doubled(table: &Table, cells: &[Option<String>], changed: usize) -> String {
    const APART: [&str; 16] = [
        "id",
        "nth",
        "key",
        "name",
        "card",
        "phone",
        "imported_as",
        "token_hash",
        "locator",
        "key_hash",
        "code",
        "hash",
        "seq",
        "day",
        "step",
        "n",
    ];
    let place = |name: &str| APART.iter().position(|apart| *apart == name).unwrap_or(APART.len());
    let mut order: Vec<usize> = (0..cells.len()).collect();
    order.sort_by_key(|at| place(&table.columns[*at].name));
    let to_change: BTreeSet<usize> = order.into_iter().take(changed).collect();
    let value = |(at, cell): (usize, &Option<String>)| match cell {
        None => "NULL".to_owned(),
        Some(cell) if table.columns[at].is_number && to_change.contains(&at) => format!("{cell} + 100000"),
        Some(cell) if table.columns[at].is_number => cell.clone(),
        Some(cell) if to_change.contains(&at) => quoted(&format!("{cell}x")),
        Some(cell) => quoted(cell),
    };
    let values: Vec<String> = cells.iter().enumerate().map(value).collect();
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    format!("INSERT INTO {} ({}) VALUES ({})", table.name, names.join(", "), values.join(", "))
}

/// What the statement says is not noticed, or not always.
fn said() -> (BTreeSet<Place>, BTreeSet<Place>) {
    let (mut never, mut sometimes) = (BTreeSet::new(), BTreeSet::new());
    for table in audit::tables(routes::FEATURES) {
        let place = |column: Option<&str>| Place { table: table.name.to_owned(), column: column.map(str::to_owned) };
        match table.rows {
            Rows::Not(_) | Rows::Partly(..) => drop(sometimes.insert(place(None))),
            Rows::Numbered(_) | Rows::By(_) => {}
        }
        for (column, proof) in table.columns {
            match proof {
                Proof::Not(_) => drop(never.insert(place(Some(column)))),
                Proof::Partly(..) => drop(sometimes.insert(place(Some(column)))),
                Proof::By(_) => {}
            }
        }
    }
    (never, sometimes)
}

/// Half of the tables are tried on one place, half on another, at the same time.
const HALVES: usize = 2;

#[test]
fn of_single_changes_of_every_column_95_in_a_hundred_are_noticed_and_the_rest_is_documented() {
    let halves = at_once((0..HALVES).map(|half| move || tried(half)));
    let outcomes = halves.into_iter().fold(Outcomes::default(), Outcomes::and);
    let (never, sometimes) = said();
    let missed: usize = outcomes.not_noticed.values().map(Vec::len).sum();
    let share = outcomes.noticed * 1000 / (outcomes.noticed + missed);
    println!("{} noticed, {missed} not, {} refused by the database", outcomes.noticed, outcomes.refused);
    for (table, (noticed, tried)) in &outcomes.tables {
        println!("{table}: {noticed} of {tried}");
    }
    let told = |places: Vec<&Place>| places.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let unsaid: Vec<_> = outcomes
        .not_noticed
        .iter()
        .filter(|(place, _)| !never.contains(place) && !sometimes.contains(place))
        .map(|(place, told)| format!("{place}: {told:?}"))
        .collect();
    assert!(unsaid.is_empty(), "not noticed, and nobody says so:\n{}", unsaid.join("\n"));
    assert!(share >= 950, "{share} in a thousand: {}", told(outcomes.not_noticed.keys().collect()));
    let proven: Vec<_> = never.iter().filter(|place| !outcomes.not_noticed.contains_key(place)).collect();
    assert!(proven.is_empty(), "said to be unproven, and it was noticed: {}", told(proven));
}

/// Everything that is tried with the tables of a half.
fn tried(half: usize) -> Outcomes {
    let lived = life::place();
    let is_sqlite = lived.is_sqlite();
    block_on(async {
        let opened = Opened::of(&lived).await;
        let rulebook = Arc::clone(&opened.rulebook);
        let outcomes = opened.without_effect(move |tx| {
            let rulebook = Arc::clone(&rulebook);
            Box::pin(async move { Ok(all(tx, rulebook, is_sqlite, half).await) })
        });
        let outcomes = outcomes.await;
        opened.store.close().await;
        outcomes
    })
}

async fn all(tx: &mut Conn, rulebook: Arc<Rulebook>, is_sqlite: bool, half: usize) -> Outcomes {
    let begun = seen(tx, &rulebook).await;
    assert!(begun.findings.is_empty(), "{:#?}", begun.findings);
    let tables = tables(tx, is_sqlite).await;
    let empty: Vec<&str> = tables.iter().filter(|table| table.rows.is_empty()).map(|table| &*table.name).collect();
    assert!(empty.is_empty(), "the life left these empty: {empty:?}");
    if is_sqlite {
        for pragma in ["PRAGMA defer_foreign_keys = ON", "PRAGMA ignore_check_constraints = ON"] {
            sqlx::query(pragma).execute(&mut *tx).await.unwrap();
        }
    }
    let mut trial = Trial { rulebook, is_sqlite, outcomes: Outcomes::default() };
    for table in tables.iter().skip(half).step_by(HALVES) {
        trial.values(tx, table).await;
        trial.rows(tx, table).await;
    }
    trial.outcomes
}
