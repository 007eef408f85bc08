//! `[referral]`: its keys, and that what it promises can be given.

use super::{Section, boards, known};
use crate::policy::file::shape::Need::{Default, Optional, Required};
use crate::policy::file::shape::Shape::{Id, List, Table, Whole, Yuan};
use crate::policy::file::shape::{Key, key};
use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;
use crate::policy::{Policy, Referral};

pub const SECTION: Section = Section {
    keys: &[key(
        "referral",
        Optional,
        Table(REFERRAL),
        "{ least = 30, inviter = { points = 200 }, friend = { points = 100 } }",
        "Bringing a friend: a member's link, and what both get once the friend has bought and kept it. Without it there are no links.",
    )],
    together: referral,
    ..Section::PLAIN
};

const REFERRAL: &[Key] = &[
    key(
        "window_days",
        Default("30"),
        Whole(0, 60),
        "14",
        "Days after the day on which a link was opened on which who opened it can join by it.",
    ),
    key(
        "buy_days",
        Default("30"),
        Whole(0, 366),
        "60",
        "Days after the day of joining on which the friend can make the purchase that counts.",
    ),
    key(
        "least",
        Optional,
        Yuan,
        "30",
        "What that purchase comes to at least: the first in a shop that does, and only while at least this remains of it.",
    ),
    key(
        "settle_days",
        Default("7"),
        Whole(0, 90),
        "15",
        "Days after its own on which the purchase is settling, as long as it can be returned: rewards are given after them.",
    ),
    key(
        "per_month",
        Default("20"),
        Whole(1, 1_000),
        "10",
        "How many friends a member can bring in a calendar month; who joins by the link beyond that joins without it.",
    ),
    key("inviter", Default("{}"), Table(REWARD), "{ points = 200 }", "What the member gets for each friend."),
    key("friend", Default("{}"), Table(REWARD), "{ coupon = \"thank-you-10\" }", "What the friend gets."),
    key(
        "gifts",
        Default("[]"),
        List(&Table(GIFT), 0, 12),
        "[[referral.gifts]]",
        "Gifts for so many friends in all whose purchases were kept, by rising number.",
    ),
    key(
        "prizes",
        Default("[]"),
        List(&Table(PRIZE), 0, 50),
        "[[referral.prizes]]",
        "What the first places of a calendar month win, the first first: most friends whose purchase of that month was kept. Those in force when the month began.",
    ),
    key("team", Optional, Table(TEAM), "{ … }", "Teams: all of one get the gift once each has bought and kept it."),
];

const REWARD: &[Key] = &[
    key("points", Default("0"), Whole(0, 100_000), "200", "Points."),
    key(
        "coupon",
        Optional,
        Id,
        "\"thank-you-10\"",
        "A coupon. One that everybody can be given at any time: without `tier`, `from`, `until`, `stock` and `per_member`.",
    ),
];

const GIFT: &[Key] = &[
    key("friends", Required, Whole(1, 1_000), "3", "For so many friends."),
    key("coupon", Required, Id, "\"tea-tin\"", "The coupon that is given; goods are one of kind `\"gift\"`."),
];

const PRIZE: &[Key] = &[
    key("from", Required, Whole(1, 1000), "2", "The first of these places."),
    key("to", Required, Whole(1, 1000), "3", "The last of them."),
    key("coupon", Required, Id, "\"tea-set\"", "The coupon that each wins, when the month's result is final."),
];

const TEAM: &[Key] = &[
    key("size", Required, Whole(2, 20), "3", "How many they are, the one who opened it among them."),
    key(
        "days",
        Required,
        Whole(0, 60),
        "7",
        "Days after the day on which it was opened on which one can join it and buy.",
    ),
    key("coupon", Required, Id, "\"tea-tin\"", "The coupon that each of them is given."),
];

fn referral(policy: &Policy, findings: &mut Findings<'_>) {
    let Some(referral) = &policy.referral else { return };
    if referral.inviter.is_nothing() && referral.friend.is_nothing() {
        let message = "neither `inviter` nor `friend` gets anything";
        findings.add("referral", refuse(message, "say what one of them gets, such as friend = { points = 100 }"));
    }
    known::reward(policy, referral.inviter.coupon.as_ref(), "referral.inviter.coupon", findings);
    known::reward(policy, referral.friend.coupon.as_ref(), "referral.friend.coupon", findings);
    gifts(policy, referral, findings);
    boards::places(&referral.prizes, "referral", findings);
    for (at, prize) in referral.prizes.iter().enumerate() {
        known::reward(policy, Some(&prize.coupon), &format!("referral.prizes[{at}].coupon"), findings);
    }
    known::reward(policy, referral.team.as_ref().map(|team| &team.coupon), "referral.team.coupon", findings);
}

/// Each is for more friends than the one before it.
fn gifts(policy: &Policy, referral: &Referral, findings: &mut Findings<'_>) {
    let mut last = 0;
    for (at, gift) in referral.gifts.iter().enumerate() {
        let path = format!("referral.gifts[{at}]");
        if gift.friends <= last && !findings.doubts(&format!("{path}.friends")) {
            let message = format!("{} friends are not more than the {last} of the gift before it", gift.friends);
            findings.add(&format!("{path}.friends"), refuse(message, format!("write {} or more", last + 1)));
        }
        last = last.max(gift.friends);
        known::reward(policy, Some(&gift.coupon), &format!("{path}.coupon"), findings);
    }
}
