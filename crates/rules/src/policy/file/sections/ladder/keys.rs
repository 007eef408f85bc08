//! The keys of `[ladder]`, `[[tiers]]` and `[earning]`.

use crate::policy::file::shape::Key;
use crate::policy::file::shape::Need::{Default, Optional, Required};
use crate::policy::file::shape::Shape::{ByClass, Factor, Flag, Id, List, OneOf, Table, Text, Whole, Yuan};
use crate::policy::file::shape::key;

pub const LADDER: &[Key] = &[
    key(
        "kind",
        Required,
        OneOf(&["lifetime", "period"]),
        "\"lifetime\"",
        "`\"lifetime\"`: tiers by all qualifying spend so far, and a tier never lapses. `\"period\"`: by a single purchase or by the spend of a period, with reviews.",
    ),
    key(
        "months",
        Default("12"),
        Whole(1, 60),
        "12",
        "Length of the period whose spend counts, and how long a tier holds. Period ladders only.",
    ),
    key(
        "grace_days",
        Default("30"),
        Whole(0, 366),
        "30",
        "Days after these months until the review. Period ladders only.",
    ),
    key(
        "on_review",
        Default("\"supported\""),
        OneOf(&["supported", "one_step"]),
        "\"one_step\"",
        "Where a member goes whose spend no longer supports the tier: to the tier that it supports, or one step down. Period ladders only.",
    ),
    key(
        "points_tier",
        Default("\"before\""),
        OneOf(&["before", "after"]),
        "\"after\"",
        "Whether a sale that lifts a member earns with the tier held before it or after it.",
    ),
];

pub const TIER: &[Key] = &[
    key(
        "id",
        Required,
        Id,
        "\"daren\"",
        "Names the tier in every version of the policy; a tier that members may hold is never removed.",
    ),
    key("name", Required, Text(16), "{ zh = \"达人\", en = \"Expert\" }", "The tier's name."),
    key(
        "spend",
        Optional,
        Yuan,
        "999",
        "Qualifying spend that reaches the tier: of a lifetime or of the period. `0` in the lowest, then rising; left out only where `by_invitation`.",
    ),
    key(
        "single",
        Optional,
        Yuan,
        "2500",
        "One purchase of at least this reaches the tier, too. Period ladders only; rising, and not above `spend`.",
    ),
    key(
        "by_invitation",
        Default("false"),
        Flag,
        "true",
        "Given by the brand, never reached by spending; then without `spend` and `single`.",
    ),
    key(
        "multiplier",
        Default("\"1\""),
        Factor(1, 100_000),
        "\"1.2\"",
        "Points are multiplied by this; above 0, at most 100.",
    ),
    key(
        "pays_percent",
        Default("{}"),
        ByClass(&Whole(1, 100)),
        "{ regular = 85 }",
        "What members of the tier pay, by class of goods, in per cent of the list price, or of the campaign price where there is one: 85 is 15 % off (8.5折). A class that is not named costs its full price.",
    ),
    key(
        "benefits",
        Default("[]"),
        List(&Text(120), 0, 12),
        "[{ zh = \"生日可领一张券\", en = \"A coupon on your birthday\" }]",
        "Everything else that the tier is good for, one line each.",
    ),
    key(
        "material",
        Required,
        OneOf(&["paper", "linen", "bronze", "vermilion", "ink_gold", "grey", "silver", "gold", "diamond"]),
        "\"bronze\"",
        "What the card looks made of.",
    ),
];

pub const EARNING: &[Key] = &[key(
    "classes",
    Required,
    List(&Table(CLASS), 1, 20),
    "[[earning.classes]]",
    "The classes of goods. The first is that of regular goods: imports and the simulator take a purchase for it.",
)];

const CLASS: &[Key] = &[
    key("id", Required, Id, "\"regular\"", "Names the class at the till."),
    key("name", Required, Text(24), "{ zh = \"正价商品\", en = \"Regular goods\" }", "The name on receipts."),
    key(
        "points_per_yuan",
        Required,
        Factor(0, 1_000_000),
        "\"1\"",
        "Points for one yuan paid; `0` for none, at most 1000.",
    ),
    key(
        "nothing_below_percent",
        Optional,
        Whole(0, 100),
        "70",
        "A line paid below this per cent of its list price earns nothing.",
    ),
];
