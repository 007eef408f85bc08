//! Sheets of paper with codes on them: stickers, a card for the counter, a card that goes into a parcel. Owns what stands where and how
//! large, the words on paper, and the two ways in which a sheet is written down, SVG and PDF.
//!
//! Reads no file and knows no data: policy, fonts and what the codes say are given. Lengths are millimetres, from the upper left corner of
//! the paper; the size of a text is that of its square. At every time: what is read lies in the safe area of its card, a code keeps four
//! modules of white around it, and both ways to write show the same shapes.

mod code;
pub mod fonts;
mod layouts;
mod lines;
mod paper;
mod pdf;
mod pieces;
mod stack;
mod svg;
#[cfg(test)]
mod tests;

pub use layouts::{Layout, sheets};
pub use lines::Missing;
pub use paper::{Area, Card, PAPER, Sheet};
pub use pdf::pdf;
pub use pieces::{Coded, Piece, friend, in_parcel, of_item, of_store, to_path};
pub use svg::svg;

use fonts::Fonts;
use shuke_face::{channels, seal};
use shuke_rules::policy::{Brand, Look, Text};

/// What the words on paper speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Zh,
    En,
    /// Chinese, and English below it.
    Both,
}

impl Language {
    /// The words of a text: what stands first, and what is repeated below it.
    fn of(self, text: &Text) -> (&str, Option<&str>) {
        let are_two = !text.zh.is_empty() && !text.en.is_empty() && text.zh != text.en;
        match self {
            Self::Both if are_two => (&text.zh, Some(&text.en)),
            Self::En if !text.en.is_empty() => (&text.en, None),
            _ if text.zh.is_empty() => (&text.en, None),
            _ => (&text.zh, None),
        }
    }
}

/// Whose sheets these are, in which language and type.
#[derive(Clone, Copy, Debug)]
pub struct Design<'a> {
    pub brand: &'a Brand,
    pub fonts: &'a Fonts,
    pub language: Language,
}

impl Design<'_> {
    fn seal(&self) -> String {
        seal(self.brand)
    }

    /// The colour that the policy sets for light grounds; what is white is legible on it.
    fn accent(&self) -> paper::Paint {
        let channels = channels(&self.brand.look.accent).or_else(|| channels(&Look::default().accent));
        paper::Paint::Colour(channels.unwrap_or_default().map(|channel| u8::try_from(channel).unwrap_or_default()))
    }
}

/// Why something cannot be put on paper.
#[derive(Clone, Debug, PartialEq)]
pub enum NotPrintable {
    Missing(Missing),
    /// The modules of the code would be smaller than phones read.
    TooFine {
        says: String,
        module: f32,
    },
    /// No code holds as much.
    TooLong(String),
    /// A font that cannot be put into a PDF: its name and why.
    Font {
        name: String,
        why: String,
    },
}

impl From<Missing> for NotPrintable {
    fn from(missing: Missing) -> Self {
        Self::Missing(missing)
    }
}
