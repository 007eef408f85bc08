//! What was scanned or typed: judged here before it is sent, by the same rules as on the server.

use shuke_rules::scanned::{self, Scanned};
use shuke_rules::typed;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    Empty,
    /// Neither kind of code.
    Kind,
    /// A check digit is wrong.
    Misread,
}

/// The digits of a member code or a pick-up code, however they were typed or pasted. Where our pages are does not matter here: no link
/// is one of these.
pub fn read(text: &str) -> Result<String, Wrong> {
    match scanned::read(text, "") {
        Scanned::Member(_) | Scanned::PickUp(_) => Ok(typed::ungrouped(text)),
        Scanned::Empty => Err(Wrong::Empty),
        Scanned::Misread => Err(Wrong::Misread),
        _ => Err(Wrong::Kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_rules::code::Device;
    use shuke_rules::pick_up::PickUpCode;

    fn member_code() -> String {
        let device = Device { brand: "690".into(), locator: "12345678".into(), secret: "0b".repeat(32) };
        device.code_at(1_800_000_000).unwrap()
    }

    #[test]
    fn both_kinds_are_taken_however_they_are_grouped() {
        let member = member_code();
        let spaced = format!(" {} {} ", &member[..4], &member[4..]);
        assert_eq!(read(&spaced).as_deref(), Ok(member.as_str()));
        let pick_up = PickUpCode::of("0123456789").unwrap();
        assert_eq!(read(&pick_up.grouped().replace(' ', "-")).as_deref(), Ok(pick_up.as_str()));
    }

    #[test]
    fn a_wrong_digit_is_told_from_another_kind_of_code() {
        let wrong = |code: &str| {
            let last = code.as_bytes()[code.len() - 1];
            format!("{}{}", &code[..code.len() - 1], (last - b'0' + 1) % 10)
        };
        assert_eq!(read(&wrong(&member_code())), Err(Wrong::Misread));
        assert_eq!(read(&wrong(PickUpCode::of("0123456789").unwrap().as_str())), Err(Wrong::Misread));
        for other in ["134567890123456789", "https://weixin.qq.com/r/x", "12345", "81234567890x"] {
            assert_eq!(read(other), Err(Wrong::Kind), "{other}");
        }
        assert_eq!(read(" \u{3000}"), Err(Wrong::Empty));
    }
}
