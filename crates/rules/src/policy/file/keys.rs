//! Every key that a policy file may have, once: what is read, what is refused and what `docs/policy.md` lists all come
//! from here. Tests hold it against the types in [`crate::policy`].

mod boards;
mod check_in;
mod consents;
mod coupons;
mod earning;
mod mall;
mod pricing;
mod tasks;

use super::shape::Shape::{ByClass, Colour, Digits, Flag, Id, List, OneOf, Slug, Table, Text, Whole, Yuan, Zone};
use super::shape::{Key, Need, Shape};
use Need::{Default, Optional, Required};
use boards::{FIRST_GIFT, LEADERBOARD};
use check_in::CHECK_IN;
use consents::CONSENT;
use coupons::{COUPON, GRANT};
use earning::EARNING;
use mall::MALL;
use pricing::PRICING;
use tasks::TASK;

const fn key(name: &'static str, need: Need, shape: Shape, example: &'static str, meaning: &'static str) -> Key {
    Key { name, need, shape, example, meaning }
}

/// The whole file.
pub const POLICY: &[Key] = &[
    key("brand", Required, Table(BRAND), "{ … }", "Who the brand is and how its pages look."),
    key(
        "stores",
        Required,
        List(&Table(STORE), 1, 999),
        "[[stores]]",
        "The shops; the printed code of each leads to its own address.",
    ),
    key("ladder", Required, Table(LADDER), "{ kind = \"lifetime\" }", "How members climb and how long a tier holds."),
    key("tiers", Required, List(&Table(TIER), 1, 9), "[[tiers]]", "The steps of the ladder, lowest first."),
    key("earning", Required, Table(EARNING), "{ … }", "What purchases earn."),
    key("expiry", Required, Table(EXPIRY), "{ kind = \"year_end\", years = 1 }", "When points end."),
    key("check_in", Optional, Table(CHECK_IN), "{ base = 2 }", "What checking in once a business day earns."),
    key(
        "tasks",
        Default("[]"),
        List(&Table(TASK), 0, 30),
        "[[tasks]]",
        "What members are rewarded for besides buying, in the order of the page.",
    ),
    key(
        "mall",
        Optional,
        Table(MALL),
        "{ claim_days = 7 }",
        "The points mall; what it offers is imported (`shuke import items`).",
    ),
    key(
        "pricing",
        Default("{ coupons_per_basket = 5 }"),
        Table(PRICING),
        "{ coupons_per_basket = 2 }",
        "Prices besides the tiers' own, points as money, delivery.",
    ),
    key("coupons", Default("[]"), List(&Table(COUPON), 0, 200), "[[coupons]]", "What coupons there are."),
    key("grants", Default("[]"), List(&Table(GRANT), 0, 60), "[[grants]]", "Which coupons are given by themselves."),
    key(
        "leaderboards",
        Default("[]"),
        List(&Table(LEADERBOARD), 0, 60),
        "[[leaderboards]]",
        "Who buys the most within some days, and what the first places win.",
    ),
    key(
        "first_gifts",
        Default("[]"),
        List(&Table(FIRST_GIFT), 0, 60),
        "[[first_gifts]]",
        "Gifts for the first members who buy within some days.",
    ),
    key(
        "consents",
        Required,
        List(&Table(CONSENT), 1, 9),
        "[[consents]]",
        "What members agree to, or not; at least one is required.",
    ),
];

const BRAND: &[Key] = &[
    key("id", Required, Slug, "\"xiaoman\"", "Names the brand for good."),
    key(
        "code",
        Required,
        Digits(3),
        "\"690\"",
        "The first three digits of every card number and a part of every member code; not `000`, and never changed.",
    ),
    key("name", Required, Text(24), "{ zh = \"小满\", en = \"Xiaoman\" }", "The brand's name."),
    key("line", Required, Text(60), "{ zh = \"茶与燕麦\", en = \"Tea and oats\" }", "One line under the name."),
    key(
        "time_zone",
        Default("\"Asia/Shanghai\""),
        Zone,
        "\"Asia/Shanghai\"",
        "The zone whose calendar days are business days, by its IANA name; never changed.",
    ),
    key(
        "welcome",
        Default("[]"),
        List(&Text(120), 0, 6),
        "[{ zh = \"入会免费\", en = \"Joining is free\" }]",
        "What the card is good for, one line each, for somebody who has not joined.",
    ),
    key(
        "look",
        Default("{ accent = \"#a8321f\", accent_dark = \"#f08a74\" }"),
        Table(LOOK),
        "{ accent = \"#2f6b3a\", accent_dark = \"#8fce9c\" }",
        "Colours and drawing.",
    ),
];

const LOOK: &[Key] = &[
    key(
        "accent",
        Required,
        Colour,
        "\"#2f6b3a\"",
        "The accent on light grounds; its contrast with them is at least 4.5:1.",
    ),
    key(
        "accent_dark",
        Required,
        Colour,
        "\"#8fce9c\"",
        "The accent on dark grounds; its contrast with them is at least 4.5:1.",
    ),
    key("art", Optional, OneOf(&["leaf", "ridge"]), "\"leaf\"", "The brand's drawing."),
];

const STORE: &[Key] = &[
    key(
        "id",
        Required,
        Slug,
        "\"wukang-road\"",
        "What the printed code carries: `/s/{id}`. A shop that closes stays, with `revoked = true`.",
    ),
    key("name", Required, Text(40), "{ zh = \"武康路店\", en = \"Wukang Road\" }", "The shop's name."),
    key(
        "address",
        Required,
        Text(120),
        "{ zh = \"上海市徐汇区武康路9001号\", en = \"9001 Wukang Road, Xuhui, Shanghai\" }",
        "Where it is.",
    ),
    key(
        "hours",
        Optional,
        Text(60),
        "{ zh = \"每日 10:00–22:00\", en = \"Daily 10:00–22:00\" }",
        "Opening hours as people read them.",
    ),
    key("region", Required, Digits(2), "\"21\"", "Two digits of the card number of those who join here."),
    key(
        "revoked",
        Default("false"),
        Flag,
        "true",
        "The shop's printed codes are withdrawn: they lead nowhere any more.",
    ),
];

const LADDER: &[Key] = &[
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

const TIER: &[Key] = &[
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
        Shape::Factor(1, 100_000),
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

pub const EXPIRY: &[Key] = &[
    key(
        "kind",
        Required,
        OneOf(&["year_end", "months", "never"]),
        "\"year_end\"",
        "`\"year_end\"`: on 31 December, 24:00. `\"months\"`: so many months after the day they were earned on. `\"never\"`.",
    ),
    key(
        "years",
        Optional,
        Whole(1, 10),
        "1",
        "With `\"year_end\"`, and required there: how many years after the year they were earned in.",
    ),
    key("months", Optional, Whole(1, 120), "24", "With `\"months\"`, and required there."),
];
