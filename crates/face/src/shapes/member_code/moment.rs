//! What is shown when.

use shuke_rules::code::{self, Device};

/// The 20 digits at a time of the server's clock; `None` for a damaged key or a clock before 1970.
pub fn digits_at(device: &Device, now_ms: i64) -> Option<String> {
    device.code_at(u64::try_from(now_ms.div_euclid(1000)).ok()?)
}

/// Until they change, 1–60.
pub fn seconds_left(now_ms: i64) -> i64 {
    let seconds = u64::try_from(now_ms.div_euclid(1000)).unwrap_or(0);
    i64::try_from(code::seconds_left(seconds)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device() -> Device {
        Device { brand: "690".into(), locator: "12345678".into(), secret: "0b".repeat(32) }
    }

    #[test]
    fn the_code_changes_with_the_minute_of_the_servers_clock_and_not_within_it() {
        let at = |ms| digits_at(&device(), ms).unwrap();
        assert_eq!(at(1_800_000_059_999), at(1_800_000_000_000));
        assert_ne!(at(1_800_000_060_000), at(1_800_000_000_000));
        assert_eq!((seconds_left(1_800_000_000_000), seconds_left(1_800_000_059_999)), (60, 1));
    }

    #[test]
    fn a_damaged_key_shows_no_code() {
        let broken = Device { secret: "xyz".into(), ..device() };
        assert_eq!(digits_at(&broken, 1_800_000_000_000), None);
        assert_eq!(digits_at(&device(), -1), None);
    }
}
