//! Codes as modules: dark or not, row by row; bars are one row.

use qrcodegen::{QrCode, QrCodeEcc};
use shuke_face::shapes::bars::bars;

pub struct Symbol {
    pub rows: Vec<Vec<bool>>,
    /// White on every side, in modules.
    pub quiet: usize,
    /// Of the whole with its white, by its width.
    pub height: f64,
}

/// Half as wide again, all of it white.
pub fn with_more_white(symbol: &Symbol) -> Symbol {
    let columns = symbol.rows.first().map_or(0, Vec::len);
    let whole = (columns + 2 * symbol.quiet) * 3 / 2;
    Symbol { rows: symbol.rows.clone(), quiet: (whole - columns) / 2, height: symbol.height.max(1.0) }
}

pub fn qr(text: &str) -> Symbol {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
    let row = |y| (0..code.size()).map(|x| code.get_module(x, y)).collect();
    Symbol { rows: (0..code.size()).map(row).collect(), quiet: 4, height: 1.0 }
}

/// As the app draws it: `M10 0h2v10h-2z` is a bar of two modules at the tenth. Before the bars comes the paper.
pub fn code_128(digits: &str) -> Symbol {
    let drawn = bars(digits, "").into_string();
    let mut row = Vec::new();
    for bar in drawn.split('M').skip(2) {
        let (at, rest) = bar.split_once(" 0h").unwrap();
        let (from, width): (usize, usize) = (at.parse().unwrap(), rest.split('v').next().unwrap().parse().unwrap());
        row.resize(from - 10, false);
        row.resize(from - 10 + width, true);
    }
    Symbol { rows: vec![row], quiet: 10, height: 0.5 }
}

/// Of each digit, the widths of light, dark, light and dark (GS1 General Specifications, set A).
const WIDTHS: [[usize; 4]; 10] = [
    [3, 2, 1, 1],
    [2, 2, 2, 1],
    [2, 1, 2, 2],
    [1, 4, 1, 1],
    [1, 1, 3, 2],
    [1, 2, 3, 1],
    [1, 1, 1, 4],
    [1, 3, 1, 2],
    [1, 2, 1, 3],
    [3, 1, 1, 2],
];
/// Of the first digit, which of the next six are from set B.
const SET_B: [[bool; 6]; 10] = {
    const fn of(word: [u8; 6]) -> [bool; 6] {
        [word[0] == b'B', word[1] == b'B', word[2] == b'B', word[3] == b'B', word[4] == b'B', word[5] == b'B']
    }
    [
        of(*b"AAAAAA"),
        of(*b"AABABB"),
        of(*b"AABBAB"),
        of(*b"AABBBA"),
        of(*b"ABAABB"),
        of(*b"ABBAAB"),
        of(*b"ABBBAA"),
        of(*b"ABABAB"),
        of(*b"ABABBA"),
        of(*b"ABBABA"),
    ]
};

/// A UPC-A is one that begins with 0.
pub fn ean_13(digits: &str) -> Symbol {
    let digits = digits_of(digits);
    ean(&digits[1..7], SET_B[digits[0]], &digits[7..])
}

pub fn ean_8(digits: &str) -> Symbol {
    let digits = digits_of(digits);
    ean(&digits[..4], [false; 6], &digits[4..])
}

fn digits_of(digits: &str) -> Vec<usize> {
    digits.bytes().map(|digit| usize::from(digit - b'0')).collect()
}

fn ean(left: &[usize], set_b: [bool; 6], right: &[usize]) -> Symbol {
    let mut widths = vec![1, 1, 1];
    for (digit, is_b) in left.iter().zip(set_b) {
        let mut own = WIDTHS[*digit];
        if is_b {
            own.reverse();
        }
        widths.extend(own);
    }
    widths.extend([1; 5]);
    widths.extend(right.iter().flat_map(|digit| WIDTHS[*digit]));
    widths.extend([1, 1, 1]);
    let stripe = |(at, width): (usize, &usize)| vec![at % 2 == 0; *width];
    Symbol { rows: vec![widths.iter().enumerate().flat_map(stripe).collect()], quiet: 11, height: 0.6 }
}
