//! Checking in: once a business day, streaks, and days made up for. Owns what a day earns and which missed days can still
//! be had; the server keeps the days and moves the points.

use crate::money::Points;
use crate::policy::{CheckIn, Text};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use std::collections::BTreeSet;

/// What one check-in earns, part by part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reward {
    pub base: Points,
    /// For so many days in a row, where the policy rewards that day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub streak: Option<Points>,
    /// For a themed day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub themed: Option<Points>,
}

impl Reward {
    pub fn total(&self) -> Points {
        self.base + self.streak.unwrap_or(Points::ZERO) + self.themed.unwrap_or(Points::ZERO)
    }
}

/// Days in a row up to and including `day`; 0 when `day` itself is missing. A day made up for counts like any other.
pub fn streak(days: &BTreeSet<Day>, day: Day) -> u32 {
    let mut length = 0;
    while days.contains(&day.minus_days(length)) {
        length += 1;
    }
    length
}

/// The days of the week of `day` that are checked in on, as bits: 1 is Monday's, 64 is Sunday's.
pub fn week(days: &BTreeSet<Day>, day: Day) -> u8 {
    let monday = day.minus_days(day.weekday());
    (0..7).filter(|later| days.contains(&monday.plus_days(*later))).fold(0, |week, later| week | (1 << later))
}

/// What checking in on `day` earns. `days`: those of before.
pub fn reward(policy: &CheckIn, days: &BTreeSet<Day>, day: Day) -> Reward {
    let length = streak(days, day.minus_days(1)) + 1;
    Reward {
        base: policy.base,
        streak: policy.streaks.iter().find(|streak| streak.day == place(policy, length)).map(|streak| streak.points),
        themed: theme(policy, day).map(|(_, points)| points),
    }
}

/// What is celebrated on a day, and what that is worth.
pub fn theme(policy: &CheckIn, day: Day) -> Option<(&Text, Points)> {
    policy.themed.iter().find(|themed| themed.day == day).map(|themed| (&themed.name, themed.points))
}

/// The day of the cycle that the `length`th day in a row is, from 1.
fn place(policy: &CheckIn, length: u32) -> u32 {
    policy.cycle.map_or(length, |cycle| (length.max(1) - 1) % cycle.max(1) + 1)
}

/// The next reward of a streak that is `length` days long: in how many further days, and how much; `None` when the
/// streak has none left.
pub fn next_streak(policy: &CheckIn, length: u32) -> Option<(u32, Points)> {
    let at = if length == 0 { 0 } else { place(policy, length) };
    let ahead = policy.streaks.iter().find(|streak| streak.day > at).map(|streak| (streak.day - at, streak.points));
    let anew = || {
        let (cycle, first) = (policy.cycle?, policy.streaks.first()?);
        Some((cycle - at + first.day, first.points))
    };
    ahead.or_else(anew)
}

/// Why a day cannot be made up for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoMakeUp {
    /// The policy has no such thing.
    Never,
    /// Today is checked in on, and days to come are not there yet.
    NotPast,
    TooLongAgo {
        /// The first day that still can be.
        first: Day,
    },
    /// Before the member joined.
    NotAMember,
    Done,
    /// So often this month already.
    UsedUp {
        per_month: u32,
    },
}

/// What a check-in for a missed day needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Missed<'a> {
    pub days: &'a BTreeSet<Day>,
    pub joined: Day,
    pub today: Day,
    /// Make-ups in today's month so far.
    pub this_month: u32,
}

impl Missed<'_> {
    /// The price of making up for `day` today.
    ///
    /// # Errors
    /// Why it cannot be had.
    pub fn price(&self, policy: &CheckIn, day: Day) -> Result<Points, NoMakeUp> {
        let make_up = policy.make_up.as_ref().ok_or(NoMakeUp::Never)?;
        let first = self.today.minus_days(make_up.days);
        if day >= self.today {
            Err(NoMakeUp::NotPast)
        } else if day < first {
            Err(NoMakeUp::TooLongAgo { first })
        } else if day < self.joined {
            Err(NoMakeUp::NotAMember)
        } else if self.days.contains(&day) {
            Err(NoMakeUp::Done)
        } else if self.this_month >= make_up.per_month {
            Err(NoMakeUp::UsedUp { per_month: make_up.per_month })
        } else {
            Ok(make_up.price)
        }
    }

    /// The days that can be made up for today, oldest first.
    pub fn open(&self, policy: &CheckIn) -> Vec<Day> {
        let back = policy.make_up.as_ref().map_or(0, |make_up| make_up.days);
        let days = (1..=back).rev().map(|back| self.today.minus_days(back));
        days.filter(|day| self.price(policy, *day).is_ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{MakeUp, Streak, ThemedDay};

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn days(first: &str, count: u32) -> BTreeSet<Day> {
        (0..count).map(|later| day(first).plus_days(later)).collect()
    }

    fn policy(cycle: Option<u32>) -> CheckIn {
        let streak = |day, points| Streak { day, points: Points(points) };
        let name = Text { zh: "春分".into(), en: "Equinox".into() };
        CheckIn {
            base: Points(2),
            cycle,
            streaks: vec![streak(3, 5), streak(7, 20)],
            themed: vec![ThemedDay { day: day("2026-03-20"), name, points: Points(8) }],
            make_up: Some(MakeUp { price: Points(10), days: 7, per_month: 3 }),
        }
    }

    #[test]
    fn the_third_day_in_a_row_earns_its_reward_and_a_gap_begins_anew() {
        let reward = |days: &BTreeSet<Day>, text| reward(&policy(None), days, day(text)).total();
        assert_eq!(reward(&days("2026-03-01", 2), "2026-03-03"), Points(7));
        assert_eq!(reward(&days("2026-03-01", 2), "2026-03-04"), Points(2));
        assert_eq!(reward(&days("2026-03-01", 9), "2026-03-10"), Points(2));
    }

    #[test]
    fn a_week_begins_on_monday_and_has_no_day_of_another() {
        // 1 March 2026 is a Sunday.
        let days = days("2026-02-28", 4);
        assert_eq!(week(&days, day("2026-03-01")), 0b110_0000);
        assert_eq!(week(&days, day("2026-03-02")), 0b000_0011);
        assert_eq!(week(&days, day("2026-03-08")), 0b000_0011);
        assert_eq!(week(&days, day("2026-03-09")), 0);
    }

    #[test]
    fn rewards_come_again_after_a_cycle() {
        let policy = policy(Some(7));
        assert_eq!(reward(&policy, &days("2026-03-01", 9), day("2026-03-10")).streak, Some(Points(5)));
        assert_eq!(next_streak(&policy, 7), Some((3, Points(5))));
        assert_eq!(next_streak(&policy, 8), Some((2, Points(5))));
        assert_eq!(next_streak(&self::policy(None), 7), None);
        assert_eq!(next_streak(&policy, 0), Some((3, Points(5))));
    }

    #[test]
    fn a_themed_day_pays_besides_the_streak() {
        let reward = reward(&policy(None), &days("2026-03-18", 2), day("2026-03-20"));
        assert_eq!((reward.streak, reward.themed, reward.total()), (Some(Points(5)), Some(Points(8)), Points(15)));
    }

    #[test]
    fn a_day_made_up_for_keeps_the_streak_as_if_it_had_been_on_time() {
        let mut days = days("2026-03-01", 1);
        days.insert(day("2026-03-03"));
        assert_eq!(streak(&days, day("2026-03-03")), 1);
        days.insert(day("2026-03-02"));
        assert_eq!(streak(&days, day("2026-03-03")), 3);
    }

    #[test]
    fn every_no_to_a_missed_day_says_which() {
        let days = days("2026-03-08", 1);
        let missed = Missed { days: &days, joined: day("2026-03-05"), today: day("2026-03-10"), this_month: 2 };
        let price = |text| missed.price(&policy(None), day(text));
        assert_eq!(price("2026-03-09"), Ok(Points(10)));
        assert_eq!(price("2026-03-10"), Err(NoMakeUp::NotPast));
        assert_eq!(price("2026-03-08"), Err(NoMakeUp::Done));
        assert_eq!(price("2026-03-04"), Err(NoMakeUp::NotAMember));
        assert_eq!(price("2026-03-02"), Err(NoMakeUp::TooLongAgo { first: day("2026-03-03") }));
        assert_eq!(
            missed.open(&policy(None)),
            [day("2026-03-05"), day("2026-03-06"), day("2026-03-07"), day("2026-03-09")]
        );
        let used_up = Missed { this_month: 3, ..missed };
        assert_eq!(used_up.price(&policy(None), day("2026-03-09")), Err(NoMakeUp::UsedUp { per_month: 3 }));
        assert_eq!(used_up.open(&policy(None)), []);
        let never = CheckIn { make_up: None, ..policy(None) };
        assert_eq!(missed.price(&never, day("2026-03-09")), Err(NoMakeUp::Never));
    }
}
