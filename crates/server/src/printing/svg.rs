//! A sheet as SVG. Letters are outlines, so that it looks the same wherever it is opened; what they say is beside them for who does not see.

use super::fonts::Fonts;
use super::paper::{PAPER, Paint, Shape, Sheet, Step, boxes};
use maud::{Markup, html};
use std::fmt::Write as _;

pub fn svg(sheet: &Sheet, fonts: &Fonts, title: &str) -> String {
    let (width, height) = (PAPER.width, PAPER.height);
    let paper = path(&boxes([PAPER]));
    let shown: Markup = html! {
        svg xmlns="http://www.w3.org/2000/svg" width={ (width) "mm" } height={ (height) "mm" } viewBox={ "0 0 " (width) " " (height) } {
            title { (title) }
            path fill="#fff" d=(paper) {}
            @for shape in &sheet.shapes { (drawn(shape, fonts)) }
        }
    };
    shown.into_string()
}

fn drawn(shape: &Shape, fonts: &Fonts) -> Markup {
    match shape {
        Shape::Fill { outline, paint } => html! { path fill=(colour(*paint)) d=(path(outline)) {} },
        Shape::Text { line, left, baseline, size, paint } => {
            let mut at = *left;
            let mut steps = Vec::new();
            for glyph in &line.glyphs {
                let outline = fonts.get(glyph.font).map(|font| font.outline(glyph.id, at, *baseline, *size));
                steps.extend(outline.unwrap_or_default());
                at += glyph.advance * size;
            }
            html! { path role="img" aria-label=(line.text()) fill=(colour(*paint)) d=(path(&steps)) {} }
        }
    }
}

fn colour(paint: Paint) -> String {
    match paint {
        Paint::Black => "#000".to_owned(),
        Paint::White => "#fff".to_owned(),
        Paint::Colour([red, green, blue]) => format!("#{red:02x}{green:02x}{blue:02x}"),
    }
}

fn path(steps: &[Step]) -> String {
    let mut data = String::new();
    for step in steps {
        // Writing to a string does not fail.
        let _ = match step {
            Step::Move(x, y) => write!(data, "M{} {}", Short(*x), Short(*y)),
            Step::Line(x, y) => write!(data, "L{} {}", Short(*x), Short(*y)),
            Step::Curve(bends) => {
                data.push('C');
                bends.iter().try_for_each(|length| write!(data, "{} ", Short(*length)))
            }
            Step::Close => write!(data, "Z"),
        };
    }
    data
}

/// To a thousandth of a millimetre, without the zeros at its end.
struct Short(f32);

impl std::fmt::Display for Short {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = format!("{:.3}", self.0);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}
