//! Checking the fields of a request: all that is wrong is said at once. Owns how words that people write are kept and counted.

use crate::Error;
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::{Fen, typed};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

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

    /// A text that people typed, as [`kept`]; nothing in it is hidden. `lines`: it may have several.
    pub fn words(&mut self, text: &str, least: usize, most: usize, lines: bool, field: &str) -> String {
        let text = kept(text);
        self.check((least..=most).contains(&length(&text)), field, format!("must have {least} to {most} characters"));
        self.check(text.is_empty() || typed::shows(&text), field, "has nothing that can be seen");
        let plain = !text.chars().any(|c| typed::is_hidden(c) && !(lines && c == '\n'));
        self.check(plain, field, "holds characters that cannot be seen");
        text
    }

    pub fn done(self) -> Result<(), Error> {
        if self.0.is_empty() {
            return Ok(());
        }
        let problem = Problem::new(ErrorCode::InvalidFields, "Fields are wrong.");
        Err(self.0.into_iter().fold(problem, |problem, (field, message)| problem.field(field, message)).into())
    }
}

/// A text as it is kept: composed (NFC), so that what looks the same is the same, without what is around it and cannot be seen, each line end
/// one character.
pub fn kept(text: &str) -> String {
    typed::trimmed(text).replace("\r\n", "\n").nfc().collect()
}

/// Characters as people count them: 👩‍👧 is one, and so is é, however it is written.
pub fn length(text: &str) -> usize {
    text.graphemes(true).count()
}

/// The first of them.
pub fn first_letter(text: &str) -> Option<&str> {
    text.graphemes(true).next()
}

/// Of a name the first letter and no more, not even how long it is; nothing of none.
pub fn masked(name: &str) -> String {
    first_letter(name.trim()).map_or(String::new(), |first| format!("{first}**"))
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn of_a_name_no_more_than_its_first_letter_is_seen() {
        for (name, seen) in [("王小明", "王**"), ("王", "王**"), (" Ann Lee", "A**"), ("", ""), ("  ", "")] {
            assert_eq!(masked(name), seen);
        }
    }
}
