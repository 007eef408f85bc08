//! A sticker: the code on the left, on its right whose it is, what it is of and what scanning it does. Everything grows with the code.

use crate::printing::fonts::Weight;
use crate::printing::paper::{Area, Card, Paint, Sheet, rounded};
use crate::printing::stack::{Align, Set, Stack};
use crate::printing::{Design, Language, NotPrintable, Piece, code};
use shuke_rules::policy::Text;

/// Of the width, what the code takes at most.
const CODE_AT_MOST: f32 = 0.46;
/// The side of a code that the sizes below are for.
const MEASURE: f32 = 24.0;

/// Draws it; gives where its code is.
pub fn draw(sheet: &mut Sheet, design: &Design<'_>, card: &Card, piece: &Piece) -> Result<Area, NotPrintable> {
    let safe = card.safe;
    let side = safe.height.min(card.area.width * CODE_AT_MOST);
    let top = safe.y + (safe.height - side) / 2.0;
    let place = Area::new(safe.x, top, side, side);
    code::draw(sheet, &piece.says, place)?;
    let unit = side / MEASURE;
    let left = place.right() + unit;
    let column = Area::new(left, safe.y, safe.right() - left, safe.height);
    words(sheet, design, piece, column, unit)?;
    Ok(place)
}

fn words(sheet: &mut Sheet, design: &Design<'_>, piece: &Piece, column: Area, unit: f32) -> Result<(), NotPrintable> {
    let side = 4.4 * unit;
    let mut stack = said(design, piece, column.width, unit, 2)?;
    if side + unit + stack.height() > column.height {
        stack = said(design, piece, column.width, unit, 1)?;
    }
    let top = column.y + (column.height - side - unit - stack.height()).max(0.0) / 2.0;
    let mark = Area::new(column.x, top, side, side);
    sheet.fill(rounded(mark, side / 6.0), design.accent());
    sealed(sheet, design, mark, Paint::White)?;
    let beside = Area::new(mark.right() + unit, top, column.width - side - unit, side);
    let set = Set { size: 2.6 * unit, weight: Weight::Bold, paint: design.accent(), lines: 1, gap: 0.0 };
    name(sheet, design, beside, set)?;
    stack.draw(sheet, Area { y: mark.bottom() + unit, ..column }, Align::Left);
    Ok(())
}

/// Each text in so many lines at most. In two languages there is no room for what stands below.
fn said<'a>(
    design: &Design<'a>,
    piece: &Piece,
    width: f32,
    unit: f32,
    lines: usize,
) -> Result<Stack<'a>, NotPrintable> {
    let is_both = design.language == Language::Both;
    let set = |size: f32, weight, lines| Set { size: size * unit, weight, paint: Paint::Black, lines, gap: 0.7 * unit };
    let mut stack = Stack::new(design, width);
    stack.add(&piece.title, set(3.2, Weight::Bold, if is_both { 1 } else { lines }))?;
    stack.add(&piece.act, set(2.1, Weight::Regular, lines))?;
    if !is_both {
        stack.add(&piece.foot, set(1.8, Weight::Regular, 1))?;
    }
    Ok(stack)
}

/// The one or two characters of the brand, in the middle of its seal.
pub fn sealed(sheet: &mut Sheet, design: &Design<'_>, mark: Area, paint: Paint) -> Result<(), NotPrintable> {
    let inner = mark.inset(mark.width * 0.08);
    let seal = design.seal();
    let mut stack = Stack::new(design, inner.width);
    let size = if seal.chars().count() > 1 { 0.4 } else { 0.66 };
    let set = Set { size: mark.width * size, weight: Weight::Bold, paint, lines: 1, gap: 0.0 };
    stack.add(&Text { zh: seal.clone(), en: seal }, set)?;
    let top = inner.y + (inner.height - stack.height()) / 2.0;
    stack.draw(sheet, Area { y: top, ..inner }, Align::Centre);
    Ok(())
}

/// The brand's name, beside its seal and as high.
pub fn name(sheet: &mut Sheet, design: &Design<'_>, area: Area, set: Set) -> Result<(), NotPrintable> {
    let mut stack = Stack::new(design, area.width);
    stack.add(&design.brand.name, set)?;
    let top = area.y + (area.height - stack.height()) / 2.0;
    stack.draw(sheet, Area { y: top, ..area }, Align::Left);
    Ok(())
}
