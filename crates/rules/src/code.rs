//! The rotating member code. Owns its format, its making on the phone and its judging at the till;
//! that a code is used once is kept by the server, which knows what was used.
//!
//! 20 digits: `88`, brand (3), locator (8, names a device of a member), one-time password (6), check digit (1, GS1).
//! The password is RFC 6238 TOTP with HMAC-SHA-256 over the device's secret, a new one every 60 s. `88` is no prefix
//! of the payment codes (10–15, 25–30, 62), so no till takes one for the other.

use crate::hex::unhex;
use crate::number;
use crate::typed;
use hmac::digest::{KeyInit, typenum};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use shuke_json::FromJson;

/// Seconds that a code is shown.
pub const STEP_SECONDS: u64 = 60;
/// Steps before and after the present one that are still taken: for clocks that differ and for walking to the till.
pub const SKEW_STEPS: u64 = 1;
const PREFIX: &str = "88";
const PASSWORD_DIGITS: u32 = 6;

/// HOTP (RFC 4226) over any HMAC: dynamic truncation of the code for `counter` to `digits` decimal digits.
fn hotp<M: Mac + KeyInit>(secret: &[u8], counter: u64, digits: u32) -> Option<String>
where
    M::OutputSize: typenum::IsGreaterOrEqual<typenum::U20>,
{
    let mut mac = <M as KeyInit>::new_from_slice(secret).ok()?;
    mac.update(&counter.to_be_bytes());
    let bytes = mac.finalize().into_bytes();
    let offset = usize::from(bytes.last()? & 0x0f);
    let word: [u8; 4] = bytes.get(offset..offset + 4)?.try_into().ok()?;
    let value = (u32::from_be_bytes(word) & 0x7fff_ffff) % 10_u32.pow(digits);
    Some(format!("{value:0width$}", width = digits as usize))
}

/// What a phone needs to make codes on its own, also without network.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Device {
    /// Three digits of the brand.
    pub brand: String,
    /// Eight digits that name the device.
    pub locator: String,
    /// The shared secret, 64 hexadecimal digits.
    pub secret: String,
}

/// The step that `unix_seconds` lies in.
pub fn step_at(unix_seconds: u64) -> u64 {
    unix_seconds / STEP_SECONDS
}

/// Seconds until the code of `unix_seconds` changes, 1–60.
pub fn seconds_left(unix_seconds: u64) -> u64 {
    STEP_SECONDS - unix_seconds % STEP_SECONDS
}

impl Device {
    /// The 20 digits to show at `unix_seconds` of the server's clock; `None` for a damaged secret.
    pub fn code_at(&self, unix_seconds: u64) -> Option<String> {
        let password = self.password(step_at(unix_seconds))?;
        let payload = format!("{PREFIX}{}{}{password}", self.brand, self.locator);
        let digit = number::check_digit(&payload)?;
        Some(format!("{payload}{digit}"))
    }

    fn password(&self, step: u64) -> Option<String> {
        hotp::<Hmac<Sha256>>(&unhex(&self.secret)?, step, PASSWORD_DIGITS)
    }

    /// The step for which `code` is right at `unix_seconds`; `None` when it is for none that still counts.
    /// Takes the same time wherever the digits differ.
    pub fn matches(&self, code: &Presented, unix_seconds: u64) -> Option<u64> {
        let now = step_at(unix_seconds);
        let steps = now.saturating_sub(SKEW_STEPS)..=now + SKEW_STEPS;
        steps.fold(None, |found, step| {
            let right = self.password(step).is_some_and(|password| same(password.as_bytes(), code.password.as_bytes()));
            if right { Some(step) } else { found }
        })
    }
}

fn same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && left.iter().zip(right).fold(0, |differing, (a, b)| differing | (a ^ b)) == 0
}

/// A code as a till read it: well formed, not yet known to be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presented {
    pub brand: String,
    pub locator: String,
    password: String,
}

/// Why digits are no member code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not 20 digits beginning with 88: another kind of code, a payment code for instance.
    NotAMemberCode,
    /// The check digit is wrong: misread or mistyped.
    Misread,
}

impl Presented {
    /// Reads the digits that a scanner, a hand or a chat gave.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let digits = typed::ungrouped(text);
        let shaped = digits.len() == 20 && digits.starts_with(PREFIX) && digits.bytes().all(|b| b.is_ascii_digit());
        if !shaped {
            return Err(Unreadable::NotAMemberCode);
        }
        if !number::is_checked(&digits) {
            return Err(Unreadable::Misread);
        }
        let part = |from, to| digits.get(from..to).unwrap_or_default().to_owned();
        Ok(Self { brand: part(2, 5), locator: part(5, 13), password: part(13, 19) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha1::Sha1;

    fn device() -> Device {
        Device { brand: "690".into(), locator: "12345678".into(), secret: "0b".repeat(32) }
    }

    #[test]
    fn the_vectors_of_rfc_6238_come_out() {
        let (secret, longer) = (b"12345678901234567890", b"12345678901234567890123456789012");
        let known = [
            (59, "94287082", "46119246"),
            (1_111_111_109, "07081804", "68084774"),
            (1_111_111_111, "14050471", "67062674"),
            (1_234_567_890, "89005924", "91819424"),
            (2_000_000_000, "69279037", "90698825"),
            (20_000_000_000_u64, "65353130", "77737706"),
        ];
        for (time, sha1, sha256) in known {
            assert_eq!(hotp::<Hmac<Sha1>>(secret, time / 30, 8).as_deref(), Some(sha1));
            assert_eq!(hotp::<Hmac<Sha256>>(longer, time / 30, 8).as_deref(), Some(sha256));
        }
    }

    #[test]
    fn a_code_is_right_in_its_own_step_and_one_to_either_side() {
        let shown_at = 1_800_000_030;
        let code = Presented::parse(&device().code_at(shown_at).unwrap()).unwrap();
        for (later, right) in [(-120, false), (-60, true), (0, true), (60, true), (120, false)] {
            let now = shown_at.checked_add_signed(later).unwrap();
            assert_eq!(device().matches(&code, now).is_some(), right, "{later}");
        }
        assert_eq!(device().matches(&code, shown_at + 60), Some(step_at(shown_at)));
    }

    #[test]
    fn a_code_never_looks_like_a_payment_code() {
        let code = device().code_at(1_800_000_000).unwrap();
        let payment = ["10", "11", "12", "13", "14", "15", "25", "26", "27", "28", "29", "30", "62"];
        assert_eq!(code.len(), 20);
        assert!(payment.iter().all(|prefix| !code.starts_with(prefix)));
        assert_eq!(Presented::parse("134567890123456789"), Err(Unreadable::NotAMemberCode));
    }

    #[test]
    fn one_mistyped_digit_is_noticed() {
        let mut code = device().code_at(1_800_000_000).unwrap();
        let digit = code.as_bytes()[9];
        code.replace_range(9..10, if digit == b'9' { "0" } else { "9" });
        assert_eq!(Presented::parse(&code), Err(Unreadable::Misread));
    }

    #[test]
    fn another_secret_does_not_match() {
        let other = Device { secret: "0c".repeat(32), ..device() };
        let code = Presented::parse(&other.code_at(1_800_000_000).unwrap()).unwrap();
        assert_eq!(device().matches(&code, 1_800_000_000), None);
    }
}
