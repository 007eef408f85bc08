//! `[mall]`: its keys, and judging them together.

use super::Section;
use crate::policy::file::shape::Key;
use crate::policy::file::shape::Need::{Default, Optional, Required};
use crate::policy::file::shape::Shape::{Slug, Table, Whole, Yuan};
use crate::policy::file::shape::key;
use crate::policy::file::suggest;
use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;
use crate::policy::{Express, Policy};

pub const SECTION: Section = Section {
    keys: &[key(
        "mall",
        Optional,
        Table(MALL),
        "{ claim_days = 7 }",
        "The points mall; what it offers is imported (`shuke import items`).",
    )],
    together: mall,
    ..Section::PLAIN
};

const MALL: &[Key] = &[
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

fn mall(policy: &Policy, findings: &mut Findings<'_>) {
    if let Some(express) = policy.mall.as_ref().and_then(|mall| mall.express.as_ref()) {
        express_of(express, policy, findings);
    }
}

fn express_of(express: &Express, policy: &Policy, findings: &mut Findings<'_>) {
    let wrong = ["yuan", "points"].iter().any(|key| findings.doubts(&format!("mall.express.{key}")));
    if express.yuan.is_none() && express.points.is_none() && !wrong {
        let remedy = "add yuan, points or both; yuan = 0 sends for nothing";
        findings.add("mall.express", refuse("has no fee, so nobody could choose it", remedy));
    }
    let doubtful = (0..policy.stores.len()).any(|at| findings.doubts(&format!("stores[{at}].id")));
    if doubtful || findings.doubts("mall.express.store") {
        return;
    }
    let open = || policy.stores.iter().filter(|store| !store.revoked).map(|store| store.id.0.as_str());
    if !open().any(|id| id == express.store.0) {
        let message = format!("there is no open shop `{}`", express.store);
        let remedy = match suggest::nearest(&express.store.0, open()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("name one of: {}", open().collect::<Vec<_>>().join(", ")),
        };
        findings.add("mall.express.store", refuse(message, remedy));
    }
}
