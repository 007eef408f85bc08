//! Business days and instants. Owns calendar arithmetic and, with the feature `zone`, the brand's
//! time zone; knows no clock.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};
use shuke_json::{FromJson, Json};

/// A point in time, UTC.
pub type Instant = DateTime<Utc>;

/// A business day: a calendar day in the brand's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Day(pub NaiveDate);

impl Day {
    /// A day by its numbers; `None` for one that does not exist.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// Reads `YYYY-MM-DD`, nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let mut number = |length: usize| {
            let part = parts.next().filter(|part| part.len() == length && part.bytes().all(|b| b.is_ascii_digit()))?;
            part.parse::<u32>().ok()
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        Self::new(i32::try_from(year).ok()?, month, day)
    }

    pub fn year(self) -> i32 {
        self.0.year()
    }

    pub fn month(self) -> u32 {
        self.0.month()
    }

    pub fn day_of_month(self) -> u32 {
        self.0.day()
    }

    /// The first day of its month.
    pub fn first_of_month(self) -> Self {
        self.minus_days(self.day_of_month() - 1)
    }

    /// The same day `months` later, clamped to the month's end.
    pub fn plus_months(self, months: u32) -> Self {
        Self(self.0.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX))
    }

    /// The same day `months` earlier, clamped to the month's end.
    pub fn minus_months(self, months: u32) -> Self {
        Self(self.0.checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN))
    }

    pub fn plus_days(self, days: u32) -> Self {
        Self(self.0.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX))
    }

    pub fn minus_days(self, days: u32) -> Self {
        Self(self.0.checked_sub_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MIN))
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u32 {
        self.0.weekday().num_days_from_monday()
    }

    /// The ISO year and week: the week's year is that of its Thursday.
    pub fn iso_week(self) -> (i32, u32) {
        let week = self.0.iso_week();
        (week.year(), week.week())
    }

    /// Days from `self` to `later`; negative when it is earlier.
    pub fn days_until(self, later: Self) -> i64 {
        later.0.signed_duration_since(self.0).num_days()
    }
}

impl FromJson for Day {
    fn from_json(json: &Json) -> Option<Self> {
        Self::parse(json.text()?)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day_of_month())
    }
}

impl FromStr for Day {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).ok_or("not a day written YYYY-MM-DD")
    }
}

#[cfg(feature = "zone")]
mod zone {
    use super::{Day, Instant};
    use chrono::{Duration, NaiveTime, TimeZone, Utc};
    use chrono_tz::Tz;

    /// The brand's time zone: turns instants into business days and back.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Zone(Tz);

    impl Zone {
        /// An IANA name such as `Asia/Shanghai`.
        pub fn named(name: &str) -> Option<Self> {
            name.parse().ok().map(Self)
        }

        /// A business day begins once: where clocks go back over midnight, what is yesterday on the wall again is today still.
        pub fn day_of(self, at: Instant) -> Day {
            let shown = Day(at.with_timezone(&self.0).date_naive());
            if at < self.end_of(shown) { shown } else { shown.plus_days(1) }
        }

        /// What the clock on the wall shows: `14:32`.
        pub fn time_of(self, at: Instant) -> String {
            at.with_timezone(&self.0).format("%H:%M").to_string()
        }

        /// Whether there is such a day: a zone that crosses the date line leaves one out (Samoa had no 2011-12-30).
        pub fn has(self, day: Day) -> bool {
            self.start_of(day) < self.end_of(day)
        }

        /// The first instant of a day. Where a clock change skips midnight, the first that exists; where the zone skips the day, that of the
        /// next.
        pub fn start_of(self, day: Day) -> Instant {
            self.at(day, NaiveTime::MIN)
        }

        /// The first instant after a day: its 24:00.
        pub fn end_of(self, day: Day) -> Instant {
            self.start_of(day.plus_days(1))
        }

        /// Twelve o'clock, where imported purchases stand that know only their day.
        pub fn noon_of(self, day: Day) -> Instant {
            self.at(day, NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default())
        }

        fn at(self, day: Day, time: NaiveTime) -> Instant {
            let mut wall = day.0.and_time(time);
            // Zones have skipped a day, and never more.
            for _ in 0..=2 * 96 {
                if let Some(found) = self.0.from_local_datetime(&wall).earliest() {
                    return found.with_timezone(&Utc);
                }
                wall += Duration::minutes(15);
            }
            Utc.from_utc_datetime(&wall)
        }
    }
}

#[cfg(feature = "zone")]
pub use zone::Zone;

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn month_arithmetic_clamps_to_the_end_of_the_month() {
        assert_eq!(day("2024-01-31").plus_months(1), day("2024-02-29"));
        assert_eq!(day("2024-02-29").plus_months(12), day("2025-02-28"));
        assert_eq!(day("2025-03-31").minus_months(1), day("2025-02-28"));
    }

    #[test]
    fn only_real_days_in_the_one_format_are_read() {
        for wrong in ["2025-02-29", "2025-2-3", "25-02-03", "2025-13-01", "2025-01-01T00:00", "", "+025-01-01"] {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
    }

    #[cfg(feature = "zone")]
    #[test]
    fn a_business_day_is_a_day_of_the_brands_zone_even_where_midnight_is_skipped() {
        let shanghai = Zone::named("Asia/Shanghai").unwrap();
        assert_eq!(shanghai.start_of(day("2026-01-02")).to_rfc3339(), "2026-01-01T16:00:00+00:00");
        assert_eq!(shanghai.day_of(shanghai.start_of(day("2026-01-02"))), day("2026-01-02"));
        assert_eq!(shanghai.noon_of(day("1997-01-01")).to_rfc3339(), "1997-01-01T04:00:00+00:00");
        let cairo = Zone::named("Africa/Cairo").unwrap();
        let skipped = day("2024-04-26");
        assert_eq!(cairo.day_of(cairo.start_of(skipped)), skipped);
        assert!(cairo.end_of(skipped) > cairo.start_of(skipped));
    }

    #[cfg(feature = "zone")]
    #[test]
    fn the_wall_clock_is_that_of_the_zone() {
        let at: Instant = "2026-11-30T16:05:59Z".parse().unwrap();
        assert_eq!(Zone::named("Asia/Shanghai").unwrap().time_of(at), "00:05");
        assert_eq!(Zone::named("America/New_York").unwrap().time_of(at), "11:05");
    }

    #[cfg(feature = "zone")]
    #[test]
    fn days_follow_each_other_without_gap_or_overlap_wherever_clocks_change() {
        let skipping =
            [("Pacific/Apia", "2011-12-30"), ("Pacific/Fakaofo", "2011-12-30"), ("Pacific/Kwajalein", "1993-08-21")];
        let changing = [
            "America/St_Johns",
            "America/Sao_Paulo",
            "America/Havana",
            "Asia/Beirut",
            "Australia/Lord_Howe",
            "Asia/Shanghai",
        ];
        for name in skipping.iter().map(|(name, _)| *name).chain(changing) {
            let zone = Zone::named(name).unwrap();
            let mut missing = Vec::new();
            let mut today = day("1970-01-01");
            while today.year() < 2038 {
                let (start, end) = (zone.start_of(today), zone.end_of(today));
                if zone.has(today) {
                    let instants = [
                        start,
                        end - chrono::TimeDelta::microseconds(1),
                        start + (end - start) / 2,
                        zone.noon_of(today),
                    ];
                    assert_eq!(instants.map(|at| zone.day_of(at)), [today; 4], "{name} {today}");
                } else {
                    assert_eq!(zone.day_of(start), today.plus_days(1), "{name}");
                    missing.push(today);
                }
                assert_eq!(zone.start_of(today.plus_days(1)), end);
                today = today.plus_days(1);
            }
            let expected: Vec<Day> =
                skipping.iter().filter(|(zone, _)| *zone == name).map(|(_, skipped)| day(skipped)).collect();
            assert_eq!(missing, expected, "{name}");
        }
    }
}
