//! What a brand's mall offers: its CSV file, with columns of an item changed where a test wants it so.

use crate::server::Brand;
use std::{fs, path::PathBuf};

impl Brand {
    /// The folder of the brand's items and their pictures.
    pub fn wares(self) -> PathBuf {
        self.file().with_extension("")
    }
}

/// The brand's file with these columns of `item` changed.
pub fn changed(brand: Brand, item: &str, changes: &[(&str, &str)]) -> String {
    let file = brand.wares().join("items.csv");
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut rows = rows(&text);
    let head = rows.remove(0);
    let column = |name: &str| head.iter().position(|known| known == name).unwrap_or_else(|| panic!("no column {name}"));
    let row = rows.iter_mut().find(|row| row[column("id")] == item).unwrap_or_else(|| panic!("no item {item}"));
    for (name, value) in changes {
        (*value).clone_into(&mut row[column(name)]);
    }
    let quoted = |field: &String| format!("\"{}\"", field.replace('"', "\"\""));
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n";
    [head].iter().chain(&rows).map(line).collect()
}

/// Fields of each row; quotes may hold commas, breaks and doubled quotes.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut rest = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => field.extend(rest.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => (),
            other => field.push(other),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_commas_breaks_and_quotes() {
        assert_eq!(rows("a,b\n\"x, \"\"y\"\"\nz\",2\n"), [["a", "b"], ["x, \"y\"\nz", "2"]]);
    }

    #[test]
    fn one_column_of_one_item_is_changed_and_nothing_else() {
        let before = changed(Brand::Xiaoman, "canvas-bag", &[]);
        let after = changed(Brand::Xiaoman, "canvas-bag", &[("stock", "1")]);
        let differing: Vec<_> = before.lines().zip(after.lines()).filter(|(a, b)| a != b).collect();
        assert_eq!(differing.len(), 1);
        assert!(differing[0].1.starts_with("\"canvas-bag\"") && differing[0].1.contains(",\"1\","), "{differing:?}");
    }
}
