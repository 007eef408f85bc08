//! The code of a member's link, `/r/{code}`: eight characters that are not taken for each other when they are read aloud or typed.
//! Owns its characters; chance and that no two are the same are for the caller.

/// Digits and letters without `0`, `1`, `i` and `o`: 32 of them, five bits each.
const CHARACTERS: &[u8; 32] = b"23456789abcdefghjklmnpqrstuvwxyz";

/// So many: of 2⁴⁰ codes one in a million is somebody's where there are a million members.
pub const LENGTH: usize = 8;

/// Of random bytes, each character equally likely.
pub fn of(random: &[u8; 32]) -> String {
    let character = |byte: &u8| char::from(CHARACTERS[usize::from(*byte) % CHARACTERS.len()]);
    random.iter().take(LENGTH).map(character).collect()
}

/// As it is typed or stands in an address: blanks and hyphens do not count, nor do capitals; `None` for what is no code.
pub fn parse(typed: &str) -> Option<String> {
    let plain = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_lowercase);
    // What looks like an `l` is one.
    let code: String = plain.map(|c| if matches!(c, '1' | 'i') { 'l' } else { c }).take(LENGTH + 1).collect();
    let is_code = code.len() == LENGTH && code.bytes().all(|byte| CHARACTERS.contains(&byte));
    is_code.then_some(code)
}

/// As people read it: `ABCD EFGH`.
pub fn grouped(code: &str) -> String {
    let (first, second) = code.split_at_checked(LENGTH / 2).unwrap_or((code, ""));
    format!("{first} {second}").to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for typed in ["k7m2p9xl", "K7M2 P9XL", " k7m2-p9x1 ", "K7M2P9XI"] {
            assert_eq!(parse(typed).as_deref(), Some("k7m2p9xl"), "{typed}");
        }
        for wrong in ["", "k7m2p9x", "k7m2p9xll", "k7m2p9x0", "k7m2p9xo", "k7m2p9x店", "../../ab"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        assert_eq!(grouped("k7m2p9xl"), "K7M2 P9XL");
    }

    proptest! {
        #[test]
        fn what_is_drawn_is_what_is_read_also_as_people_read_it(random: [u8; 32]) {
            let code = of(&random);
            prop_assert_eq!(parse(&code), Some(code.clone()));
            prop_assert_eq!(parse(&grouped(&code)), Some(code));
        }
    }
}
