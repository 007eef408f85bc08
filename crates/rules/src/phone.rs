//! Mobile numbers. Owns their normal form; whether one is reachable is for the one-time code to show.

use core::fmt;
use serde::{Deserialize, Serialize};
use shuke_json::{FromJson, Json};

/// A mainland mobile number in its normal form: 11 digits, `1[3-9]…`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Phone(String);

impl Phone {
    /// Reads what people type: spaces, hyphens and `+86` are fine.
    pub fn parse(text: &str) -> Option<Self> {
        let bare: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).collect();
        let digits = bare.strip_prefix("+86").unwrap_or(&bare);
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

impl FromJson for Phone {
    fn from_json(json: &Json) -> Option<Self> {
        Self::parse(json.text()?)
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
