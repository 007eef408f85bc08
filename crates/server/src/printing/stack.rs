//! Texts below each other, of which it is known how high they are before they stand anywhere.

use super::fonts::{Fonts, Weight};
use super::lines::{Block, Missing, Room, fitted};
use super::paper::{Area, Paint, Shape, Sheet};
use super::{Design, Language};
use shuke_rules::policy::Text;

/// From one line to the next, in parts of the size.
const LEADING: f32 = 1.32;
/// Of the square of a character, what is above the baseline.
const ABOVE: f32 = 0.88;
/// English below Chinese is so much smaller.
const SECOND: f32 = 0.72;
/// Smaller type is not read: five points.
pub const LEAST: f32 = 1.77;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Centre,
}

/// How a text is set: its largest size, how heavy, in which colour, how many lines, and how far below what is above it.
#[derive(Clone, Copy, Debug)]
pub struct Set {
    pub size: f32,
    pub weight: Weight,
    pub paint: Paint,
    pub lines: usize,
    pub gap: f32,
}

/// Texts of one width.
#[derive(Debug)]
pub struct Stack<'a> {
    fonts: &'a Fonts,
    language: Language,
    width: f32,
    blocks: Vec<(Block, Paint, f32)>,
}

impl<'a> Stack<'a> {
    pub fn new(design: &Design<'a>, width: f32) -> Self {
        Self { fonts: design.fonts, language: design.language, width, blocks: Vec::new() }
    }

    /// Adds a text in the language of the sheet; an empty one takes no room.
    pub fn add(&mut self, text: &Text, set: Set) -> Result<(), Missing> {
        let (first, second) = self.language.of(text);
        self.add_line(first, set)?;
        let below = Set { size: set.size * SECOND, gap: set.size * 0.1, ..set };
        second.map_or(Ok(()), |second| self.add_line(second, below))
    }

    fn add_line(&mut self, text: &str, set: Set) -> Result<(), Missing> {
        if text.is_empty() {
            return Ok(());
        }
        let room = Room { width: self.width, lines: set.lines, size: set.size.max(LEAST), least: LEAST };
        // Half its size at least where it may be large: a name that is long becomes smaller before it is cut.
        let room = Room { least: (room.size / 2.0).max(LEAST), ..room };
        let gap = if self.blocks.is_empty() { 0.0 } else { set.gap };
        self.blocks.push((fitted(self.fonts, text, set.weight, room)?, set.paint, gap));
        Ok(())
    }

    pub fn height(&self) -> f32 {
        self.blocks.iter().map(|(block, _, gap)| gap + height(block)).sum()
    }

    /// Draws them from the top of an area that is as wide as they are.
    pub fn draw(self, sheet: &mut Sheet, area: Area, align: Align) {
        let mut top = area.y;
        for (block, paint, gap) in self.blocks {
            top += gap;
            let size = block.size;
            for line in block.lines {
                let aside = if align == Align::Centre { (area.width - line.width() * size) / 2.0 } else { 0.0 };
                let baseline = top + size * ((LEADING - 1.0) / 2.0 + ABOVE);
                sheet.shapes.push(Shape::Text { line, left: area.x + aside, baseline, size, paint });
                top += size * LEADING;
            }
        }
    }
}

fn height(block: &Block) -> f32 {
    let lines = u16::try_from(block.lines.len()).unwrap_or(u16::MAX);
    f32::from(lines) * block.size * LEADING
}
