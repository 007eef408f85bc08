//! `[[leaderboards]]` and `[[first_gifts]]`: their keys, judging them together with the rest of the policy, and what of them
//! stands once they have begun.

mod frozen;

use super::coupons::SCOPE;
use super::{Section, days, known};
use crate::policy::file::shape::Key;
use crate::policy::file::shape::Need::{Default, Optional, Required};
use crate::policy::file::shape::Shape::{Day, Id, List, OneOf, Slug, Table, Text, Whole, Yuan};
use crate::policy::file::shape::key;
use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;
use crate::policy::{Contest, Policy, Prize, Template, TemplateId};

pub const SECTION: Section = Section {
    keys: &[
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
    ],
    together: boards,
    follows: frozen::frozen,
    ..Section::PLAIN
};

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

const LEADERBOARD: &[Key] = contest![
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

const FIRST_GIFT: &[Key] = contest![
    key("places", Required, Whole(1, 10_000), "100", "How many members are given it: the first who order."),
    key(
        "coupon",
        Required,
        Id,
        "\"tea-tin\"",
        "The template of the coupon that each is given, at once; goods are one of kind `\"gift\"`.",
    ),
];

fn boards(policy: &Policy, findings: &mut Findings<'_>) {
    known::unique(findings, "leaderboards", policy.leaderboards.iter().map(|board| board.terms.id.0.as_str()));
    known::unique(findings, "first_gifts", policy.first_gifts.iter().map(|gift| gift.terms.id.0.as_str()));
    for (at, board) in policy.leaderboards.iter().enumerate() {
        let path = format!("leaderboards[{at}]");
        contest(policy, &board.contest(), &path, findings);
        places(&board.prizes, &path, findings);
        for (nth, prize) in board.prizes.iter().enumerate() {
            coupon(policy, &board.contest(), &prize.coupon, &format!("{path}.prizes[{nth}].coupon"), findings);
        }
    }
    for (at, gift) in policy.first_gifts.iter().enumerate() {
        let path = format!("first_gifts[{at}]");
        contest(policy, &gift.contest(), &path, findings);
        coupon(policy, &gift.contest(), &gift.coupon, &format!("{path}.coupon"), findings);
        if let Some(board) = policy.leaderboards.iter().position(|board| board.terms.id == gift.terms.id) {
            let line = findings.line(&format!("leaderboards[{board}].id"));
            let message = format!("`{}` is also the id of the board on line {line}", gift.terms.id);
            findings.add(&format!("{path}.id"), refuse(message, "give each its own id"));
        }
    }
}

fn contest(policy: &Policy, contest: &Contest<'_>, path: &str, findings: &mut Findings<'_>) {
    known::scope(policy, contest.scope, path, findings);
    known::tier(policy, contest.tier, &format!("{path}.tier"), findings);
    days::period(path, (contest.from, contest.until), findings);
}

/// Each prize begins after the one before it has ended.
pub fn places(prizes: &[Prize], path: &str, findings: &mut Findings<'_>) {
    let mut last = 0;
    for (at, prize) in prizes.iter().enumerate() {
        let here = format!("{path}.prizes[{at}]");
        let doubtful = ["from", "to"].iter().any(|key| findings.doubts(&format!("{here}.{key}")));
        if prize.to < prize.from && !doubtful {
            let message = format!("is before the first of these places, {}", prize.from);
            findings.add(&format!("{here}.to"), refuse(message, format!("write {} or more", prize.from)));
        } else if prize.from <= last && !doubtful {
            let message = format!("place {} is won already: the prize before it goes to place {last}", prize.from);
            let remedy = format!("write {} or more, the first places first", last + 1);
            findings.add(&format!("{here}.from"), refuse(message, remedy));
        }
        last = last.max(prize.to);
    }
}

/// The coupon can be given to whoever wins it: nothing but the contest decides how many there are and who has one.
fn coupon(policy: &Policy, contest: &Contest<'_>, id: &TemplateId, key: &str, findings: &mut Findings<'_>) {
    known::coupon(policy, id, key, findings);
    let Some(template) = policy.template(id) else { return };
    for (name, is_there) in [
        ("claim", template.claim.is_some()),
        ("stock", template.stock.is_some()),
        ("per_member", template.per_member.is_some()),
    ] {
        if is_there {
            let message = format!("`{id}` has `{name}`, but how many are won, and by whom, is said here");
            let remedy = format!("name a coupon without `{name}`, of its own for this");
            findings.add(key, refuse(message, remedy));
        }
    }
    too_high(policy, contest, template, key, findings);
    let settled = contest.settled();
    if let Some(until) = template.until.filter(|until| *until <= settled) {
        let message = format!("`{id}` ends on {until}, and the result is final after {settled} only");
        findings.add(key, refuse(message, format!("let the coupon end after {settled}, or give it `days`")));
    }
}

fn too_high(policy: &Policy, contest: &Contest<'_>, template: &Template, key: &str, findings: &mut Findings<'_>) {
    let rank = |tier: Option<&crate::policy::TierId>| tier.map_or(0, |tier| policy.rank(tier));
    if let Some(tier) = template.tier.as_ref().filter(|tier| rank(contest.tier) < rank(Some(tier))) {
        let message = format!("`{}` is for `{tier}` and above, and others can win it", template.id);
        findings.add(key, refuse(message, format!("add tier = \"{tier}\" here, or remove it from the coupon")));
    }
}
