//! The keys of `[[coupons]]` and `[[grants]]`.

use crate::policy::file::shape::Key;
use crate::policy::file::shape::Need::{Default, Optional, Required};
use crate::policy::file::shape::Shape::{Day, Flag, Id, List, OneOf, Slug, Table, Text, Whole, Words, Yuan};
use crate::policy::file::shape::key;

pub const COUPON: &[Key] = &[
    key("id", Required, Id, "\"autumn-20\"", "Names the template in every version of the policy."),
    key("name", Required, Text(24), "{ zh = \"满 100 减 20\", en = \"¥20 off ¥100\" }", "What the coupon is called."),
    key(
        "note",
        Optional,
        Text(200),
        "{ zh = \"堂食与外带都可用\", en = \"For here or to go\" }",
        "What one should know besides the terms that follow from the other keys.",
    ),
    key("effect", Required, Table(EFFECT), "{ kind = \"amount_off\", yuan = 20 }", "What it does."),
    key(
        "threshold",
        Optional,
        Yuan,
        "100",
        "What the goods in its scope must come to, in what remains of their prices when its turn comes.",
    ),
    key("scope", Default("{}"), Table(SCOPE), "{ classes = [\"regular\"] }", "What it is for."),
    key("tier", Optional, Id, "\"daren\"", "The lowest tier that can be given it and can use it."),
    key(
        "group",
        Default("\"main\""),
        Id,
        "\"delivery\"",
        "Coupons of different templates of one group do not go together in a basket.",
    ),
    key("per_basket", Default("1"), Whole(1, 5), "3", "How many coupons of this template go into one basket."),
    key("from", Optional, Day, "\"2026-12-01\"", "The first day on which it can be used."),
    key("until", Optional, Day, "\"2026-12-31\"", "The last day on which it can be used."),
    key(
        "days",
        Optional,
        Whole(0, 3660),
        "30",
        "Days after the day it was given on which it still can be used; `0`: on that day only. With `until`, whichever ends first.",
    ),
    key(
        "stock",
        Optional,
        Whole(1, 100_000_000),
        "5000",
        "How many are given in all. Changing it never gives back what was given.",
    ),
    key("per_member", Optional, Whole(1, 1000), "2", "How many a member is given in all."),
    key(
        "claim",
        Optional,
        Table(CLAIM),
        "{ until = \"2026-12-31\" }",
        "How members get it for themselves; `{}`: always. Without it it is only given. It needs `per_member`, `stock` or `claim.points`, so that nobody can claim any number of it.",
    ),
];

const EFFECT: &[Key] = &[
    key(
        "kind",
        Required,
        OneOf(&["amount_off", "percent_off", "gift", "trial", "buy_three_one_free", "free_delivery"]),
        "\"amount_off\"",
        "An amount less; per cent less; something for nothing besides the goods; one piece in its scope, the dearest, for `yuan`; of the three dearest pieces in its scope the cheapest free (三免一); delivery for nothing.",
    ),
    key(
        "yuan",
        Optional,
        Yuan,
        "20",
        "With `\"amount_off\"`, and required there: how much less. With `\"trial\"`: what the piece costs, nothing if it is not said; one that costs less is not made dearer.",
    ),
    key(
        "pays_percent",
        Optional,
        Whole(1, 99),
        "85",
        "With `\"percent_off\"`, and required there: what remains to be paid; 85 is 15 % off (8.5折).",
    ),
    key("at_most", Optional, Yuan, "50", "With `\"percent_off\"`: it takes off no more than this."),
    key(
        "instead_of_member_price",
        Default("false"),
        Flag,
        "true",
        "With `\"percent_off\"`: of the price before member price and limited discounts, and in their place where it is lower.",
    ),
    key(
        "gift",
        Optional,
        Text(40),
        "{ zh = \"燕麦饼干一包\", en = \"A packet of oat biscuits\" }",
        "With `\"gift\"`, and required there: what it is.",
    ),
    key("item", Optional, Words(64), "\"70012\"", "With `\"gift\"`: its number in the till."),
];

pub const SCOPE: &[Key] = &[
    key("classes", Default("[]"), List(&Id, 0, 20), "[\"regular\"]", "These classes of goods."),
    key(
        "items",
        Default("[]"),
        List(&Words(64), 0, 200),
        "[\"10021\"]",
        "These items, by their number in the till; beside `classes`, either is enough.",
    ),
    key("stores", Default("[]"), List(&Slug, 0, 999), "[\"wukang-road\"]", "In these shops only."),
];

const CLAIM: &[Key] = &[
    key("from", Optional, Day, "\"2026-12-01\"", "The first day on which it can be claimed."),
    key("until", Optional, Day, "\"2026-12-31\"", "The last day on which it can be claimed."),
    key("code", Optional, Id, "\"autumn-tea\"", "It takes this code; such a coupon is not on the page."),
    key("points", Optional, Whole(1, 10_000_000), "2000", "What it costs in points."),
    key(
        "new_members_days",
        Optional,
        Whole(0, 366),
        "30",
        "For new members: days after the day they joined on which it still can be claimed.",
    ),
];

pub const GRANT: &[Key] = &[
    key("id", Required, Id, "\"birthday\"", "Names what is given in every version of the policy."),
    key("coupon", Required, Id, "\"birthday-10\"", "The template."),
    key(
        "on",
        Required,
        OneOf(&["joining", "birthday", "birthday_month", "tier"]),
        "\"birthday_month\"",
        "To a new member; around the birthday, for as many days as the template says; for the month of the birthday; for holding a tier. A birthday counts once a year, whether or not it is moved.",
    ),
    key(
        "tiers",
        Default("[]"),
        List(&Id, 0, 9),
        "[\"hongren\", \"koc\"]",
        "Whose members are given it; empty: everybody.",
    ),
    key(
        "count",
        Default("1"),
        Whole(1, 12),
        "3",
        "How many at a time; on `\"tier\"`: how many within the period. Not more than `per_member` of the coupon.",
    ),
    key(
        "per",
        Default("\"ever\""),
        OneOf(&["ever", "month", "year"]),
        "\"month\"",
        "On `\"tier\"`: the period. `\"ever\"` is in all, and what another tier gave of the template counts.",
    ),
    key("days_before", Default("0"), Whole(0, 60), "7", "On `\"birthday\"`: so many days before it."),
];
