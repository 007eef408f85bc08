//! Printing: results, problems and tables.

use crate::Error;
use crate::operator::{NotDone, csv};
use serde::Serialize;
use shuke_rules::typed;
use std::fmt;
use std::io::Write;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// What is wrong and what to do about it, in words for an operator.
    Said(String),
    Failed(Error),
    /// Nobody reads the output any more.
    Closed,
}

impl Failure {
    pub fn said(what: impl Into<String>) -> Self {
        Self::Said(what.into())
    }

    /// Tells it on standard error.
    pub fn print(&self) {
        let text = match self {
            Self::Closed => return,
            Self::Said(what) => what.clone(),
            Self::Failed(error) => explained(error),
        };
        note(text);
    }
}

/// An error of the storage with its remedy.
fn explained(error: &Error) -> String {
    let text = match error {
        Error::Unavailable(why) => why.clone(),
        other => other.to_string(),
    };
    let full = ["(code: 13)", "is full", "disk I/O", "code: 10", "code: 778", "No space left"];
    if full.iter().any(|sign| text.contains(sign)) {
        return format!(
            "error: {text}\n  The disk is full or cannot be written. Nothing is half done: make room and run the same command again."
        );
    }
    format!("error: {text}")
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// What was refused is told in the words of [`refused`](super::refused).
impl<W: Into<Failure>> From<NotDone<W>> for Failure {
    fn from(why: NotDone<W>) -> Self {
        match why {
            NotDone::Refused(why) => why.into(),
            NotDone::Failed(error) => error.into(),
        }
    }
}

/// Prints a line of the result.
pub fn say(line: impl fmt::Display) -> Result<(), Failure> {
    writeln!(std::io::stdout(), "{line}").map_err(|_| Failure::Closed)
}

/// Prints a result as one line of JSON.
pub fn json_line(result: &impl Serialize) -> Result<(), Failure> {
    say(serde_json::to_string(result).map_err(Error::internal)?)
}

/// Prints the first line of CSV, the names of its columns.
pub fn csv_head<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Result<(), Failure> {
    say(csv::head(names))
}

/// Prints a line of CSV.
pub fn csv_line<S: AsRef<str>>(cells: impl IntoIterator<Item = S>) -> Result<(), Failure> {
    say(csv::line(cells))
}

/// Prints something besides the result. What a file of somebody else's has in it moves nothing on the terminal and hides nothing.
pub fn note(line: impl fmt::Display) {
    let _nobody_left_to_tell = writeln!(std::io::stderr(), "{}", harmless(&line.to_string()));
}

fn harmless(text: &str) -> String {
    text.chars().map(|c| if c != '\n' && typed::is_hidden(c) { '\u{fffd}' } else { c }).collect()
}

/// Says why nothing happens for the moment.
pub fn waiting() {
    note(
        "Waiting to write: another program (the server, an import, another command) writes to the same data. It goes on by itself.",
    );
}

/// `12,345`
pub fn count(number: impl Into<i128>) -> String {
    let number: i128 = number.into();
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    if number < 0 {
        text.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Columns side by side: the first to the left, the others to the right.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| shown(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let lines = rows.iter().map(|row| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            let room = " ".repeat(width.saturating_sub(shown(cell)));
            if column == 0 { format!("  {cell}{room}") } else { format!("{room}{cell}") }
        });
        cells.collect::<Vec<_>>().join("   ").trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// How many places a text takes in a terminal; Chinese characters take two.
fn shown(text: &str) -> usize {
    text.chars().map(|c| if matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{ffef}') { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_also_under_chinese_names() {
        let rows = [["达人".to_owned(), count(1)], ["ab".to_owned(), count(-1_234_567)]].map(Vec::from);
        assert_eq!(table(&rows), "  达人            1\n  ab     -1,234,567");
    }

    #[test]
    fn what_is_told_does_nothing_to_a_terminal() {
        assert_eq!(harmless("表:2:\u{1b}[31m“a”\u{202e}b\nnext"), "表:2:\u{fffd}[31m“a”\u{fffd}b\nnext");
    }
}
