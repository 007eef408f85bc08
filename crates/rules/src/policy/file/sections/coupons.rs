//! `[[coupons]]` and `[[grants]]`: their keys, and judging them together with the rest of the policy.

mod effects;
mod grants;
mod keys;

pub use keys::SCOPE;

use super::{Section, days, known};
use crate::policy::file::shape::Need::Default;
use crate::policy::file::shape::Shape::{List, Table};
use crate::policy::file::shape::key;
use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;
use crate::policy::{Claim, Effect, Policy, Template};
use keys::{COUPON, GRANT};

pub const SECTION: Section = Section {
    keys: &[
        key("coupons", Default("[]"), List(&Table(COUPON), 0, 200), "[[coupons]]", "What coupons there are."),
        key(
            "grants",
            Default("[]"),
            List(&Table(GRANT), 0, 60),
            "[[grants]]",
            "Which coupons are given by themselves.",
        ),
    ],
    readable: effects::effects,
    together,
    ..Section::PLAIN
};

fn together(policy: &Policy, findings: &mut Findings<'_>) {
    coupons(policy, findings);
    grants::grants(policy, findings);
}

fn coupons(policy: &Policy, findings: &mut Findings<'_>) {
    known::unique(findings, "coupons", policy.coupons.iter().map(|coupon| coupon.id.0.as_str()));
    for (at, coupon) in policy.coupons.iter().enumerate() {
        let path = format!("coupons[{at}]");
        known::scope(policy, &coupon.scope, &path, findings);
        known::tier(policy, coupon.tier.as_ref(), &format!("{path}.tier"), findings);
        days::days(coupon.from, coupon.until, &path, findings);
        if let Some(claim) = &coupon.claim {
            claimed(policy, coupon, claim, at, &path, findings);
        }
        per_basket(policy, coupon, &path, findings);
        if !findings.doubts(&format!("{path}.effect")) && !findings.doubts(&format!("{path}.effect.kind")) {
            effect(policy, coupon, &path, findings);
        }
    }
}

fn claimed(policy: &Policy, coupon: &Template, claim: &Claim, at: usize, path: &str, findings: &mut Findings<'_>) {
    let here = format!("{path}.claim");
    days::days(claim.from, claim.until, &here, findings);
    without_end(coupon, claim, path, findings);
    if let (Some(until), Some(last)) = (claim.until, coupon.until)
        && last < until
    {
        let message = format!("can be claimed after its last day, {last}");
        findings.add(&format!("{here}.until"), refuse(message, format!("write {last} or earlier")));
    }
    let same = |other: &Template| other.claim.as_ref().is_some_and(|other| other.code == claim.code);
    let first = policy.coupons.iter().take(at).position(same).filter(|_| claim.code.is_some());
    if let Some(first) = first {
        let line = findings.line(&format!("coupons[{first}].claim.code"));
        findings
            .add(&format!("{here}.code"), refuse(format!("is also the code on line {line}"), "give each its own code"));
    }
}

/// Something ends how many a member can claim: what somebody holds is compared at every quote.
fn without_end(coupon: &Template, claim: &Claim, path: &str, findings: &mut Findings<'_>) {
    let ends = coupon.per_member.is_some() || coupon.stock.is_some() || claim.points.is_some();
    let keys = ["claim", "claim.points", "per_member", "stock"];
    if ends || keys.iter().any(|key| findings.doubts(&format!("{path}.{key}"))) {
        return;
    }
    let message = "a member could claim any number of it: it has no `per_member`, no `stock` and costs no points";
    findings.add(&format!("{path}.claim"), refuse(message, "add per_member = 1 to the coupon"));
}

fn per_basket(policy: &Policy, coupon: &Template, path: &str, findings: &mut Findings<'_>) {
    let most = policy.pricing.coupons_per_basket;
    if coupon.per_basket > most && !findings.doubts("pricing.coupons_per_basket") {
        let message = format!("is more than the {most} coupons that go into one basket");
        findings.add(&format!("{path}.per_basket"), refuse(message, format!("write {most} or less")));
    }
}

fn effect(policy: &Policy, coupon: &Template, path: &str, findings: &mut Findings<'_>) {
    let key = |key: &str| format!("{path}.effect.{key}");
    match &coupon.effect {
        Effect::AmountOff { yuan } if yuan.is_zero() => {
            findings.add(&key("yuan"), refuse("takes nothing off", "write more than 0"));
        }
        Effect::AmountOff { yuan } => {
            if let Some(threshold) = coupon.threshold.filter(|threshold| threshold < yuan) {
                let message = format!("¥{threshold} is less than the ¥{yuan} that it takes off");
                let remedy = format!("write ¥{yuan} or more, or remove it: then there is no threshold");
                findings.add(&format!("{path}.threshold"), refuse(message, remedy));
            }
        }
        Effect::PercentOff { at_most: Some(_), instead_of_member_price: true, .. } => {
            let message = "has no effect on a price that stands in place of the member price";
            findings.add(&key("at_most"), refuse(message, "remove it, or `instead_of_member_price`"));
        }
        Effect::PercentOff { at_most: Some(most), .. } if most.is_zero() => {
            findings.add(&key("at_most"), refuse("lets it take nothing off", "write more than 0, or remove it"));
        }
        Effect::Trial { yuan } if coupon.scope.classes.is_empty() && coupon.scope.items.is_empty() => {
            let message = format!("would let anybody have the dearest piece of any basket for ¥{yuan}");
            findings.add(&format!("{path}.scope"), refuse(message, "add the items that can be tried: items = [ … ]"));
        }
        Effect::FreeDelivery if policy.pricing.delivery.is_none() && !findings.doubts("pricing") => {
            let message = "there is nothing to take off: the policy has no [pricing.delivery]";
            findings.add(&key("kind"), refuse(message, "add [pricing.delivery], or remove the coupon"));
        }
        _ => {}
    }
}
