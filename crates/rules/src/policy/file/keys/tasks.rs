//! The keys of `[[tasks]]`.

use super::key;
use crate::policy::file::shape::Key;
use crate::policy::file::shape::Need::{Default, Optional, Required};
use crate::policy::file::shape::Shape::{Id, OneOf, Text, Whole, Yuan};

pub const TASK: &[Key] = &[
    key("id", Required, Id, "\"first-order\"", "Names the task in every version of the policy."),
    key("name", Required, Text(24), "{ zh = \"第一次下单\", en = \"Your first order\" }", "What is to be done."),
    key(
        "note",
        Optional,
        Text(80),
        "{ zh = \"在任意门店消费一次\", en = \"Buy once, in any shop\" }",
        "One line that says how.",
    ),
    key(
        "kind",
        Required,
        OneOf(&[
            "profile",
            "birthday",
            "first_purchase",
            "purchase",
            "spend",
            "visit",
            "check_in",
            "redemption",
            "shown",
        ]),
        "\"purchase\"",
        "What counts: a name in the profile; a registered birthday (month and day suffice); the first purchase of all; purchases; money spent, refunds taken off; days on which a shop's code was scanned; days checked in on, on time; redemptions in the mall; something shown to staff, who confirm it.",
    ),
    key(
        "repeat",
        Default("\"none\""),
        OneOf(&["none", "daily", "weekly", "monthly"]),
        "\"weekly\"",
        "When it begins anew: never, each day, on Mondays, on the first of the month. A reward is claimed within its period.",
    ),
    key("times", Default("1"), Whole(1, 100), "3", "How often it must happen within the period."),
    key("yuan", Optional, Yuan, "199", "With `\"spend\"`, and required there: how much within the period."),
    key(
        "new_members_days",
        Optional,
        Whole(0, 366),
        "30",
        "For new members: what they buy from the day they joined until so many days after it counts, once and for all; with purchases and `\"spend\"` only.",
    ),
    key("points", Required, Whole(1, 100_000), "20", "Points for it, once a period."),
    key(
        "coupon",
        Optional,
        Id,
        "\"thank-you-10\"",
        "A coupon besides the points. One that everybody can be given at any time: without `tier`, `from`, `until`, `stock` and `per_member`.",
    ),
];
