//! One font of a file: its names, what it has, its outlines.

use crate::printing::paper::Step;
use std::fmt;
use std::sync::Arc;
use ttf_parser::{Face, GlyphId, OutlineBuilder, Permissions, fonts_in_collection, name_id};

/// A font: OpenType, with outlines.
#[derive(Clone)]
pub struct Font {
    bytes: Arc<Vec<u8>>,
    /// Which one of a collection.
    index: u32,
    /// As people know it: `Noto Sans CJK SC Bold`.
    pub name: String,
    /// As a PDF knows it: `NotoSansCJKsc-Bold`.
    pub postscript: String,
    pub family: String,
    pub weight: u16,
    pub is_italic: bool,
}

impl fmt::Debug for Font {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Font").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Font {
    /// Every font in a file that can be drawn with.
    pub fn all(bytes: Vec<u8>) -> Vec<Self> {
        let bytes = Arc::new(bytes);
        (0..fonts_in_collection(&bytes).unwrap_or(1)).filter_map(|index| Self::read(&bytes, index)).collect()
    }

    fn read(bytes: &Arc<Vec<u8>>, index: u32) -> Option<Self> {
        let face = Face::parse(bytes, index).ok()?;
        (face.tables().cff.is_some() || face.tables().glyf.is_some()).then_some(())?;
        let named =
            |id: u16| face.names().into_iter().filter(|name| name.name_id == id).find_map(|name| name.to_string());
        let family = named(name_id::TYPOGRAPHIC_FAMILY).or_else(|| named(name_id::FAMILY))?;
        let plain = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
        Some(Self {
            bytes: Arc::clone(bytes),
            index,
            name: named(name_id::FULL_NAME).unwrap_or_else(|| family.clone()),
            postscript: named(name_id::POST_SCRIPT_NAME).unwrap_or_default().chars().filter(plain).collect(),
            family,
            weight: face.weight().to_number(),
            is_italic: face.is_italic(),
        })
    }

    pub fn face(&self) -> Option<Face<'_>> {
        Face::parse(&self.bytes, self.index).ok()
    }

    /// The file and which one of it.
    pub fn file(&self) -> (&[u8], u32) {
        (&self.bytes, self.index)
    }

    /// Whether its maker lets a part of it travel in a document.
    pub fn may_be_embedded(&self) -> bool {
        self.face().is_some_and(|face| {
            let is_restricted = face.permissions() == Some(Permissions::Restricted);
            face.tables().os2.is_none() || !is_restricted && face.is_subsetting_allowed()
        })
    }

    pub fn has_all(&self, text: &str) -> bool {
        self.face().is_some_and(|face| text.chars().all(|character| face.glyph_index(character).is_some()))
    }

    /// The number of a character's glyph, and how wide it is, in parts of its size.
    pub fn glyph(&self, character: char) -> Option<(u16, f32)> {
        let face = self.face()?;
        let id = face.glyph_index(character)?;
        let advance = face.glyph_hor_advance(id)?;
        Some((id.0, f32::from(advance) / f32::from(face.units_per_em())))
    }

    /// The outline of a glyph that stands at `left` on the `baseline`.
    pub fn outline(&self, id: u16, left: f32, baseline: f32, size: f32) -> Vec<Step> {
        let Some(face) = self.face() else { return Vec::new() };
        let scale = size / f32::from(face.units_per_em());
        let mut pen = Pen { steps: Vec::new(), at: (0.0, 0.0), left, baseline, scale };
        face.outline_glyph(GlyphId(id), &mut pen);
        pen.steps
    }
}

/// Writes down what a font draws: its units upwards become millimetres downwards.
struct Pen {
    steps: Vec<Step>,
    /// In the font's units.
    at: (f32, f32),
    left: f32,
    baseline: f32,
    scale: f32,
}

impl Pen {
    fn place(&self, (x, y): (f32, f32)) -> (f32, f32) {
        (self.left + x * self.scale, self.baseline - y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = (x, y);
        let (x, y) = self.place(self.at);
        self.steps.push(Step::Move(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.at = (x, y);
        let (x, y) = self.place(self.at);
        self.steps.push(Step::Line(x, y));
    }

    /// One point that bends is two, each two thirds of the way to it.
    fn quad_to(&mut self, bend_x: f32, bend_y: f32, x: f32, y: f32) {
        let towards = |from: f32, bend: f32| from + (bend - from) * 2.0 / 3.0;
        let first = (towards(self.at.0, bend_x), towards(self.at.1, bend_y));
        let second = (towards(x, bend_x), towards(y, bend_y));
        self.curve_to(first.0, first.1, second.0, second.1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.at = (x, y);
        let (first, second, end) = (self.place((x1, y1)), self.place((x2, y2)), self.place(self.at));
        self.steps.push(Step::Curve([first.0, first.1, second.0, second.1, end.0, end.1]));
    }

    fn close(&mut self) {
        self.steps.push(Step::Close);
    }
}
