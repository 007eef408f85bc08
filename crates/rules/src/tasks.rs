//! Tasks: the periods in which they begin anew, how far a member is, and which rewards no longer stand. Owns no facts and no
//! claims: the server keeps both and moves the points.

use crate::money::Fen;
use crate::policy::{Repeat, Task, TaskId, TaskKind};
use crate::time::Day;
use std::collections::BTreeSet;

/// The days over which a task is done once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Names it among the periods of one task: nothing, a day, an ISO week (`2026-W47`) or a month (`2026-11`).
    pub key: String,
    /// Its first and its last day; `None` for a task that is done once and for all.
    pub days: Option<(Day, Day)>,
}

impl Period {
    /// The one that a day belongs to. Weeks begin on Mondays.
    pub fn of(repeat: Repeat, day: Day) -> Self {
        match repeat {
            Repeat::None | Repeat::Unknown => Self { key: String::new(), days: None },
            Repeat::Daily => Self { key: day.to_string(), days: Some((day, day)) },
            Repeat::Weekly => {
                let monday = day.minus_days(day.weekday());
                let (year, week) = day.iso_week();
                Self { key: format!("{year:04}-W{week:02}"), days: Some((monday, monday.plus_days(6))) }
            }
            Repeat::Monthly => {
                let first = day.first_of_month();
                let key = format!("{:04}-{:02}", day.year(), day.month());
                Self { key, days: Some((first, first.plus_months(1).minus_days(1))) }
            }
        }
    }

    /// That of a task for a member who joined on `joined`: one for new members has a single period, which never comes again.
    pub fn of_task(task: &Task, joined: Day, day: Day) -> Self {
        match task.new_members_days {
            Some(days) => Self { key: String::new(), days: Some((joined, joined.plus_days(days))) },
            None => Self::of(task.repeat, day),
        }
    }

    /// Its last day.
    pub fn until(&self) -> Option<Day> {
        self.days.map(|(_, last)| last)
    }

    fn has(&self, day: Day) -> bool {
        self.days.is_none_or(|(first, last)| first <= day && day <= last)
    }
}

/// What a member did, as far as tasks ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub has_name: bool,
    pub has_birthday: bool,
    /// The day of each purchase of which something is still paid, and how much that is.
    pub purchases: Vec<(Day, Fen)>,
    /// Days on which the code of any shop was scanned there.
    pub visits: BTreeSet<Day>,
    /// Days checked in on, on time.
    pub check_ins: BTreeSet<Day>,
    /// The day of each redemption that holds.
    pub redemptions: Vec<Day>,
    /// What staff confirmed: the task and its period.
    pub shown: BTreeSet<(TaskId, String)>,
}

impl Facts {
    /// How often what the task asks for happened in a period.
    pub fn count(&self, task: &Task, period: &Period) -> u32 {
        let within = |days: &mut dyn Iterator<Item = &Day>| days.filter(|day| period.has(**day)).count();
        let count = match task.kind {
            TaskKind::Profile => usize::from(self.has_name),
            TaskKind::Birthday => usize::from(self.has_birthday),
            TaskKind::FirstPurchase | TaskKind::Purchase => within(&mut self.purchases.iter().map(|(day, _)| day)),
            TaskKind::Spend => usize::from(task.yuan.is_some_and(|yuan| yuan <= self.spent(period))),
            TaskKind::Visit => within(&mut self.visits.iter()),
            TaskKind::CheckIn => within(&mut self.check_ins.iter()),
            TaskKind::Redemption => within(&mut self.redemptions.iter()),
            TaskKind::Shown => usize::from(self.shown.contains(&(task.id.clone(), period.key.clone()))),
            TaskKind::Unknown => 0,
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// What was spent in a period and is still paid.
    pub fn spent(&self, period: &Period) -> Fen {
        self.purchases.iter().filter(|(day, _)| period.has(*day)).map(|(_, paid)| *paid).sum()
    }

    /// Whether the task is done in a period.
    pub fn fulfil(&self, task: &Task, period: &Period) -> bool {
        self.count(task, period) >= task.times.max(1)
    }
}

/// Whether a reward that was claimed on `day` may still be had. What cannot be taken back – a visit, a day checked in on –
/// is not asked about again, and who later clears a name or a birthday keeps what giving them earned.
pub fn stands(task: &Task, facts: &Facts, joined: Day, day: Day) -> bool {
    !can_be_undone(task.kind) || facts.fulfil(task, &Period::of_task(task, joined, day))
}

/// Whether something that happens afterwards – a refund, a return, staff who undo – can undo what counts.
pub fn can_be_undone(kind: TaskKind) -> bool {
    matches!(
        kind,
        TaskKind::FirstPurchase | TaskKind::Purchase | TaskKind::Spend | TaskKind::Redemption | TaskKind::Shown
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Points;
    use crate::policy::Text;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    /// A purchase of ¥1 on each of these days.
    fn bought(text: &str) -> Vec<(Day, Fen)> {
        days(text).into_iter().map(|day| (day, Fen(100))).collect()
    }

    /// For whom the day of joining does not matter.
    fn stands(task: &Task, facts: &Facts, on: Day) -> bool {
        super::stands(task, facts, day("2000-01-01"), on)
    }

    fn days(text: &str) -> Vec<Day> {
        text.split(' ').map(day).collect()
    }

    fn task(kind: TaskKind, repeat: Repeat, times: u32) -> Task {
        let (name, note) = (Text::default(), Text::default());
        let (yuan, new_members_days, coupon) = (None, None, None);
        let (id, points) = (TaskId::from("one"), Points(10));
        Task { id, name, note, kind, repeat, times, yuan, new_members_days, points, coupon }
    }

    fn count(task: &Task, facts: &Facts, today: &str) -> u32 {
        facts.count(task, &Period::of(task.repeat, day(today)))
    }

    #[test]
    fn a_week_begins_on_monday_and_belongs_to_the_year_of_its_thursday() {
        let week = |text| Period::of(Repeat::Weekly, day(text));
        assert_eq!(week("2026-11-22").days, Some((day("2026-11-16"), day("2026-11-22"))));
        assert_eq!((week("2026-11-22").key.as_str(), week("2026-11-23").key.as_str()), ("2026-W47", "2026-W48"));
        assert_eq!((week("2027-01-03").key.as_str(), week("2027-01-04").key.as_str()), ("2026-W53", "2027-W01"));
        assert_eq!(week("2024-12-30").key, "2025-W01");
        assert_eq!(week("2027-01-01").until(), Some(day("2027-01-03")));
    }

    #[test]
    fn a_month_ends_on_its_last_day_a_day_on_itself_and_once_is_for_ever() {
        assert_eq!(Period::of(Repeat::Monthly, day("2028-02-10")).until(), Some(day("2028-02-29")));
        assert_eq!(Period::of(Repeat::Monthly, day("2026-12-31")).key, "2026-12");
        assert_eq!(Period::of(Repeat::Daily, day("2026-02-28")).days, Some((day("2026-02-28"), day("2026-02-28"))));
        assert_eq!(Period::of(Repeat::None, day("2026-02-28")), Period { key: String::new(), days: None });
    }

    #[test]
    fn the_days_of_a_period_have_its_key_and_their_neighbours_another() {
        for repeat in [Repeat::Daily, Repeat::Weekly, Repeat::Monthly] {
            let mut today = day("2026-12-20");
            for _ in 0..500 {
                let period = Period::of(repeat, today);
                let (first, last) = period.days.unwrap();
                assert!(first <= today && today <= last);
                assert_eq!(Period::of(repeat, first), period);
                assert_eq!(Period::of(repeat, last), period);
                assert_ne!(Period::of(repeat, last.plus_days(1)).key, period.key);
                assert_ne!(Period::of(repeat, first.minus_days(1)).key, period.key);
                today = today.plus_days(1);
            }
        }
    }

    #[test]
    fn what_counts_is_what_happened_within_the_period() {
        let facts = Facts {
            purchases: bought("2026-11-15 2026-11-16 2026-11-22 2026-11-22"),
            visits: days("2026-11-17 2026-11-23").into_iter().collect(),
            check_ins: days("2026-11-15 2026-11-16 2026-11-18").into_iter().collect(),
            redemptions: days("2026-10-31 2026-11-01"),
            ..Facts::default()
        };
        let weekly = |kind| count(&task(kind, Repeat::Weekly, 1), &facts, "2026-11-20");
        assert_eq!((weekly(TaskKind::Purchase), weekly(TaskKind::Visit), weekly(TaskKind::CheckIn)), (3, 1, 2));
        let once = |kind| count(&task(kind, Repeat::None, 1), &facts, "2026-11-20");
        assert_eq!((once(TaskKind::FirstPurchase), once(TaskKind::Visit), once(TaskKind::Unknown)), (4, 2, 0));
        assert_eq!(count(&task(TaskKind::Redemption, Repeat::Monthly, 1), &facts, "2026-11-20"), 1);
        assert!(
            facts.fulfil(&task(TaskKind::Purchase, Repeat::Daily, 2), &Period::of(Repeat::Daily, day("2026-11-22")))
        );
    }

    #[test]
    fn what_staff_confirmed_counts_for_that_task_and_period_only() {
        let shown = BTreeSet::from([(TaskId::from("one"), "2026-11".to_owned())]);
        let facts = Facts { shown, ..Facts::default() };
        let mut task = task(TaskKind::Shown, Repeat::Monthly, 1);
        assert_eq!(count(&task, &facts, "2026-11-30"), 1);
        assert_eq!(count(&task, &facts, "2026-12-01"), 0);
        task.id = TaskId::from("other");
        assert_eq!(count(&task, &facts, "2026-11-30"), 0);
    }

    #[test]
    fn a_reward_stands_as_long_as_enough_of_its_own_period_does() {
        let twice = task(TaskKind::Purchase, Repeat::Weekly, 2);
        let facts = |text: &str| Facts { purchases: bought(text), ..Facts::default() };
        assert!(stands(&twice, &facts("2026-11-16 2026-11-20"), day("2026-11-20")));
        assert!(stands(&twice, &facts("2026-11-16 2026-11-21 2026-11-22"), day("2026-11-20")));
        assert!(!stands(&twice, &facts("2026-11-16 2026-11-23"), day("2026-11-20")));
        assert!(!stands(&task(TaskKind::FirstPurchase, Repeat::None, 1), &Facts::default(), day("2026-11-20")));
    }

    #[test]
    fn spending_counts_what_is_still_paid_within_the_days_of_a_new_member() {
        let task =
            Task { yuan: Some(Fen(19_900)), new_members_days: Some(30), ..task(TaskKind::Spend, Repeat::None, 1) };
        let joined = day("2026-11-01");
        let period = Period::of_task(&task, joined, day("2027-05-01"));
        assert_eq!((period.until(), period.key.as_str()), (Some(day("2026-12-01")), ""));
        let of = |purchases: &[(&str, i64)]| Facts {
            purchases: purchases.iter().map(|(on, fen)| (day(on), Fen(*fen))).collect(),
            ..Facts::default()
        };
        let enough = of(&[("2026-11-01", 10_000), ("2026-12-01", 9_900)]);
        assert!(enough.fulfil(&task, &period));
        assert!(super::stands(&task, &enough, joined, day("2027-01-01")), "claimed later, it stands by the same days");
        for (purchases, spent) in [
            (&[("2026-11-01", 10_000), ("2026-12-01", 9_899)][..], 19_899),
            (&[("2026-11-01", 10_000), ("2026-12-02", 9_900)], 10_000),
            (&[("2026-10-31", 20_000)], 0),
        ] {
            let facts = of(purchases);
            assert_eq!(facts.spent(&period), Fen(spent));
            assert!(!facts.fulfil(&task, &period) && !super::stands(&task, &facts, joined, day("2026-11-20")));
        }
        let monthly = Task { yuan: Some(Fen(10_000)), ..self::task(TaskKind::Spend, Repeat::Monthly, 1) };
        let november = Period::of_task(&monthly, joined, day("2026-11-20"));
        assert!(of(&[("2026-11-30", 10_000)]).fulfil(&monthly, &november));
        assert!(!of(&[("2026-11-30", 9_999), ("2026-12-01", 1)]).fulfil(&monthly, &november));
    }

    #[test]
    fn who_clears_their_name_later_keeps_what_it_earned() {
        for kind in [TaskKind::Profile, TaskKind::Birthday, TaskKind::Visit, TaskKind::CheckIn] {
            assert!(stands(&task(kind, Repeat::None, 1), &Facts::default(), day("2026-11-20")));
        }
    }
}
