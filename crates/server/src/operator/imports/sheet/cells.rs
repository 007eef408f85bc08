//! The cells of a line of a file, and how each kind of value is written in one.

use super::Wrong;
use crate::fields::length;
use crate::pictures::Picture;
use shuke_rules::policy::Text;
use shuke_rules::{Day, Fen, typed};
use std::collections::BTreeMap;

/// The cells of a line.
pub struct Cells<'a> {
    pub line: i64,
    pub fields: &'a [String],
    pub places: &'a BTreeMap<String, usize>,
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

    /// `None` for an empty cell, and for a wrong one.
    pub fn yuan(&mut self, column: &str) -> Option<Fen> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        let fen = typed::yuan(cell).filter(|fen| (0..=100_000_000).contains(&fen.0));
        if fen.is_none() {
            let what = format!("`{cell}` is no amount in yuan; write it as 12 or 12.50, or leave it empty");
            self.wrong(column, &what);
        }
        fen
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

    /// A text in both languages; both or neither.
    pub fn text(&mut self, [zh, en]: [&str; 2], least: usize, most: usize) -> Text {
        let text = Text { zh: self.cell(zh).to_owned(), en: self.cell(en).to_owned() };
        for (column, text, other) in [(zh, &text.zh, &text.en), (en, &text.en, &text.zh)] {
            let length = length(text);
            if length < least || (length == 0 && !other.is_empty()) {
                self.wrong(column, "is empty; write it in both languages");
            }
            if length > most {
                self.wrong(column, &format!("has {length} characters; write {most} at most"));
            }
            if text.chars().any(|c| typed::is_hidden(c) && c != '\n') {
                self.wrong(column, "holds characters that cannot be seen; type it anew");
            }
            if text.starts_with(['=', '+', '-', '@']) {
                self.wrong(
                    column,
                    "begins like a formula (= + - @), which a spreadsheet would compute; begin otherwise",
                );
            }
        }
        text
    }

    /// A plain path below the file's own directory.
    pub fn picture(&mut self, read: &impl Fn(&str) -> Result<Vec<u8>, String>) -> Option<Picture> {
        let name = self.cell("picture").to_owned();
        if name.is_empty() {
            return None;
        }
        let plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0']);
        let picture = if name.split('/').all(plain) {
            read(&name).and_then(|bytes| Picture::of(&name, bytes))
        } else {
            Err("is no path to a file beside this one; put the picture there".to_owned())
        };
        match picture {
            Ok(picture) => Some(picture),
            Err(what) => {
                self.wrong("picture", &format!("{name}: {what}"));
                None
            }
        }
    }
}
