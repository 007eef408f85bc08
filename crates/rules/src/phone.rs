//! Mobile numbers. Owns their normal form; whether one is reachable is for the one-time code to show.

use crate::typed;
use core::fmt;
use serde::Serialize;

/// A mainland mobile number in its normal form: 11 digits, `1[3-9]…`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Phone(#[cfg_attr(feature = "schema", schemars(with = "crate::bounds::Typed<64>"))] String);

typed::as_json!(Phone);

impl Phone {
    /// Reads what people type and paste: see [`typed`]; `+86`, `0086` and `86` before it are fine, in brackets or not.
    pub fn parse(text: &str) -> Option<Self> {
        let text = typed::ungrouped(text);
        let country = ["(+86)", "(86)", "+86", "0086", "86"].into_iter().find_map(|before| text.strip_prefix(before));
        let digits = country.unwrap_or(&text);
        let mobile = matches!(digits.as_bytes(), [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9);
        (mobile && digits.bytes().all(|b| b.is_ascii_digit())).then(|| Self(digits.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `138 •••• 5678`: enough to recognise one's own.
    pub fn masked(&self) -> String {
        format!("{} •••• {}", self.0.get(..3).unwrap_or_default(), self.0.get(7..).unwrap_or_default())
    }
}

/// Only the masked form: a number must not reach a log by accident.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_type_it() {
        for text in ["13812345678", "138 1234 5678", "+86 138-1234-5678"] {
            assert_eq!(Phone::parse(text).unwrap().as_str(), "13812345678");
        }
        for wrong in ["", "1381234567", "12812345678", "138123456789", "1381234567a", "+1 3812345678"] {
            assert_eq!(Phone::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn debug_output_hides_the_middle() {
        assert_eq!(format!("{:?}", Phone::parse("13812345678").unwrap()), "Phone(138 •••• 5678)");
    }
}
