//! A QR code: error correction Q or, where it takes no more room, H, four modules of white around it, and no module smaller than phones read off paper.

use super::NotPrintable;
use super::paper::{Area, Paint, Sheet, boxes};
use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of white on each side.
const QUIET: u16 = 4;
/// The smallest module, in millimetres: an arm's length away, in a shop's light.
const LEAST: f32 = 0.4;

/// Draws the code that says `says` over all of a square area, its white included.
pub fn draw(sheet: &mut Sheet, says: &str, area: Area) -> Result<(), NotPrintable> {
    let code = QrCode::encode_text(says, QrCodeEcc::Quartile).map_err(|_| NotPrintable::TooLong(says.to_owned()))?;
    let modules = u16::try_from(code.size()).unwrap_or(u16::MAX);
    let module = area.width / f32::from(modules + 2 * QUIET);
    if module < LEAST {
        return Err(NotPrintable::TooFine { says: says.to_owned(), module });
    }
    let at = |count: u16| module * f32::from(count + QUIET);
    let dark = runs(&code, modules)
        .into_iter()
        .map(|[x, y, length]| Area::new(area.x + at(x), area.y + at(y), module * f32::from(length), module));
    sheet.fill(boxes([area]), Paint::White);
    sheet.fill(boxes(dark), Paint::Black);
    Ok(())
}

/// Dark modules beside each other in a row are one: column, row, how many.
fn runs(code: &QrCode, modules: u16) -> Vec<[u16; 3]> {
    let mut runs: Vec<[u16; 3]> = Vec::new();
    for y in 0..modules {
        for x in (0..modules).filter(|x| code.get_module(i32::from(*x), i32::from(y))) {
            match runs.last_mut() {
                Some([from, row, length]) if *row == y && *from + *length == x => *length += 1,
                _ => runs.push([x, y, 1]),
            }
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_fills_its_square_or_is_refused_where_its_modules_would_be_too_fine() {
        let draw = |says: &str, side: f32| draw(&mut Sheet::default(), says, Area::new(0.0, 0.0, side, side));
        let address = "https://card.example.com/s/wukang";
        // Version 4 and its white: 33 + 8 modules.
        assert!(draw(address, 41.0 * 0.401).is_ok());
        assert!(matches!(draw(address, 41.0 * 0.399), Err(NotPrintable::TooFine { .. })));
        assert!(matches!(draw(&"x".repeat(3000), 200.0), Err(NotPrintable::TooLong(_))));
    }

    #[test]
    fn modules_beside_each_other_are_one_and_none_is_lost() {
        let code = QrCode::encode_text("小满", QrCodeEcc::Quartile).unwrap();
        let size = u16::try_from(code.size()).unwrap();
        let dark = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let count = dark.filter(|(x, y)| code.get_module(*x, *y)).count();
        let runs = runs(&code, size);
        assert_eq!(runs.iter().map(|[_, _, length]| usize::from(*length)).sum::<usize>(), count);
        // The upper left finder pattern begins with seven in a row.
        assert_eq!(runs[0], [0, 0, 7]);
    }
}
