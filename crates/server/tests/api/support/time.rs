//! The server's clock, which a test moves so that time passes.

use super::{Place, TestApp, brand};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use shuke_rules::Day;
use shuke_rules::time::Zone;
use std::sync::atomic::Ordering;

/// The setting by which a server's clock is ahead, and can be moved.
pub const CLOCK_OFFSET: &str = "SHUKE_CLOCK_OFFSET";

/// Where the brands' business days begin.
pub fn zone() -> Zone {
    Zone::named("Asia/Shanghai").unwrap()
}

impl TestApp {
    /// One whose clock is behind by so much: what it is told happened that long ago.
    pub fn start_behind(time: TimeDelta) -> Self {
        let place = Place::new();
        place.run(&["apply", brand().to_str().unwrap()]);
        Self::start_behind_in(place, time)
    }

    pub fn start_behind_in(place: Place, time: TimeDelta) -> Self {
        Self::start_in(place, &[(CLOCK_OFFSET, &(-time.num_seconds()).to_string())])
    }

    /// The time on the server's clock.
    pub fn now(&self) -> DateTime<Utc> {
        Utc::now() + TimeDelta::seconds(self.ahead.load(Ordering::Acquire))
    }

    /// The business day on the server's clock.
    pub fn today(&self) -> Day {
        zone().day_of(self.now())
    }

    /// Lets so much time pass.
    pub fn advance(&self, time: TimeDelta) {
        let seconds = time.num_seconds();
        self.post("/api/v1/dev/clock", &json!({ "seconds": seconds })).expect(200);
        self.ahead.fetch_add(seconds, Ordering::AcqRel);
    }

    /// Lets time pass until so many days from now at the same hour.
    pub fn advance_days(&self, days: i64) {
        self.advance(TimeDelta::days(days));
    }

    /// Lets time pass until a moment that is still to come is over by less than a second.
    pub fn advance_to(&self, moment: DateTime<Utc>) {
        self.advance(moment - self.now() + TimeDelta::seconds(1));
    }

    /// Lets time pass until noon of a day.
    pub fn advance_to_noon(&self, day: Day) {
        self.advance_to(zone().noon_of(day));
    }

    /// Lets a clock that was behind reach the machine's.
    pub fn catch_up(&self) {
        self.advance(TimeDelta::seconds(-self.ahead.load(Ordering::Acquire)));
    }

    /// Lets the wait for the next one-time code to the same number pass.
    pub fn wait_for_next_code(&self) {
        self.advance(TimeDelta::seconds(61));
    }

    /// Puts the brand's policy into force with points that end so many months after the day they are earned on.
    pub fn let_points_live(&self, months: u32) {
        let policy = std::fs::read_to_string(brand()).unwrap();
        let (now, then) = ("kind = \"year_end\"\nyears = 1", format!("kind = \"months\"\nmonths = {months}"));
        assert!(policy.contains(now));
        self.place.apply(&policy.replace(now, &then));
    }
}
