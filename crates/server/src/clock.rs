//! The server's one clock. Owns how far it is ahead of the machine's; nothing else asks the machine for the time.

use chrono::{DateTime, Duration, Utc};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// As far as it goes from the machine's: dates that are counted from it can still be written.
pub const MOST_YEARS: i64 = 100;
const MOST_SECONDS: i64 = MOST_YEARS * 365 * 86_400;

/// Whether a clock can be set so many seconds ahead, or behind.
pub fn can_be_set(seconds: i64) -> bool {
    (-MOST_SECONDS..=MOST_SECONDS).contains(&seconds)
}

/// The clock. Clones are the same clock.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Microseconds.
    ahead: Arc<AtomicI64>,
}

impl Clock {
    /// So many seconds ahead of the machine's; negative: behind it.
    pub fn ahead(seconds: i64) -> Self {
        let clock = Self::default();
        clock.advance(seconds);
        clock
    }

    pub fn now(&self) -> DateTime<Utc> {
        Utc::now() + Duration::microseconds(self.ahead.load(Ordering::Acquire))
    }

    /// Whether it can be moved on by so many seconds more.
    pub fn reaches(&self, seconds: i64) -> bool {
        can_be_set((self.ahead.load(Ordering::Acquire) / 1_000_000).saturating_add(seconds))
    }

    /// Moves it on by so many seconds, for everybody who has it.
    pub fn advance(&self, seconds: i64) {
        self.ahead.fetch_add(seconds.saturating_mul(1_000_000), Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_the_clock_sees_it_moved() {
        let clock = Clock::ahead(3_600);
        let other = clock.clone();
        let before = other.now();
        clock.advance(86_400);
        assert!(other.now() - before >= Duration::days(1));
        assert!(clock.now() - Clock::default().now() > Duration::hours(24));
    }

    #[test]
    fn it_goes_as_far_as_dates_can_be_written() {
        assert!(can_be_set(MOST_SECONDS) && can_be_set(-MOST_SECONDS));
        assert!(!can_be_set(MOST_SECONDS + 1) && !can_be_set(i64::MIN));
        let clock = Clock::ahead(MOST_SECONDS - 60);
        assert!(clock.reaches(60) && !clock.reaches(61) && !clock.reaches(i64::MAX));
        assert!(clock.now() + Duration::days(366 * 100) > clock.now());
    }
}
