//! The server's one clock. Owns how far it is ahead of the machine's; nothing else asks the machine for the time.

use chrono::{DateTime, Duration, Utc};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

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
}
