//! `[check_in]`: its keys, and judging them together.

use super::{Section, days};
use crate::policy::Policy;
use crate::policy::file::shape::Key;
use crate::policy::file::shape::Need::{Default, Optional, Required};
use crate::policy::file::shape::Shape::{self, List, Table, Text, Whole};
use crate::policy::file::shape::key;
use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;

pub const SECTION: Section = Section {
    keys: &[key("check_in", Optional, Table(CHECK_IN), "{ base = 2 }", "What checking in once a business day earns.")],
    together: check_ins,
    ..Section::PLAIN
};

const CHECK_IN: &[Key] = &[
    key("base", Required, Whole(1, 10_000), "2", "Points for every day."),
    key(
        "cycle",
        Optional,
        Whole(2, 366),
        "30",
        "After so many days in a row the streak's rewards begin anew. Without it each is won once in a streak, however long.",
    ),
    key(
        "streaks",
        Default("[]"),
        List(&Table(STREAK), 0, 12),
        "[[check_in.streaks]]",
        "Rewards for days in a row, by rising day.",
    ),
    key(
        "themed",
        Default("[]"),
        List(&Table(THEMED), 0, 60),
        "[[check_in.themed]]",
        "Days with a reward of their own, by rising day.",
    ),
    key(
        "make_up",
        Optional,
        Table(MAKE_UP),
        "{ price = 10 }",
        "Checking in for a missed day afterwards: it earns the base and keeps the streak. Without it a missed day stays missed.",
    ),
];

const STREAK: &[Key] = &[
    key("day", Required, Whole(2, 366), "7", "On which day in a row; at most the cycle."),
    key("points", Required, Whole(1, 100_000), "10", "Points besides the base."),
];

const THEMED: &[Key] = &[
    key("day", Required, Shape::Day, "\"2026-12-12\"", "The business day."),
    key("name", Required, Text(24), "{ zh = \"双十二\", en = \"Twelve twelve\" }", "What is celebrated."),
    key("points", Required, Whole(1, 100_000), "20", "Points besides the base."),
];

const MAKE_UP: &[Key] = &[
    key("price", Required, Whole(1, 100_000), "10", "Points that it costs."),
    key("days", Default("7"), Whole(1, 31), "7", "How many days back."),
    key("per_month", Default("3"), Whole(1, 31), "3", "How often in a calendar month."),
];

fn check_ins(policy: &Policy, findings: &mut Findings<'_>) {
    let Some(check_in) = &policy.check_in else { return };
    let streaks = check_in.streaks.iter().map(|streak| streak.day);
    days::in_order(streaks, "check_in.streaks", findings);
    days::in_order(check_in.themed.iter().map(|themed| themed.day), "check_in.themed", findings);
    for (at, streak) in check_in.streaks.iter().enumerate() {
        if let Some(cycle) = check_in.cycle.filter(|cycle| streak.day > *cycle) {
            let message = format!("day {} is never reached: the streak begins anew after {cycle} days", streak.day);
            let remedy = format!("write a day up to {cycle}, or a longer cycle");
            findings.add(&format!("check_in.streaks[{at}].day"), refuse(message, remedy));
        }
    }
    if let Some(make_up) = check_in.make_up.as_ref().filter(|make_up| make_up.price <= check_in.base) {
        let message = format!("costs {} points and earns {}: a missed day would pay", make_up.price, check_in.base);
        findings.add("check_in.make_up.price", refuse(message, "ask for more than the base"));
    }
}
