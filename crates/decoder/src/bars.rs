//! Bar codes along lines through a picture, at six angles: some line crosses each, whichever way it lies.

use crate::line::{Line, stripes};
use crate::picture::Picture;
use rxing::common::BitArray;
use rxing::oned::{Code128Reader, MultiFormatUPCEANReader, OneDReader as _};
use rxing::{BarcodeFormat, DecodeHints};

/// Lines in each direction.
const LINES: i32 = 64;
/// How far the brightness must come back to count as a stripe, in turn on either side of the middle: little for what is blurred, much for
/// what is noisy. In hundredths of the line's range.
const BACK: [i32; 4] = [8, 8, 20, 20];
/// Fewer edges are no code.
const LEAST_EDGES: usize = 20;
/// So many lines must agree: the check digit of one alone is met by chance too often, and that of eight digits sooner.
const AGREED: usize = 3;
const AGREED_IF_SHORT: usize = 4;
const SHORT: usize = 8;

/// The text that several lines agree on.
pub fn read(picture: &Picture) -> Option<String> {
    let mut readers = Readers::new();
    let mut seen = Vec::<String>::new();
    for (line, back) in Line::through(picture, LINES).zip(BACK.into_iter().cycle()) {
        let Some(text) = readers.read(&picture.along(&line), back) else { continue };
        let needed = if text.len() <= SHORT { AGREED_IF_SHORT } else { AGREED };
        let agreed = 1 + seen.iter().filter(|other| **other == text).count();
        if agreed >= needed {
            return Some(text);
        }
        seen.push(text);
    }
    None
}

struct Readers {
    hints: DecodeHints,
    goods: MultiFormatUPCEANReader,
}

impl Readers {
    fn new() -> Self {
        let formats = [BarcodeFormat::EAN_13, BarcodeFormat::EAN_8, BarcodeFormat::UPC_A];
        let hints = DecodeHints { PossibleFormats: Some(formats.into()), ..DecodeHints::default() };
        Self { goods: MultiFormatUPCEANReader::new(&hints), hints }
    }

    /// What stands along a line: in either direction, dark on light or light on dark.
    fn read(&mut self, line: &[u8], back: i32) -> Option<String> {
        let edges = stripes(line, back);
        if edges.len() < LEAST_EDGES {
            return None;
        }
        [edges.as_slice(), edges.get(1..)?].into_iter().find_map(|edges| {
            let mut bits = bits(edges)?;
            self.decode(&bits).or_else(|| {
                bits.reverse();
                self.decode(&bits)
            })
        })
    }

    fn decode(&mut self, bits: &BitArray) -> Option<String> {
        let goods = self.goods.decode_row(0, bits, &self.hints).ok();
        let found = goods.or_else(|| Code128Reader.decode_row(0, bits, &self.hints).ok())?;
        Some(found.getText().to_owned())
    }
}

/// Every other stripe is set, from the first edge on; some white stands on either side.
fn bits(edges: &[usize]) -> Option<BitArray> {
    let white = edges.last()? / 10;
    let mut bits = BitArray::with_size(edges.last()? + 2 * white);
    for stripe in edges.chunks_exact(2) {
        let [from, to] = *stripe else { continue };
        (from..to).for_each(|bit| bits.set(bit + white));
    }
    Some(bits)
}
