//! Code 128 of digits: pairs in code set C, as scanners at tills read it. Owns the symbol; its size is the style's.

use crate::{Markup, html};
use core::fmt::Write as _;

/// Widths of bar, space, bar … of each value (ISO/IEC 15417, table 1); 105 starts set C.
const PATTERNS: [u32; 106] = [
    212_222, 222_122, 222_221, 121_223, 121_322, 131_222, 122_213, 122_312, 132_212, 221_213, 221_312, 231_212,
    112_232, 122_132, 122_231, 113_222, 123_122, 123_221, 223_211, 221_132, 221_231, 213_212, 223_112, 312_131,
    311_222, 321_122, 321_221, 312_212, 322_112, 322_211, 212_123, 212_321, 232_121, 111_323, 131_123, 131_321,
    112_313, 132_113, 132_311, 211_313, 231_113, 231_311, 112_133, 112_331, 132_131, 113_123, 113_321, 133_121,
    313_121, 211_331, 231_131, 213_113, 213_311, 213_131, 311_123, 311_321, 331_121, 312_113, 312_311, 332_111,
    314_111, 221_411, 431_111, 111_224, 111_422, 121_124, 121_421, 141_122, 141_221, 112_214, 112_412, 122_114,
    122_411, 142_112, 142_211, 241_211, 221_114, 413_111, 241_112, 134_111, 111_242, 121_142, 121_241, 114_212,
    124_112, 124_211, 411_212, 421_112, 421_211, 212_141, 214_121, 412_121, 111_143, 111_341, 131_141, 114_113,
    114_311, 411_113, 411_311, 113_141, 114_131, 311_141, 411_131, 211_412, 211_214, 211_232,
];
/// What the app carries of them: two bits for each width, less one; the last width lowest.
const PACKED: [u32; 106] = {
    let mut packed = [0; 106];
    let mut value = 0;
    while value < packed.len() {
        let (mut left, mut shift) = (PATTERNS[value], 0);
        while left > 0 {
            packed[value] |= (left % 10 - 1) << shift;
            left /= 10;
            shift += 2;
        }
        value += 1;
    }
    packed
};
const START_C: usize = 105;
const STOP: [u32; 7] = [2, 3, 3, 1, 1, 1, 2];
/// Modules of white on either side.
const QUIET: u32 = 10;

/// The values of the symbol with start and check; `None` unless `digits` is an even number of digits.
fn values(digits: &str) -> Option<Vec<usize>> {
    if digits.is_empty() || !digits.len().is_multiple_of(2) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let pairs = (0..digits.len()).step_by(2).map(|at| digits.get(at..at + 2)?.parse().ok());
    let mut values: Vec<usize> = core::iter::once(Some(START_C)).chain(pairs).collect::<Option<_>>()?;
    let weighted: usize = values.iter().enumerate().map(|(at, value)| at.max(1) * value).sum();
    values.push(weighted % 103);
    Some(values)
}

/// The bars as path data, 10 high, and the width of the symbol with its white.
fn path(digits: &str) -> Option<(String, u32)> {
    let mut widths = Vec::new();
    for value in values(digits)? {
        let packed = PACKED.get(value)?;
        widths.extend([10, 8, 6, 4, 2, 0].map(|shift| (packed >> shift & 3) + 1));
    }
    widths.extend(STOP);
    let (mut data, mut at) = (String::new(), QUIET);
    for (index, width) in widths.into_iter().enumerate() {
        if index % 2 == 0 {
            // Writing to a string does not fail.
            let _ = write!(data, "M{at} 0h{width}v10h-{width}z");
        }
        at += width;
    }
    Some((data, at + QUIET))
}

/// The symbol as SVG, on paper of its own as a QR code has it; without bars for what is no even number of digits.
pub fn bars(digits: &str, label: &str) -> Markup {
    let (data, width) = path(digits).unwrap_or_default();
    html! {
        svg.code-bars viewBox={ "0 0 " (width) " 10" } preserveAspectRatio="none" shape-rendering="crispEdges" role="img" aria-label=(label) {
            path fill="#fff" d={ "M0 0h" (width) "v10H0z" } {}
            path d=(data) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_eleven_modules_wide_and_different() {
        let mut seen = std::collections::BTreeSet::new();
        for pattern in PATTERNS {
            assert_eq!(pattern.to_string().bytes().map(|byte| u32::from(byte - b'0')).sum::<u32>(), 11, "{pattern}");
            assert!(seen.insert(pattern));
        }
    }

    #[test]
    fn packed_patterns_draw_as_the_standard_writes_them() {
        // Start C 211232, then 00 212222: six bars with the widths at odd places.
        let (data, _) = path("00").unwrap();
        assert!(data.starts_with("M10 0h2v10h-2zM13 0h1v10h-1zM16 0h3v10h-3zM21 0h2v10h-2zM24 0h2v10h-2z"), "{data}");
    }

    #[test]
    fn the_check_value_is_the_weighted_sum_modulo_103() {
        // 105 + 1·12 + 2·34 + 3·56 = 353 = 3·103 + 44
        assert_eq!(values("123456"), Some(vec![105, 12, 34, 56, 44]));
        assert_eq!(values("123"), None);
        assert_eq!(values("12a4"), None);
    }

    #[test]
    fn twenty_digits_take_145_modules_and_the_white_beside_them() {
        let (data, width) = path("88690123456780123456").unwrap();
        assert_eq!(width, (1 + 10 + 1) * 11 + 13 + 20);
        assert!(data.starts_with("M10 0h2v10h-2z"));
    }

    #[test]
    fn what_is_no_number_has_no_bars_and_says_nothing_as_markup() {
        let drawn = bars("\"><script>", "\"><script>").into_string();
        assert!(drawn.contains("d=\"\"") && drawn.contains("aria-label=\"&quot;&gt;&lt;script&gt;\""), "{drawn}");
    }
}
