//! What a policy must keep from the one that is in force, because members, cards and printed codes rest on it.

mod contests;

use super::value::refuse;
use super::walk::Findings;
use super::{Lines, Problem, keys, syntax};
use crate::policy::{Consent, Policy};
use crate::time::Day;

/// Why `new` cannot follow `old` today, by line of `source`, the file that `new` was read from. Empty when it can.
pub fn successor_problems(old: &Policy, new: &Policy, source: &str, today: Day) -> Vec<Problem> {
    let lines = Lines::new(source);
    let mut findings = Findings::new(&lines, Vec::new());
    findings.document(keys::POLICY, &syntax::read(source, &lines).table);
    lasting(old, new, &mut findings);
    removed(old, new, &mut findings);
    reworded(old, new, &mut findings);
    contests::frozen(old, new, today, &mut findings);
    findings.into_problems()
}

fn lasting(old: &Policy, new: &Policy, findings: &mut Findings<'_>) {
    let (before, after) = (&old.brand, &new.brand);
    for (key, before, after, why) in [
        ("id", &before.id, &after.id, "this data belongs to the brand"),
        ("code", &before.code, &after.code, "issued card numbers and member codes carry"),
        ("time_zone", &before.time_zone, &after.time_zone, "the days of all purchases so far are those of"),
    ] {
        if before != after {
            let message = format!("changes to \"{after}\", but {why} \"{before}\"");
            let remedy = format!("write \"{before}\", or begin another brand with an empty data directory");
            findings.add(&format!("brand.{key}"), refuse(message, remedy));
        }
    }
}

fn removed(old: &Policy, new: &Policy, findings: &mut Findings<'_>) {
    for tier in old.tiers.iter().filter(|tier| new.tier(&tier.id).is_none()) {
        let message = format!("`{}` is missing, and members may hold it", tier.id);
        findings.add(&format!("tiers.{}", tier.id), refuse(message, format!("keep a tier with id = \"{}\"", tier.id)));
    }
    for store in old.stores.iter().filter(|store| new.store(&store.id).is_none()) {
        let message = format!("`{}` is missing, and members and sales belong to it", store.id);
        let remedy = format!("keep it; a closed shop has revoked = true (id = \"{}\")", store.id);
        findings.add(&format!("stores.{}", store.id), refuse(message, remedy));
    }
}

fn reworded(old: &Policy, new: &Policy, findings: &mut Findings<'_>) {
    for (at, after) in new.consents.iter().enumerate() {
        let same = |before: &&Consent| before.id == after.id && before.version == after.version;
        let Some(before) = old.consents.iter().find(same) else { continue };
        let terms = |consent: &Consent| (consent.required, consent.title.clone(), consent.text.clone());
        if terms(before) != terms(after) {
            let message = format!("stays \"{}\" although what `{}` says has changed", after.version, after.id);
            let remedy = "write a new version, so that the log tells who agreed to which wording";
            findings.add(&format!("consents[{at}].version"), refuse(message, remedy));
        }
    }
}
