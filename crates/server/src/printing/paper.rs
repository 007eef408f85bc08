//! A sheet of paper as shapes: areas, outlines, texts, and the cards that it is cut into.

use super::lines::Line;
use serde::Serialize;

/// A4, upright.
pub const PAPER: Area = Area { x: 0.0, y: 0.0, width: 210.0, height: 297.0 };

/// A rectangle, in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Area {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Area {
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }

    pub fn right(self) -> f32 {
        self.x + self.width
    }

    pub fn bottom(self) -> f32 {
        self.y + self.height
    }

    pub fn centre(self) -> f32 {
        self.x + self.width / 2.0
    }

    /// Smaller by so much on every side.
    pub fn inset(self, by: f32) -> Self {
        Self::new(self.x + by, self.y + by, self.width - 2.0 * by, self.height - 2.0 * by)
    }

    /// Whether all of the other lies in it, to a hundredth of a millimetre.
    pub fn holds(self, other: Self) -> bool {
        let most = self.inset(-0.01);
        other.x >= most.x && other.y >= most.y && other.right() <= most.right() && other.bottom() <= most.bottom()
    }
}

/// A step of an outline.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Move(f32, f32),
    Line(f32, f32),
    /// Two points that it bends towards, and where it ends.
    Curve([f32; 6]),
    Close,
}

/// Where the two points lie that bend a curve to a quarter of a circle.
const ROUND: f32 = 0.552_285;

/// The outline of rectangles.
pub fn boxes(areas: impl IntoIterator<Item = Area>) -> Vec<Step> {
    let around = |area: Area| {
        [
            Step::Move(area.x, area.y),
            Step::Line(area.right(), area.y),
            Step::Line(area.right(), area.bottom()),
            Step::Line(area.x, area.bottom()),
            Step::Close,
        ]
    };
    areas.into_iter().flat_map(around).collect()
}

/// The outline of a rectangle with round corners.
pub fn rounded(area: Area, radius: f32) -> Vec<Step> {
    let (left, top, right, bottom) = (area.x, area.y, area.right(), area.bottom());
    let bend = radius * (1.0 - ROUND);
    vec![
        Step::Move(left + radius, top),
        Step::Line(right - radius, top),
        Step::Curve([right - bend, top, right, top + bend, right, top + radius]),
        Step::Line(right, bottom - radius),
        Step::Curve([right, bottom - bend, right - bend, bottom, right - radius, bottom]),
        Step::Line(left + radius, bottom),
        Step::Curve([left + bend, bottom, left, bottom - bend, left, bottom - radius]),
        Step::Line(left, top + radius),
        Step::Curve([left, top + bend, left + bend, top, left + radius, top]),
        Step::Close,
    ]
}

/// What something is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// Of black ink alone, so that edges are sharp.
    Black,
    White,
    Colour([u8; 3]),
}

#[derive(Clone, Debug)]
pub enum Shape {
    Fill {
        outline: Vec<Step>,
        paint: Paint,
    },
    /// `left` and `baseline` are where its first glyph stands.
    Text {
        line: Line,
        left: f32,
        baseline: f32,
        size: f32,
        paint: Paint,
    },
}

/// What is cut out of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub area: Area,
    /// Colour that goes on beyond the cut.
    pub bleed: f32,
    /// Nothing that is read lies outside.
    pub safe: Area,
    /// The code with its white.
    pub code: Area,
    pub says: String,
}

#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub cards: Vec<Card>,
    pub shapes: Vec<Shape>,
}

impl Sheet {
    pub fn fill(&mut self, outline: Vec<Step>, paint: Paint) {
        self.shapes.push(Shape::Fill { outline, paint });
    }
}
