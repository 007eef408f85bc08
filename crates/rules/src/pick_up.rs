//! The code with which a redemption is collected: `8`, ten random digits, and a GS1 check digit.

use crate::number::{check_digit, is_checked};
use crate::typed;
use serde::Serialize;

/// Twelve digits. Member codes have twenty, so that staff type either into the same field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct PickUpCode(#[cfg_attr(feature = "schema", schemars(with = "crate::bounds::Typed<64>"))] String);

typed::as_json!(PickUpCode);

impl PickUpCode {
    /// From ten random digits; `None` for anything else.
    pub fn of(digits: &str) -> Option<Self> {
        let payload = format!("8{digits}");
        let check = (digits.len() == 10).then(|| check_digit(&payload)).flatten()?;
        Some(Self(format!("{payload}{check}")))
    }

    /// Reads what was scanned, typed or pasted.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = typed::ungrouped(text);
        (digits.len() == 12 && digits.starts_with('8') && is_checked(&digits)).then_some(Self(digits))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `8123 4567 8901` for reading aloud.
    pub fn grouped(&self) -> String {
        let groups: Vec<&str> = [0, 4, 8].into_iter().filter_map(|at| self.0.get(at..at + 4)).collect();
        groups.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_and_one_wrong_digit_is_noticed() {
        let code = PickUpCode::of("0123456789").unwrap();
        assert_eq!(PickUpCode::parse(&code.grouped()), Some(code.clone()));
        let mut wrong = code.as_str().to_owned();
        wrong.replace_range(3..4, "9");
        assert_eq!(PickUpCode::parse(&wrong), None);
        assert_eq!(PickUpCode::of("12345"), None);
        assert_eq!(PickUpCode::of("12345678é"), None);
    }
}
