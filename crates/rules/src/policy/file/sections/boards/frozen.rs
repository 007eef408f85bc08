//! The rules of a leaderboard or a first-come gift stand from its first day on, and with them what is won. So whoever takes
//! part plays by what they read, and the version that opened it and every later one say the same of it.

use crate::policy::file::sections::Following;
use crate::policy::file::value::{Refusal, refuse};
use crate::policy::file::walk::Findings;
use crate::policy::{BoardId, Contest, Policy, TemplateId, Won};
use crate::time::Day;

pub fn frozen(&Following { old, new, today }: &Following<'_>, findings: &mut Findings<'_>) {
    let begun = |contest: &Contest<'_>| contest.from <= today;
    for contest in old.contests().filter(begun) {
        kept(old, new, &contest, today, findings);
    }
    for contest in new.contests() {
        let before = old.contests().find(|old| old.id == contest.id);
        if contest.from < today && !before.as_ref().is_some_and(begun) {
            let message = format!("{} is over: nobody could have read these rules then", contest.from);
            findings
                .add(&format!("{}.from", place(new, contest.id)), refuse(message, format!("write {today} or later")));
        }
    }
}

/// What has begun says what it said, and is there until everybody has seen how it ended.
fn kept(old: &Policy, new: &Policy, contest: &Contest<'_>, today: Day, findings: &mut Findings<'_>) {
    let stays = contest.stays();
    let Some(after) = new.contests().find(|new| new.id == contest.id) else {
        if today <= stays {
            let (id, from) = (contest.id, contest.from);
            let message = format!("`{id}` is missing, and members take part in it since {from}");
            let remedy = format!("keep it as it is until {stays}: its result is shown until then");
            let list = if matches!(contest.won, Won::Most(..)) { "leaderboards" } else { "first_gifts" };
            findings.add(&format!("{list}.{id}"), refuse(message, remedy));
        }
        return;
    };
    if after != *contest {
        findings.add(&format!("{}.id", place(new, contest.id)), changed(contest));
    }
    for (.., coupon) in contest.prizes() {
        if today <= stays && old.template(coupon) != new.template(coupon) {
            findings.add(&template(new, coupon), promised(contest, coupon, stays));
        }
    }
}

fn changed(contest: &Contest<'_>) -> Refusal {
    let message = format!("what `{}` says has changed, and its rules stand since {}", contest.id, contest.from);
    refuse(message, "write it as it is in force, or begin another under an id of its own")
}

fn promised(contest: &Contest<'_>, coupon: &TemplateId, stays: Day) -> Refusal {
    let message = format!("what `{coupon}` says has changed, and it is what `{}` gives", contest.id);
    refuse(message, format!("write it as it is in force until {stays}, or another under an id of its own"))
}

/// Where a contest of the new policy stands in its file.
fn place(new: &Policy, id: &BoardId) -> String {
    match new.leaderboards.iter().position(|board| board.terms.id == *id) {
        Some(at) => format!("leaderboards[{at}]"),
        None => {
            format!("first_gifts[{}]", new.first_gifts.iter().position(|gift| gift.terms.id == *id).unwrap_or_default())
        }
    }
}

fn template(policy: &Policy, id: &TemplateId) -> String {
    match policy.coupons.iter().position(|template| template.id == *id) {
        Some(at) => format!("coupons[{at}].id"),
        None => format!("coupons.{id}"),
    }
}
