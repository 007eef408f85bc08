//! A member's poster: a picture with their link as a code, to be shown to friends. Owns where everything of it stands, as a list of
//! commands; who carries them out, and measures letters, is given.
//!
//! A line lies within its area whatever the name is. No line begins with what closes or ends with what opens, no word and no figure is
//! broken that fits a line at all, and what one sees as one letter stays one.

mod code;
mod layouts;
mod palette;
mod setting;
mod words;

#[cfg(test)]
mod tests;

pub use palette::{Palette, Tone};

use crate::words::Texts;
use shuke_rules::policy::Brand;

/// Of the picture, in points.
pub const WIDTH: i32 = 1080;
pub const HEIGHT: i32 = 1440;
/// Side of a member's own picture as it is drawn: more would make the file heavy, and is not seen.
pub const PICTURE: i32 = 300;

/// How a poster is composed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// The brand's picture above, who invites and the code below.
    Scene,
    /// Who invites, in the middle.
    Portrait,
    /// A sheet in the brand's colour, with a drawing.
    Letter,
}

impl Layout {
    pub const ALL: [Self; 3] = [Self::Scene, Self::Portrait, Self::Letter];

    /// As forms call it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Scene => "scene",
            Self::Portrait => "portrait",
            Self::Letter => "letter",
        }
    }

    /// The one that is called so; the first for anything else.
    pub fn named(id: &str) -> Self {
        Self::ALL.into_iter().find(|layout| layout.id() == id).unwrap_or(Self::Scene)
    }
}

/// What a poster is of.
#[derive(Clone, Copy)]
pub struct Poster<'a> {
    pub brand: &'a Brand,
    /// As friends read it; empty for none.
    pub name: &'a str,
    pub link: &'a str,
    /// The member chose a picture.
    pub has_picture: bool,
    pub layout: Layout,
    pub dark: bool,
    pub t: &'static Texts,
}

/// A part of the picture, in points from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
}

impl Area {
    pub const fn new(x: i32, y: i32, width: i32, height: i32) -> Self {
        Self { x, y, width, height }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Font {
    /// In points.
    pub size: i32,
    pub bold: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Middle,
}

/// A line of text. It begins at the left edge of its area, or lies in its middle; nothing of it is to be seen outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    pub area: Area,
    /// Where its letters stand, from the top of the picture.
    pub base: i32,
    pub font: Font,
    pub align: Align,
    pub tone: Tone,
}

/// A drawing of the brand's kit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Art {
    pub name: &'static str,
    /// Of the drawing as it is.
    pub width: i32,
    pub height: i32,
}

/// One after the other, they make the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Fill(Area, Tone),
    /// The circle within a square.
    Disc(Area, Tone),
    /// All of a drawing, in an area of its shape.
    Art(Art, Area),
    /// A drawing again and again, from the upper left corner of an area, cut at its edges.
    Tiles(Art, Area),
    /// The member's own picture, within the circle in a square.
    Picture(Area),
    Line(Line),
}

/// Measures letters, as whoever draws them will.
pub trait Measure {
    /// Of a line, in points.
    fn width(&self, text: &str, font: Font) -> f64;
    /// What one sees as one letter each, in order.
    fn letters(&self, text: &str) -> Vec<String>;
}

impl Poster<'_> {
    /// The picture; `None` for a link that no code takes.
    pub fn commands(&self, measure: &dyn Measure) -> Option<Vec<Command>> {
        let mut sheet = layouts::Sheet::new(measure);
        let drawn = match self.layout {
            Layout::Scene => layouts::scene(self, &mut sheet),
            Layout::Portrait => layouts::portrait(self, &mut sheet),
            Layout::Letter => layouts::letter(self, &mut sheet),
        };
        drawn.map(|()| sheet.into_commands())
    }

    /// The colours that its tones stand for.
    pub fn palette(&self) -> Palette {
        Palette::new(&self.brand.look, self.dark)
    }

    /// What stands for who invites where there is no picture: the first letters of their name, or the brand's own.
    fn initials(&self, measure: &dyn Measure) -> String {
        let name = words::plain(self.name);
        let first = |word: &str| measure.letters(word).into_iter().next().unwrap_or_default();
        let is_latin = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
        let words = name.split(' ').filter(|word| word.starts_with(char::is_alphabetic));
        match (name.is_empty(), is_latin) {
            (true, _) => crate::seal(self.brand),
            (false, true) => words.take(2).map(first).collect::<String>().to_uppercase(),
            (false, false) => first(&name),
        }
    }
}
