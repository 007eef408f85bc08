//! What is shown when.

use shuke_rules::code::{self, Device};

const MINUTE_MS: i64 = code::STEP_SECONDS.cast_signed() * 1_000;

/// The 20 digits at a time of the server's clock; `None` for a damaged key or a clock before 1970.
fn digits_at(device: &Device, now_ms: i64) -> Option<String> {
    device.code_at(u64::try_from(now_ms.div_euclid(1000)).ok()?)
}

/// The minute of the server's clock that a time lies in, each of which has a code of its own.
fn minute(now_ms: i64) -> i64 {
    now_ms.div_euclid(MINUTE_MS)
}

/// How far ahead the code is that is shown: none, or a minute where a till has read that of this minute, which counts once. Tills take the next one
/// already ([`code::SKEW_STEPS`]), so nobody waits for it. `used`: the last minute whose code was read.
fn ahead_ms(now_ms: i64, used: i64) -> i64 {
    if used < minute(now_ms) { 0 } else { MINUTE_MS }
}

/// The digits that are shown then; `None` as of [`digits_at`].
pub fn digits_shown(device: &Device, now_ms: i64, used: i64) -> Option<String> {
    digits_at(device, now_ms + ahead_ms(now_ms, used))
}

/// The minute whose code is shown then: the last that was read, once a till has read it.
fn minute_shown(now_ms: i64, used: i64) -> i64 {
    minute(now_ms + ahead_ms(now_ms, used))
}

/// Seconds until other digits are shown: to the end of the minute, 1–60; a minute longer while the code of the next one is shown ahead, unless
/// that was read as well.
pub fn changes_in(now_ms: i64, used: i64) -> i64 {
    let ends_ms = (minute(now_ms) + 1) * MINUTE_MS;
    let stays = minute_shown(ends_ms, used) == minute_shown(now_ms, used);
    seconds_left(now_ms) + if stays { MINUTE_MS / 1_000 } else { 0 }
}

/// Of the minute, 1–60.
fn seconds_left(now_ms: i64) -> i64 {
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

    /// The minute whose code a till takes `shown` for at `now_ms`.
    fn taken(shown: i64, now_ms: i64) -> Option<i64> {
        let presented = code::Presented::parse(&digits_at(&device(), shown)?).ok()?;
        let step = device().matches(&presented, u64::try_from(now_ms / 1_000).ok()?)?;
        i64::try_from(step).ok()
    }

    #[test]
    fn after_a_code_was_read_the_next_one_is_shown_which_tills_take_at_once() {
        for second in [0, 1, 30, 59] {
            let now = 1_800_000_000_000 + second * 1_000;
            let used = taken(now + ahead_ms(now, 0), now).unwrap();
            assert_eq!(used, minute(now));
            let next = taken(now + ahead_ms(now, used), now).unwrap();
            assert_eq!(next, used + 1, "another one, and right, {second} s into the minute");
        }
    }

    #[test]
    fn the_code_that_was_shown_ahead_stays_until_its_own_minute_is_over_unless_it_was_read_too() {
        let now = 1_800_000_030_000;
        let (used, later) = (minute(now), now + 60_000);
        assert_eq!(now + ahead_ms(now, used), later + ahead_ms(later, used));
        let both = used + 1;
        assert_eq!(minute(later + ahead_ms(later, both)), both + 1);
        // A third within a minute has to wait for the next: no till takes one that is further ahead.
        assert_eq!(minute(now + ahead_ms(now, both)), both);
    }

    #[test]
    fn the_countdown_ends_when_other_digits_are_shown_however_many_codes_were_read() {
        for second in [0, 1, 30, 59] {
            let now = 1_800_000_000_000 + second * 1_000;
            let this = minute(now);
            let first = minute_shown(now, 0);
            let second_read = minute_shown(now, first);
            assert_eq!((first, second_read, minute_shown(now, second_read)), (this, this + 1, this + 1));
            let left = 60 - second;
            for (used, seconds) in [(0, left), (first, left + 60), (second_read, left), (this + 5, left)] {
                assert_eq!(changes_in(now, used), seconds, "{used} read, {second} s into the minute");
                let at = |ms| digits_shown(&device(), now + ms, used);
                assert_eq!(at((seconds - 1) * 1_000), at(0), "not before, {used} read");
                assert_ne!(at(seconds * 1_000), at(0), "then, {used} read");
            }
        }
    }

    #[test]
    fn a_damaged_key_shows_no_code() {
        let broken = Device { secret: "xyz".into(), ..device() };
        assert_eq!(digits_at(&broken, 1_800_000_000_000), None);
        assert_eq!(digits_at(&device(), -1), None);
    }
}
