//! Cards with the code in the middle: the brand above it, what it is for between, what else is worth knowing below. The code takes the room
//! that the words leave.

use super::sticker::{name, sealed};
use crate::printing::fonts::Weight;
use crate::printing::paper::{Area, Card, Paint, Sheet, boxes, rounded};
use crate::printing::stack::{Align, Set, Stack};
use crate::printing::{Design, Language, NotPrintable, Piece, code};

/// The sizes below are for a card that is so wide.
const MEASURE: f32 = 100.0;
/// Of the width between the safe edges, what the code takes at most.
const CODE_AT_MOST: f32 = 0.8;

/// What is white in one manner and coloured in the other.
struct Manner {
    ground: Paint,
    ink: Paint,
    strong: Paint,
}

/// A white card with a band in the brand's colour.
pub fn on_white(sheet: &mut Sheet, design: &Design<'_>, card: &Card, piece: &Piece) -> Result<Area, NotPrintable> {
    let unit = card.area.width / MEASURE;
    let wide = card.area.inset(-card.bleed);
    let band = Area { height: card.bleed + 26.0 * unit, ..wide };
    sheet.fill(boxes([band]), design.accent());
    let manner = Manner { ground: Paint::White, ink: Paint::Black, strong: design.accent() };
    let header = Area { height: band.bottom() - card.safe.y, ..card.safe };
    draw(sheet, design, card, piece, &manner, header)
}

/// A card in the brand's colour; its code on white.
pub fn on_colour(sheet: &mut Sheet, design: &Design<'_>, card: &Card, piece: &Piece) -> Result<Area, NotPrintable> {
    let unit = card.area.width / MEASURE;
    sheet.fill(boxes([card.area.inset(-card.bleed)]), design.accent());
    let manner = Manner { ground: design.accent(), ink: Paint::White, strong: Paint::White };
    let header = Area { height: 16.0 * unit, ..card.safe };
    draw(sheet, design, card, piece, &manner, header)
}

fn draw(
    sheet: &mut Sheet,
    design: &Design<'_>,
    card: &Card,
    piece: &Piece,
    manner: &Manner,
    header: Area,
) -> Result<Area, NotPrintable> {
    let (safe, unit) = (card.safe, card.area.width / MEASURE);
    branded(sheet, design, header, unit)?;
    let set = |size: f32, weight, paint, lines| Set { size: size * unit, weight, paint, lines, gap: 1.6 * unit };
    let mut above = Stack::new(design, safe.width);
    above.add(&piece.title, set(6.4, Weight::Bold, manner.ink, 1))?;
    above.add(&piece.act, set(4.2, Weight::Bold, manner.strong, 1))?;
    let mut below = Stack::new(design, safe.width);
    for point in &piece.points {
        below.add(point, set(2.9, Weight::Regular, manner.ink, 1))?;
    }
    below.add(&piece.foot, set(2.5, Weight::Regular, manner.ink, 1))?;
    let top = header.bottom() + if manner.ground == Paint::White { 4.0 * unit } else { 2.0 * unit };
    let (first, last) = (top + above.height(), safe.bottom() - below.height());
    let room = last - first - 6.0 * unit;
    let side = room.min(safe.width * CODE_AT_MOST);
    let place = Area::new(safe.centre() - side / 2.0, first + (last - first - side) / 2.0, side, side);
    if manner.ground != Paint::White {
        sheet.fill(rounded(place.inset(-unit), 2.0 * unit), Paint::White);
    }
    code::draw(sheet, &piece.says, place)?;
    above.draw(sheet, Area { y: top, ..safe }, Align::Centre);
    below.draw(sheet, Area { y: last, ..safe }, Align::Centre);
    Ok(place)
}

/// Seal, name and line of the brand, white on its colour.
fn branded(sheet: &mut Sheet, design: &Design<'_>, header: Area, unit: f32) -> Result<(), NotPrintable> {
    let side = 11.0 * unit;
    let mark = Area::new(header.x, header.y + (header.height - side) / 2.0, side, side);
    sheet.fill(rounded(mark, side / 6.0), Paint::White);
    sealed(sheet, design, mark, design.accent())?;
    let left = mark.right() + 3.0 * unit;
    let beside = Area::new(left, mark.y, header.right() - left, side);
    let set = |size: f32, weight| Set { size: size * unit, weight, paint: Paint::White, lines: 1, gap: 0.4 * unit };
    if design.language == Language::Both {
        return name(sheet, design, beside, set(5.0, Weight::Bold));
    }
    let mut stack = Stack::new(design, beside.width);
    stack.add(&design.brand.name, set(4.8, Weight::Bold))?;
    stack.add(&design.brand.line, set(2.9, Weight::Regular))?;
    let top = beside.y + (beside.height - stack.height()) / 2.0;
    stack.draw(sheet, Area { y: top, ..beside }, Align::Left);
    Ok(())
}
