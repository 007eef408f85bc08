//! The keys of `[[leaderboards]]` and `[[first_gifts]]`.

use super::coupons::SCOPE;
use super::key;
use crate::policy::file::shape::Key;
use crate::policy::file::shape::Need::{Default, Optional, Required};
use crate::policy::file::shape::Shape::{Day, Id, List, OneOf, Slug, Table, Text, Whole, Yuan};

/// What both have: the days, and which orders count.
macro_rules! contest {
    ($($own:expr),* $(,)?) => {
        &[
            key(
                "id",
                Required,
                Slug,
                "\"winter-tea\"",
                "Names it for good, over boards and first-come gifts alike, and in its address: `/boards/{id}`. Never used again.",
            ),
            key("name", Required, Text(24), "{ zh = \"岁末茶客榜\", en = \"Tea lovers of the year\" }", "What it is called."),
            key(
                "note",
                Optional,
                Text(200),
                "{ zh = \"奖品在武康路店领\", en = \"Prizes are collected on Wukang Road\" }",
                "What one should know besides the terms that follow from the other keys.",
            ),
            key("from", Required, Day, "\"2026-12-01\"", "The first day on which an order counts."),
            key("until", Required, Day, "\"2026-12-31\"", "The last day on which an order counts."),
            key("scope", Default("{}"), Table(SCOPE), "{ classes = [\"regular\"] }", "What of an order counts, and in which shops."),
            key("least", Optional, Yuan, "50", "An order counts only while at least this remains of what counts of it."),
            key("tier", Optional, Id, "\"daren\"", "The lowest tier whose orders count: the tier that the order was made with."),
            key(
                "settle_days",
                Default("7"),
                Whole(0, 90),
                "15",
                "Days after its own on which an order is pending: as long as it can be returned. So many days after `until` the result is final.",
            ),
            $($own),*
        ]
    };
}

pub const LEADERBOARD: &[Key] = contest![
    key(
        "counts",
        Required,
        OneOf(&["paid", "orders"]),
        "\"paid\"",
        "What was paid and not refunded; or orders of which something remains. Of equals, who got there first.",
    ),
    key("prizes", Required, List(&Table(PRIZE), 1, 50), "[[leaderboards.prizes]]", "What places win, the first first."),
];

const PRIZE: &[Key] = &[
    key("from", Required, Whole(1, 1000), "2", "The first of these places."),
    key("to", Required, Whole(1, 1000), "3", "The last of them."),
    key(
        "coupon",
        Required,
        Id,
        "\"tea-set\"",
        "The template of the coupon that each wins, when the result is final; goods are one of kind `\"gift\"`.",
    ),
];

pub const FIRST_GIFT: &[Key] = contest![
    key("places", Required, Whole(1, 10_000), "100", "How many members are given it: the first who order."),
    key(
        "coupon",
        Required,
        Id,
        "\"tea-tin\"",
        "The template of the coupon that each is given, at once; goods are one of kind `\"gift\"`.",
    ),
];
