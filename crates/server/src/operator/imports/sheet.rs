//! A file of CSV whose first line names its columns: everything that is wrong with it is said at once, by line and column, and what to
//! do about it. Owns how a line becomes cells; what a cell may be stands in [`cells`], what a line means with whoever reads it.

pub mod cells;

use super::records::{Record, Records};
use cells::Cells;
use std::collections::BTreeMap;

/// Things that are wrong with a file after which no more are looked for: a whole file of another kind is not told line by line.
pub const MOST_WRONG: usize = 500;

/// Something that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub line: i64,
    /// Empty: the whole line.
    pub column: String,
    /// What, and what to do about it.
    pub what: String,
}

impl Wrong {
    fn whole(line: i64, what: &str) -> Self {
        Self { line, column: String::new(), what: what.to_owned() }
    }
}

/// The columns of a file.
pub struct Columns<'a> {
    /// Of what they are: `items`.
    pub of: &'a str,
    /// Those that must be there.
    pub needed: &'a [&'a str],
    /// Those that may be missing.
    pub further: &'a [&'a str],
}

impl<'a> Columns<'a> {
    fn all(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.needed.iter().chain(self.further).copied()
    }

    /// Where each column is.
    fn places(&self, names: &[String]) -> Result<BTreeMap<String, usize>, String> {
        let names: Vec<&str> = names.iter().map(|name| name.trim()).collect();
        let mut places = BTreeMap::new();
        for column in self.all() {
            let mut at = names.iter().enumerate().filter(|(_, name)| **name == column).map(|(at, _)| at);
            match (at.next(), at.next()) {
                (Some(place), None) => drop(places.insert(column.to_owned(), place)),
                (Some(_), Some(_)) => return Err(format!("the first line has the column `{column}` twice; keep one")),
                (None, _) if self.further.contains(&column) => {}
                (None, _) => {
                    return Err(format!("the column `{column}` is missing; there must be: {}", self.needed.join(", ")));
                }
            }
        }
        match names.iter().find(|name| !self.all().any(|column| column == **name)) {
            Some(other) => {
                let all: Vec<&str> = self.all().collect();
                Err(format!("`{other}` is no column of {}; take it out. There are: {}", self.of, all.join(", ")))
            }
            None => Ok(places),
        }
    }
}

/// Reads every line of a file by `line`, which says in its cells what is wrong with them.
///
/// # Errors
/// Everything that is wrong.
pub fn read<T>(
    bytes: &[u8],
    columns: &Columns<'_>,
    mut line: impl FnMut(&mut Cells<'_>) -> T,
) -> Result<Vec<T>, Vec<Wrong>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut records = Records::new(bytes);
    // Reading from memory does not fail.
    let mut next = || records.next().ok().flatten();
    let Some(header) = next() else {
        return Err(vec![Wrong::whole(1, "the file is empty; write the names of the columns in its first line")]);
    };
    let names = header.fields.map_err(|broken| vec![Wrong::whole(header.line, broken.told())])?;
    let places = columns.places(&names).map_err(|what| vec![Wrong::whole(header.line, &what)])?;
    let (mut found, mut wrong) = (Vec::new(), Vec::new());
    while let Some(record) = next().filter(|_| wrong.len() < MOST_WRONG) {
        let number = record.line;
        match fields(record, names.len()) {
            Ok(fields) => {
                found.push(line(&mut Cells { line: number, fields: &fields, places: &places, wrong: &mut wrong }));
            }
            Err(why) => wrong.push(why),
        }
    }
    if wrong.is_empty() { Ok(found) } else { Err(wrong) }
}

/// The fields of a line, of which there must be so many.
fn fields(record: Record, count: usize) -> Result<Vec<String>, Wrong> {
    let whole = |what: &str| Wrong::whole(record.line, what);
    match record.fields {
        Ok(fields) if fields.len() == count => Ok(fields),
        Ok(fields) => {
            Err(whole(&format!("has {} fields, the first line has {count}; quote what holds commas", fields.len())))
        }
        Err(broken) => Err(whole(broken.told())),
    }
}
