//! The keys of `[mall]`.

use super::key;
use crate::policy::file::shape::Key;
use crate::policy::file::shape::Need::{Default, Optional, Required};
use crate::policy::file::shape::Shape::{Slug, Table, Whole, Yuan};

pub const MALL: &[Key] = &[
    key(
        "hold_minutes",
        Default("15"),
        Whole(1, 1440),
        "15",
        "For how long an order whose money is due before it is placed holds its item and its points.",
    ),
    key(
        "claim_days",
        Default("7"),
        Whole(0, 90),
        "7",
        "Days after receipt in which a member can say that it is faulty; `0`: on the day only.",
    ),
    key(
        "receive_days",
        Default("15"),
        Whole(1, 90),
        "15",
        "Days after which something that was sent counts as received, though nobody said so.",
    ),
    key(
        "express",
        Optional,
        Table(EXPRESS),
        "{ store = \"wukang-road\", yuan = 12 }",
        "What having it sent costs; `yuan`, `points` or both, to choose from. Without it everything is collected in a shop.",
    ),
];

const EXPRESS: &[Key] = &[
    key("store", Required, Slug, "\"wukang-road\"", "The shop that sends."),
    key("yuan", Optional, Yuan, "12", "The fee in money."),
    key("points", Optional, Whole(1, 1_000_000), "1200", "The fee in points."),
];
