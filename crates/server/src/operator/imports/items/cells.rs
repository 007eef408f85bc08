//! The cells of a line of a file of items, and how each kind of value is written in one.

use super::Wrong;
use shuke_rules::{Day, Fen, typed};
use std::collections::BTreeMap;

/// The cells of a line.
pub struct Cells<'a> {
    pub line: i64,
    pub fields: &'a [String],
    pub places: &'a BTreeMap<&'static str, usize>,
    pub wrong: &'a mut Vec<Wrong>,
}

impl Cells<'_> {
    pub fn wrong(&mut self, column: &str, what: &str) {
        self.wrong.push(Wrong { line: self.line, column: column.to_owned(), what: what.to_owned() });
    }

    pub fn cell(&self, column: &str) -> &str {
        self.places.get(column).and_then(|at| self.fields.get(*at)).map(|cell| cell.trim()).unwrap_or_default()
    }

    /// `None` for an empty cell, and for a wrong one.
    pub fn whole(&mut self, column: &str, least: i64, most: i64) -> Option<i64> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        let digits = cell.bytes().all(|byte| byte.is_ascii_digit());
        let number = cell.parse().ok().filter(|number| digits && (least..=most).contains(number));
        if number.is_none() {
            let what = format!("`{cell}` is no whole number from {least} to {most}; write one");
            self.wrong(column, &what);
        }
        number
    }

    pub fn yuan(&mut self) -> Fen {
        let cell = self.cell("yuan");
        let fen = if cell.is_empty() { Some(Fen::ZERO) } else { typed::yuan(cell) };
        if let Some(fen) = fen.filter(|fen| (0..=100_000_000).contains(&fen.0)) {
            return fen;
        }
        let what = format!("`{cell}` is no amount in yuan; write it as 12 or 12.50, or leave it empty");
        self.wrong("yuan", &what);
        Fen::ZERO
    }

    pub fn months(&mut self) -> Vec<u32> {
        let cell = self.cell("months").to_owned();
        let mut months = Vec::new();
        for part in cell.split_whitespace() {
            match part.parse().ok().filter(|month| (1..=12).contains(month) && !months.contains(month)) {
                Some(month) => months.push(month),
                None => self.wrong(
                    "months",
                    &format!("`{part}` is no month, or stands twice; write some of 1 to 12, as in `5 6`"),
                ),
            }
        }
        months
    }

    pub fn day(&mut self, column: &str) -> Option<Day> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        let day = Day::parse(cell);
        if day.is_none() {
            let what = format!("`{cell}` is no day; write it as 2026-05-01, or leave it empty");
            self.wrong(column, &what);
        }
        day
    }

    pub fn yes(&mut self, column: &str) -> bool {
        match self.cell(column) {
            "yes" => true,
            "no" => false,
            other => {
                let what = format!("`{other}` is neither `yes` nor `no`; write one of them");
                self.wrong(column, &what);
                false
            }
        }
    }
}
