//! The code of one piece of goods (一物一码): sixteen letters and digits, the last of which checks the others. Owns its format; who
//! draws it and what is known of the piece is the server's.

use crate::typed;
use core::fmt;
use serde::Serialize;

/// Those of Crockford's base 32: no I, L, O and U, so that it can be read aloud and typed.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters that are drawn: 75 bits, which nobody guesses.
const DRAWN: usize = 15;

/// As it stands on the piece, without what sets its groups apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ItemCode(#[cfg_attr(feature = "schema", schemars(with = "crate::bounds::Typed<64>"))] String);

typed::as_json!(ItemCode);

/// Why letters are no code of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not sixteen of the letters and digits that such a code has.
    NotAnItemCode,
    /// One of them is wrong: misread or mistyped.
    Misread,
}

impl ItemCode {
    /// From bytes that were drawn at random.
    pub fn of(chance: [u8; 10]) -> Self {
        let bits = chance.iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let mut values = [0_u8; DRAWN];
        for (place, value) in values.iter_mut().enumerate() {
            *value = u8::try_from(bits >> (5 * place) & 31).unwrap_or_default();
        }
        let check = check(&values);
        Self(values.iter().chain([&check]).map(|value| letter(*value)).collect())
    }

    /// Reads what was scanned, typed or pasted.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let letters = typed::ungrouped(text).to_ascii_uppercase();
        let values: Option<Vec<u8>> = letters.chars().map(value).collect();
        let values = values.filter(|values| values.len() == DRAWN + 1).ok_or(Unreadable::NotAnItemCode)?;
        match values.split_last() {
            Some((last, drawn)) if check(drawn) == *last => {
                Ok(Self(values.iter().map(|value| letter(*value)).collect()))
            }
            _ => Err(Unreadable::Misread),
        }
    }

    /// The same where it does not matter why not.
    pub fn parse(text: &str) -> Option<Self> {
        Self::read(text).ok()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `4C0R-9H7K-…` for reading aloud.
    pub fn grouped(&self) -> String {
        let groups: Vec<&str> = [0, 4, 8, 12].into_iter().filter_map(|at| self.0.get(at..at + 4)).collect();
        groups.join("-")
    }
}

impl fmt::Display for ItemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn letter(value: u8) -> char {
    char::from(LETTERS.get(usize::from(value)).copied().unwrap_or(b'0'))
}

/// What a letter counts; those that look like digits are these digits.
fn value(letter: char) -> Option<u8> {
    let plain = match letter {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    LETTERS.iter().zip(0..).find(|(own, _)| char::from(**own) == plain).map(|(_, value)| value)
}

/// Luhn's check over 32 letters: one wrong letter is always noticed, two that changed places nearly always.
fn check(values: &[u8]) -> u8 {
    let counted = values.iter().rev().enumerate().map(|(place, value)| {
        let weighted = if place % 2 == 0 { value * 2 } else { *value };
        u32::from(weighted / 32 + weighted % 32)
    });
    u8::try_from((32 - counted.sum::<u32>() % 32) % 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_that_look_like_digits_are_read_as_them_and_groups_do_not_matter() {
        let code = ItemCode::of([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(code.as_str().len(), 16);
        let typed = code.grouped().to_lowercase().replace('0', "o").replace('1', "l");
        assert_eq!(ItemCode::parse(&typed), Some(code));
        for other in ["", "0000", "00000000000000000", "UUUUUUUUUUUUUUUU", "000000000000000店"] {
            assert_eq!(ItemCode::read(other), Err(Unreadable::NotAnItemCode), "{other}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_letter_is_always_noticed(chance in any::<[u8; 10]>(), at in 0_usize..16, other in 0_usize..32) {
            let code = ItemCode::of(chance);
            prop_assert_eq!(ItemCode::parse(&code.grouped()), Some(code.clone()));
            let mut wrong = code.as_str().as_bytes().to_vec();
            wrong[at] = LETTERS[other];
            let wrong = String::from_utf8(wrong).unwrap();
            let read = ItemCode::read(&wrong);
            if wrong == code.as_str() { prop_assert_eq!(read, Ok(code)) } else { prop_assert_eq!(read, Err(Unreadable::Misread)) }
        }
    }
}
