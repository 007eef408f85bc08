//! What is shown when.

use shuke_rules::code::{Device, seconds_left};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub digits: String,
    /// 1–60
    pub seconds_left: i64,
}

/// The code at a time of the server's clock; `None` for a damaged key or a clock before 1970.
pub fn shown_at(device: &Device, now_ms: i64) -> Option<Shown> {
    let seconds = u64::try_from(now_ms.div_euclid(1000)).ok()?;
    Some(Shown { digits: device.code_at(seconds)?, seconds_left: i64::try_from(seconds_left(seconds)).ok()? })
}

/// In fours, for reading aloud.
pub fn grouped(digits: &str) -> String {
    let fours = (0..digits.len()).step_by(4).map(|at| digits.get(at..(at + 4).min(digits.len())).unwrap_or_default());
    fours.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device() -> Device {
        Device { brand: "690".into(), locator: "12345678".into(), secret: "0b".repeat(32) }
    }

    #[test]
    fn the_code_changes_with_the_minute_of_the_servers_clock_and_not_within_it() {
        let at = |ms| shown_at(&device(), ms).unwrap();
        let first = at(1_800_000_000_000);
        assert_eq!(first.seconds_left, 60);
        assert_eq!(at(1_800_000_059_999), Shown { seconds_left: 1, ..first.clone() });
        assert_ne!(at(1_800_000_060_000).digits, first.digits);
    }

    #[test]
    fn a_damaged_key_shows_no_code() {
        let broken = Device { secret: "xyz".into(), ..device() };
        assert_eq!(shown_at(&broken, 1_800_000_000_000), None);
        assert_eq!(shown_at(&device(), -1), None);
    }

    #[test]
    fn digits_are_read_in_fours() {
        assert_eq!(grouped("88690123456781234567"), "8869 0123 4567 8123 4567");
        assert_eq!(grouped("88690"), "8869 0");
    }
}
