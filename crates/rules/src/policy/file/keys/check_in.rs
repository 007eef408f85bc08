//! The keys of `[check_in]`.

use super::key;
use crate::policy::file::shape::Key;
use crate::policy::file::shape::Need::{Default, Optional, Required};
use crate::policy::file::shape::Shape::{self, List, Table, Text, Whole};

pub const CHECK_IN: &[Key] = &[
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
