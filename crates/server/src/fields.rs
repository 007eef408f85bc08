//! Checking the fields of a request: all that is wrong is said at once.

use crate::Error;
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::Fen;

/// What is wrong with fields.
#[derive(Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    pub fn check(&mut self, right: bool, field: impl Into<String>, message: impl Into<String>) {
        if !right {
            self.0.push((field.into(), message.into()));
        }
    }

    pub fn amount(&mut self, amount: Fen, least: i64, field: impl Into<String>) {
        let right = (least..=Fen::MAX.0).contains(&amount.0);
        self.check(right, field, format!("must be from {least} to {} fen", Fen::MAX.0));
    }

    pub fn text(&mut self, text: &str, least: usize, most: usize, field: impl Into<String>) {
        let length = text.chars().count();
        let right = (least..=most).contains(&length) && !text.chars().any(char::is_control);
        self.check(right, field, format!("must have {least} to {most} characters, none of them control characters"));
    }

    /// A text that people typed, trimmed; nothing in it is hidden. `lines`: it may have several.
    pub fn words(&mut self, text: &str, least: usize, most: usize, lines: bool, field: &str) -> String {
        let text = text.trim();
        let length = text.chars().count();
        self.check((least..=most).contains(&length), field, format!("must have {least} to {most} characters"));
        let plain = !text.chars().any(|c| is_hidden(c) && !(lines && c == '\n'));
        self.check(plain, field, "holds characters that cannot be seen");
        text.to_owned()
    }

    pub fn done(self) -> Result<(), Error> {
        if self.0.is_empty() {
            return Ok(());
        }
        let problem = Problem::new(ErrorCode::InvalidFields, "Fields are wrong.");
        Err(self.0.into_iter().fold(problem, |problem, (field, message)| problem.field(field, message)).into())
    }
}

/// Control characters, and direction marks, which could turn the text around.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}
