//! Reads the file as TOML: lines of places in it, and what is wrong with it as TOML, each at its key.

use super::Problem;
use super::walk::join;
use core::ops::Range;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

/// Where the lines of a file begin.
pub struct Lines(Vec<usize>);

impl Lines {
    pub fn new(source: &str) -> Self {
        let later = source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self(core::iter::once(0).chain(later).collect())
    }

    /// The line, from 1, of a byte.
    pub fn of(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte).max(1)
    }
}

/// A file as far as it could be read, and whether its structure is trustworthy in spite of the problems.
pub struct Read<'s> {
    pub table: DeTable<'s>,
    pub problems: Vec<Problem>,
    pub whole: bool,
}

pub fn read<'s>(source: &'s str, lines: &Lines) -> Read<'s> {
    let (table, errors) = DeTable::parse_recoverable(source);
    let table = table.into_inner();
    let whole = errors.iter().all(|error| cause(error) != Cause::Broken);
    let mut problems: Vec<Problem> = errors.iter().map(|error| problem(error, source, &table, lines)).collect();
    problems.sort_by_key(|problem| problem.line);
    // One slip makes a parser stumble several times on the same line.
    problems.dedup_by_key(|problem| problem.line);
    Read { table, problems, whole }
}

#[derive(PartialEq, Eq)]
enum Cause {
    /// A day or time that does not exist.
    When,
    Duplicate,
    Broken,
}

fn cause(error: &Error) -> Cause {
    let message = error.message();
    if message.starts_with("invalid date") || message.starts_with("invalid time") {
        Cause::When
    } else if message.starts_with("duplicate key") {
        Cause::Duplicate
    } else {
        Cause::Broken
    }
}

fn problem(error: &Error, source: &str, table: &DeTable<'_>, lines: &Lines) -> Problem {
    let span = error.span().unwrap_or_default();
    let line = lines.of(span.start);
    let places = Places::of(table);
    let (key, message, remedy) = match cause(error) {
        Cause::When => {
            let why = error.message().split_once("expected ").map_or("", |(_, rest)| rest);
            let message = format!("there is no such day or time: expected {why}");
            (places.on(line, span.start, lines), message, "write a day that exists, such as 2026-02-28")
        }
        Cause::Duplicate => {
            let name = source.get(span.clone()).unwrap_or_default();
            (places.beside(span.start, name), "stands here a second time".to_owned(), "keep one of the two")
        }
        Cause::Broken => {
            let message = format!("is not TOML: {}", error.message());
            (places.on(line, span.start, lines), message, "mend this line; the rest is judged once it reads")
        }
    };
    Problem { line, key: key.unwrap_or_default(), message, remedy: remedy.to_owned() }
}

/// Every key of a file by the byte where its name begins.
struct Places(BTreeMap<usize, Place>);

struct Place {
    path: String,
    /// The path of the table that a key after it belongs to.
    table: String,
    /// Where that table ends: at its brace, or never as far as this key knows.
    until: usize,
}

impl Places {
    fn of(table: &DeTable<'_>) -> Self {
        let mut places = Self(BTreeMap::new());
        places.table(table, "", &(0..0));
        places
    }

    fn table(&mut self, table: &DeTable<'_>, path: &str, span: &Range<usize>) {
        for (name, value) in table {
            let inner = join(path, name.get_ref());
            // A header in brackets opens its table for what follows; a table in braces is closed again.
            let header = value.get_ref().is_table() && value.span().start <= name.span().start;
            let table = if header { inner.clone() } else { path.to_owned() };
            let start = name.span().start;
            let until = if span.contains(&start) { span.end } else { usize::MAX };
            self.0.insert(start, Place { path: inner.clone(), table, until });
            self.value(value, &inner);
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, path: &str) {
        match value.get_ref() {
            DeValue::Table(table) => self.table(table, path, &value.span()),
            DeValue::Array(list) => {
                for (at, entry) in list.iter().enumerate() {
                    self.value(entry, &format!("{path}[{at}]"));
                }
            }
            _ => {}
        }
    }

    /// The last key before a byte, if it is on the same line.
    fn on(&self, line: usize, byte: usize, lines: &Lines) -> Option<String> {
        let (start, place) = self.0.range(..=byte).next_back()?;
        (lines.of(*start) == line).then(|| place.path.clone())
    }

    /// The path of `name`, which stands at a byte where nothing was read.
    fn beside(&self, byte: usize, name: &str) -> Option<String> {
        let (start, place) = self.0.range(..=byte).rev().find(|(_, place)| place.until > byte)?;
        Some(if *start == byte { place.path.clone() } else { join(&place.table, name) })
    }
}
