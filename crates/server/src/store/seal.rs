//! Seals: beside the columns of a row that nothing else can prove stands a hash of them. Owns what is hashed and how, so that the
//! writer of a row, the audit and the step that sealed what was there before agree; which columns are sealed says each table's owner.
//!
//! A seal has no key. Whoever changes a row behind the server's back and does not seal it anew is found; who seals it anew, too,
//! changes the table's [`head`].

mod write;

pub use write::{Sealing, Value};

use super::Conn;
use super::packed::{BETWEEN, packed, rows, together};
use crate::Error;
use futures_util::TryStreamExt;
use sha2::{Digest, Sha256};
use shuke_rules::hex::hex;
use sqlx::AssertSqlSafe;
use std::borrow::Cow;

/// Rows that are sealed in one go, of those that were there before.
const PART: i64 = 10_000;

/// A column of a row's name.
#[derive(Clone, Copy, Debug)]
pub enum Name {
    Number(&'static str),
    Text(&'static str),
}

impl Name {
    pub const fn column(self) -> &'static str {
        match self {
            Self::Number(column) | Self::Text(column) => column,
        }
    }
}

/// What a cell was when it was written.
pub type First = fn(&str) -> Result<String, Error>;

/// What is sealed of the rows of a table.
#[derive(Debug)]
pub struct Seal {
    pub table: &'static str,
    /// What names a row; rows are read in this order.
    pub key: &'static [Name],
    /// The sealed columns in their order; one that may be empty ends with a question mark.
    pub columns: &'static [&'static str],
    /// The last column as it was written first, where it also holds what changes later.
    pub first: Option<First>,
    /// The column that says whose it is: rows of a range of members are checked with the members.
    pub member: Option<&'static str>,
}

/// A sealed row: what names it, and whether it is as it was sealed.
pub struct Checked {
    pub key: String,
    pub whole: bool,
}

impl Seal {
    /// The names of the sealed columns.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().map(|column| column.trim_end_matches('?'))
    }

    /// Every cell as text, one after the other.
    fn packed(&self) -> String {
        packed(self.columns.iter().copied())
    }

    fn packed_key(&self) -> String {
        let cells: Vec<String> = self.key.iter().map(|name| format!("CAST({} AS TEXT)", name.column())).collect();
        cells.join(" || ' ' || ")
    }

    fn order(&self) -> String {
        self.key.iter().map(|name| name.column()).collect::<Vec<_>>().join(", ")
    }

    fn one(&self, first: usize) -> String {
        let named = self.key.iter().zip(first..).map(|(name, at)| format!("{} = ${at}", name.column()));
        named.collect::<Vec<_>>().join(" AND ")
    }

    /// The seal of a packed row.
    fn of_packed(&self, packed: &str) -> Result<String, Error> {
        let written = match (self.first, packed.rsplit_once(BETWEEN)) {
            (Some(first), Some((before, last))) => Cow::Owned(format!("{before}{BETWEEN}{}", first(last)?)),
            _ => Cow::Borrowed(packed),
        };
        let hash = Sha256::new().chain_update(self.table).chain_update(BETWEEN).chain_update(written.as_bytes());
        Ok(hex(&hash.finalize()))
    }

    /// Seals a row anew after something of it has changed.
    pub async fn again(&self, tx: &mut Conn, key: &[Value]) -> Result<(), Error> {
        let sql = format!("SELECT {} AS packed FROM {} WHERE {}", self.packed(), self.table, self.one(1));
        let query = key.iter().fold(sqlx::query_as(AssertSqlSafe(sql)), |query, value| match value.clone() {
            Value::Number(number) => query.bind(number),
            Value::Text(text) => query.bind(text),
        });
        let row: Option<(String,)> = query.fetch_optional(&mut *tx).await?;
        let Some((packed,)) = row else { return Ok(()) };
        let sql = format!("UPDATE {} SET seal = $1 WHERE {}", self.table, self.one(2));
        let query = sqlx::query(AssertSqlSafe(sql)).bind(self.of_packed(&packed)?);
        let query = key.iter().fold(query, |query, value| value.clone().bound(query));
        query.execute(tx).await?;
        Ok(())
    }

    /// Seals what was there before rows were sealed; how many.
    pub(super) async fn old(&self, tx: &mut Conn) -> Result<usize, Error> {
        let sql = format!(
            "SELECT {} AS packed, {} AS named FROM {} WHERE seal = '' ORDER BY {} LIMIT {PART}",
            self.packed(),
            self.packed_key(),
            self.table,
            self.order()
        );
        let mut sealed = 0;
        loop {
            let rows: Vec<(String, String)> = sqlx::query_as(AssertSqlSafe(sql.clone())).fetch_all(&mut *tx).await?;
            if rows.is_empty() {
                return Ok(sealed);
            }
            sealed += rows.len();
            for (packed, named) in rows {
                self.put(tx, &self.of_packed(&packed)?, &named).await?;
            }
        }
    }

    async fn put(&self, tx: &mut Conn, seal: &str, named: &str) -> Result<(), Error> {
        let sql = format!("UPDATE {} SET seal = $1 WHERE {}", self.table, self.one(2));
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(seal.to_owned());
        // A text may hold spaces; no table has one before another part of its name.
        for (name, cell) in self.key.iter().zip(named.splitn(self.key.len(), ' ')) {
            query = match name {
                Name::Number(_) => query.bind(cell.parse::<i64>().map_err(Error::internal)?),
                Name::Text(_) => query.bind(cell.to_owned()),
            };
        }
        query.execute(tx).await?;
        Ok(())
    }

    /// Looks at the rows of a range of members, or at all; gives those that are not as they were sealed, and how many there are.
    pub async fn check(&self, connection: &mut Conn, range: Option<(i64, i64)>) -> Result<(u64, Vec<String>), Error> {
        let sql = format!(
            "SELECT {} || '{BETWEEN}' || {} || '{BETWEEN}' || seal AS packed FROM {}",
            self.packed_key(),
            self.packed(),
            self.table
        );
        let (mut seen, mut wrong) = (0, Vec::new());
        let mut look = |row: &str| {
            seen += 1;
            wrong.extend(self.changed(row));
        };
        if let (Some((from, to)), Some(member)) = (range, self.member) {
            let sql = together(&format!("{sql} WHERE {member} >= $1 AND {member} <= $2"));
            let query = sqlx::query_as(AssertSqlSafe(sql)).bind(from).bind(to);
            let (packed,): (String,) = query.fetch_one(connection).await?;
            rows(&packed).for_each(|row| look(&row));
        } else {
            let mut all = sqlx::query_as::<_, (String,)>(AssertSqlSafe(sql)).fetch(connection);
            while let Some((row,)) = all.try_next().await? {
                look(&row);
            }
        }
        Ok((seen, wrong))
    }

    /// What names a row, unless it is as it was sealed.
    fn changed(&self, row: &str) -> Option<String> {
        let parts = row.split_once(BETWEEN).and_then(|(key, rest)| Some((key, rest.rsplit_once(BETWEEN)?)));
        let Some((key, (packed, seal))) = parts else { return Some("without its name or a cell".to_owned()) };
        let whole = self.of_packed(packed).is_ok_and(|own| own == seal);
        (!whole).then(|| key.to_owned())
    }
}

/// What a table comes to: how many rows are sealed, and the end of the chain of their seals in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub table: &'static str,
    pub rows: u64,
    /// SHA-256, 64 hexadecimal digits.
    pub hash: String,
}

/// The head of a table. With `rows`, that of the first so many: where rows are only ever added behind the others, and what is sealed
/// of them never changes, it is for good what it was when there were so many.
pub async fn head(connection: &mut Conn, seal: &Seal, rows: Option<u64>) -> Result<Head, Error> {
    let sql = format!("SELECT seal FROM {} ORDER BY {}", seal.table, seal.order());
    let mut seals = sqlx::query_as::<_, (String,)>(AssertSqlSafe(sql)).fetch(connection);
    let mut hash = Sha256::digest(seal.table);
    let mut count = 0;
    while rows.is_none_or(|rows| count < rows)
        && let Some((next,)) = seals.try_next().await?
    {
        hash = Sha256::new().chain_update(hash).chain_update(next).finalize();
        count += 1;
    }
    Ok(Head { table: seal.table, rows: count, hash: hex(&hash) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::packed::NOTHING;

    static THINGS: Seal = Seal {
        table: "things",
        key: &[Name::Number("id"), Name::Text("name")],
        columns: &["id", "name", "note?"],
        first: None,
        member: None,
    };

    #[test]
    fn what_is_bound_and_what_is_read_have_the_same_seal() {
        let sealing = THINGS.query("").bind(7_i64).bind("cup").bind(None::<String>);
        assert_eq!(sealing.packed, format!("7{BETWEEN}cup{BETWEEN}{NOTHING}"));
        let seal = THINGS.of_packed(&sealing.packed).unwrap();
        let row = |packed: &str| format!("7 cup{BETWEEN}{packed}{BETWEEN}{seal}");
        assert_eq!(THINGS.changed(&row(&sealing.packed)), None);
        let other = format!("7{BETWEEN}cup{BETWEEN}");
        assert_eq!(THINGS.changed(&row(&other)).as_deref(), Some("7 cup"), "an empty text is not nothing");
        assert!(THINGS.changed(NOTHING).is_some(), "a row of which something is missing");
    }

    #[test]
    fn a_table_is_read_in_one_order_and_its_cells_as_text() {
        assert_eq!(THINGS.order(), "id, name");
        assert_eq!(THINGS.one(2), "id = $2 AND name = $3");
        let packed = THINGS.packed();
        assert!(packed.starts_with("CAST(id AS TEXT)") && packed.contains("COALESCE(CAST(note AS TEXT)"), "{packed}");
        assert_eq!(THINGS.names().collect::<Vec<_>>(), ["id", "name", "note"]);
    }
}
