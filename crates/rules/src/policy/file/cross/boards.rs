//! Judges `[[leaderboards]]` and `[[first_gifts]]` where their values depend on each other and on the rest of the policy.

use super::known;
use super::pricing::period;
use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;
use crate::policy::{Contest, Policy, Prize, Template, TemplateId};

pub fn boards(policy: &Policy, findings: &mut Findings<'_>) {
    super::unique(findings, "leaderboards", policy.leaderboards.iter().map(|board| board.terms.id.0.as_str()));
    super::unique(findings, "first_gifts", policy.first_gifts.iter().map(|gift| gift.terms.id.0.as_str()));
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
    period(path, (contest.from, contest.until), findings);
}

/// Each prize begins after the one before it has ended.
fn places(prizes: &[Prize], path: &str, findings: &mut Findings<'_>) {
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
