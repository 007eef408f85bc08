//! `[[tasks]]`: their keys, and that they can be done: as often as their kind and their period allow, of things that the policy has.

use super::{Section, known};
use crate::policy::file::shape::Key;
use crate::policy::file::shape::Need::{Default, Optional, Required};
use crate::policy::file::shape::Shape::{Id, List, OneOf, Table, Text, Whole, Yuan};
use crate::policy::file::shape::key;
use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;
use crate::policy::{Policy, Repeat, Task, TaskKind};

pub const SECTION: Section = Section {
    keys: &[key(
        "tasks",
        Default("[]"),
        List(&Table(TASK), 0, 30),
        "[[tasks]]",
        "What members are rewarded for besides buying, in the order of the page.",
    )],
    together: tasks,
    ..Section::PLAIN
};

const TASK: &[Key] = &[
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

fn tasks(policy: &Policy, findings: &mut Findings<'_>) {
    known::unique(findings, "tasks", policy.tasks.iter().map(|task| task.id.0.as_str()));
    for (at, task) in policy.tasks.iter().enumerate() {
        let path = format!("tasks[{at}]");
        if findings.doubts(&format!("{path}.kind")) {
            continue;
        }
        there(policy, task, &path, findings);
        spending(task, &path, findings);
        new_members(task, &path, findings);
        known::reward(policy, task.coupon.as_ref(), &format!("{path}.coupon"), findings);
        if once(task.kind) {
            never_again(task, &path, findings);
        } else if !findings.doubts(&format!("{path}.repeat")) {
            often_enough(task, &path, findings);
        }
    }
}

/// Whether it can be done once only.
fn once(kind: TaskKind) -> bool {
    matches!(kind, TaskKind::Profile | TaskKind::Birthday | TaskKind::FirstPurchase)
}

fn there(policy: &Policy, task: &Task, path: &str, findings: &mut Findings<'_>) {
    let missing = match task.kind {
        TaskKind::CheckIn if policy.check_in.is_none() => "check_in",
        TaskKind::Redemption if policy.mall.is_none() => "mall",
        _ => return,
    };
    if !findings.doubts(missing) {
        let message = format!("nobody can do it: the policy has no [{missing}]");
        findings.add(&format!("{path}.kind"), refuse(message, format!("add [{missing}], or remove the task")));
    }
}

fn never_again(task: &Task, path: &str, findings: &mut Findings<'_>) {
    if task.repeat != Repeat::None {
        let message = "is done once and never begins anew";
        findings.add(&format!("{path}.repeat"), refuse(message, "remove it"));
    }
    if task.times > 1 {
        let message = format!("asks for {} times what can be done once", task.times);
        findings.add(&format!("{path}.times"), refuse(message, "remove it"));
    }
}

fn spending(task: &Task, path: &str, findings: &mut Findings<'_>) {
    let key = format!("{path}.yuan");
    if findings.doubts(&key) {
        return;
    }
    match (task.kind, task.yuan) {
        (TaskKind::Spend, None) => {
            findings.add(&key, refuse("is missing; \"spend\" needs it", "add yuan = 199"));
        }
        (TaskKind::Spend, Some(yuan)) if yuan.is_zero() => {
            findings.add(&key, refuse("asks for nothing", "write more than 0"));
        }
        (TaskKind::Spend, Some(_)) | (_, None) => {}
        (_, Some(_)) => {
            findings.add(&key, refuse("has an effect on \"spend\" only", "remove it, or write kind = \"spend\""));
        }
    }
    if task.kind == TaskKind::Spend && task.times > 1 {
        let message = format!("asks for {} times what is reached once a period", task.times);
        findings.add(&format!("{path}.times"), refuse(message, "remove it, and say with yuan how much"));
    }
}

/// What new members are asked for is bought, and asked for once.
fn new_members(task: &Task, path: &str, findings: &mut Findings<'_>) {
    if task.new_members_days.is_none() {
        return;
    }
    let key = format!("{path}.new_members_days");
    if !matches!(task.kind, TaskKind::FirstPurchase | TaskKind::Purchase | TaskKind::Spend) {
        let message = "has an effect on \"first_purchase\", \"purchase\" and \"spend\" only";
        findings.add(&key, refuse(message, "remove it"));
    } else if task.repeat != Repeat::None && !findings.doubts(&format!("{path}.repeat")) {
        findings.add(&key, refuse("ends once, and the task begins anew", "remove it, or `repeat`"));
    }
}

/// Visits and check-ins count once a day, what staff confirm once a period.
fn often_enough(task: &Task, path: &str, findings: &mut Findings<'_>) {
    let days = match task.repeat {
        Repeat::None | Repeat::Unknown => u32::MAX,
        Repeat::Daily => 1,
        Repeat::Weekly => 7,
        // February has no more.
        Repeat::Monthly => 28,
    };
    let (most, why) = match task.kind {
        TaskKind::Visit | TaskKind::CheckIn => (days, "a day counts once"),
        TaskKind::Shown => (1, "staff confirm it once a period"),
        _ => return,
    };
    if task.times > most {
        let message = format!("asks for {} times in a period that has {most}: {why}", task.times);
        findings.add(&format!("{path}.times"), refuse(message, format!("write {most} or less")));
    }
}
