//! GS1 check digits and the 13-digit card number. Owns the format; who gets which serial is the server's.

use crate::typed;
use core::fmt;
use serde::Serialize;

/// The GS1 check digit of `payload` (without it): weights …3,1,3 from the right. `None` unless all are digits.
pub fn check_digit(payload: &str) -> Option<u8> {
    let mut sum = 0_u32;
    for (position, byte) in payload.bytes().rev().enumerate() {
        let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'))?;
        sum += if position % 2 == 0 { 3 * digit } else { digit };
    }
    u8::try_from((10 - sum % 10) % 10).ok()
}

/// Whether the last digit of `text` is the GS1 check digit of those before it.
pub fn is_checked(text: &str) -> bool {
    let Some((payload, last)) = text.len().checked_sub(1).and_then(|at| text.split_at_checked(at)) else {
        return false;
    };
    !payload.is_empty() && check_digit(payload).is_some_and(|digit| last.as_bytes() == [b'0' + digit])
}

/// A card number: brand(3) tier at issue(1) region(2) serial(6) check digit(1, EAN-13).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct CardNumber(#[cfg_attr(feature = "schema", schemars(with = "crate::bounds::Typed<64>"))] String);

typed::as_json!(CardNumber);

impl CardNumber {
    /// How many serials a brand, tier and region have.
    pub const SERIALS: u32 = 1_000_000;

    /// Puts a number together. `None` when a part does not fit its digits.
    ///
    /// `brand` is three digits, `tier` 1–9 (the step at issue, lowest first), `region` two digits. Consecutive `count`s
    /// give serials far apart, so that a number tells nobody how many members there are.
    pub fn issue(brand: &str, tier: u8, region: &str, count: u32) -> Option<Self> {
        let digits = |text: &str, length| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(brand, 3) || !(1..=9).contains(&tier) || !digits(region, 2) || count >= Self::SERIALS {
            return None;
        }
        // 618 033 shares no factor with 10⁶, so this is a permutation of the serials.
        let serial = (u64::from(count) * 618_033 + 314_159) % u64::from(Self::SERIALS);
        let payload = format!("{brand}{tier}{region}{serial:06}");
        check_digit(&payload).map(|digit| Self(format!("{payload}{digit}")))
    }

    /// Reads 13 digits, as people type and paste them, whose check digit is right.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = typed::ungrouped(text);
        (digits.len() == 13 && is_checked(&digits)).then_some(Self(digits))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `690 1 01 234567 8` for reading aloud.
    pub fn grouped(&self) -> String {
        let parts = [(0, 3), (3, 4), (4, 6), (6, 12), (12, 13)];
        parts.map(|(from, to)| self.0.get(from..to).unwrap_or_default()).join(" ")
    }
}

impl fmt::Display for CardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_known_gs1_numbers_are_judged_rightly() {
        let valid = [
            "02345673",
            "416000336108",
            "1234567890128",
            "12345678901231",
            "123456789012345675",
            "6901234567892",
            "4006381333931",
        ];
        assert!(valid.iter().all(|text| is_checked(text)));
        for wrong in ["12345673", "416000336109", "1234567890129", "12345678901232", "", "0", "69012345678９2"] {
            assert!(!is_checked(wrong), "{wrong}");
        }
    }

    #[test]
    fn every_serial_of_a_region_is_issued_once() {
        let numbers: BTreeSet<_> =
            (0..CardNumber::SERIALS).filter_map(|n| CardNumber::issue("690", 1, "01", n)).collect();
        assert_eq!(numbers.len(), CardNumber::SERIALS as usize);
        assert_eq!(CardNumber::issue("690", 1, "01", CardNumber::SERIALS), None);
    }

    #[test]
    fn a_card_number_reads_back_and_a_wrong_digit_does_not() {
        let number = CardNumber::issue("690", 2, "07", 41).unwrap();
        assert_eq!(CardNumber::parse(&number.grouped()), Some(number.clone()));
        let mut wrong = number.as_str().to_owned();
        wrong.replace_range(5..6, if wrong.as_bytes()[5] == b'9' { "8" } else { "9" });
        assert_eq!(CardNumber::parse(&wrong), None);
    }
}
