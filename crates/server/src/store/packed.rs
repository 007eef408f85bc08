//! Rows as one text each: of a million rows it is each value that costs, not the row. Owns how cells stand in it, for those who read
//! many, and for seals, which hash it.

use crate::Error;
use std::borrow::Cow;

/// Between two cells, and in the place of one that is not there: characters that no text of ours holds.
pub const BETWEEN: &str = "\u{1f}";
pub const NOTHING: &str = "\u{1e}";
/// The same: one character is found sooner than a text of one.
const BETWEEN_CELLS: char = '\u{1f}';
/// Between two rows: those of a few hundred members travel as one text. A row may hold anything, what an import was told to take as it
/// stands among it: there its first character is followed by another.
const BETWEEN_ROWS: &str = "\u{1d},";
const MARK: &str = "\u{1d}";
const MARKED: &str = "\u{1d}+";

/// The expression of SQL for these columns; what may be missing ends with a question mark.
pub fn packed<'c>(columns: impl IntoIterator<Item = &'c str>) -> String {
    let cell = |column: &str| match column.strip_suffix('?') {
        Some(column) => format!("COALESCE(CAST({column} AS TEXT), '{NOTHING}')"),
        None => format!("CAST({column} AS TEXT)"),
    };
    columns.into_iter().map(cell).collect::<Vec<_>>().join(&format!(" || '{BETWEEN}' || "))
}

/// The statement that reads all rows which `rows`, a statement whose one column is `packed`, would read; as one text. A row without a cell
/// that it must have is [`NOTHING`].
pub fn together(rows: &str) -> String {
    let row = format!("REPLACE(COALESCE(packed, '{NOTHING}'), '{MARK}', '{MARKED}')");
    format!("SELECT COALESCE(string_agg({row}, '{BETWEEN_ROWS}'), '') FROM ({rows}) AS rows")
}

/// The rows in such a text.
pub fn rows(together: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let whole =
        |row| if str::contains(row, MARKED) { Cow::Owned(row.replace(MARKED, MARK)) } else { Cow::Borrowed(row) };
    together.split(BETWEEN_ROWS).filter(|row| !row.is_empty()).map(whole)
}

/// What is left of a packed row.
pub struct Cells<'a>(&'a str);

impl<'a> Cells<'a> {
    pub fn of(packed: &'a str) -> Self {
        Self(packed)
    }

    pub fn cell(&mut self) -> &'a str {
        let (cell, rest) = self.0.split_once(BETWEEN_CELLS).unwrap_or((self.0, ""));
        self.0 = rest;
        cell
    }

    pub fn text(&mut self) -> String {
        self.cell().to_owned()
    }

    pub fn text_or_nothing(&mut self) -> Option<String> {
        Some(self.cell()).filter(|cell| *cell != NOTHING).map(str::to_owned)
    }

    pub fn number(&mut self) -> Result<i64, Error> {
        self.cell().parse().map_err(Error::internal)
    }

    pub fn number_or_nothing(&mut self) -> Result<Option<i64>, Error> {
        let cell = self.cell();
        if cell == NOTHING { Ok(None) } else { cell.parse().map(Some).map_err(Error::internal) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_cells_are_what_they_were() {
        let packed = format!("1{BETWEEN}a{BETWEEN}{NOTHING}{BETWEEN_ROWS}2{BETWEEN}{BETWEEN}3");
        let read: Vec<_> = rows(&packed)
            .map(|row| {
                let mut cells = Cells::of(&row);
                (cells.number().unwrap(), cells.text(), cells.number_or_nothing().unwrap())
            })
            .collect();
        assert_eq!(read, [(1, "a".to_owned(), None), (2, String::new(), Some(3))]);
        assert_eq!(rows("").count(), 0);
        let (odd, plain) = (format!("a{MARKED},b{MARKED}+"), "c");
        assert_eq!(rows(&format!("{odd}{BETWEEN_ROWS}{plain}")).collect::<Vec<_>>(), ["a\u{1d},b\u{1d}+", "c"]);
        assert!(BETWEEN.chars().eq([BETWEEN_CELLS]));
    }
}
