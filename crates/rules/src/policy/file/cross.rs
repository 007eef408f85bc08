//! Judges values that depend on each other: thresholds that rise, ids that are unique, classes that exist. What a single
//! value looks like is judged before, in [`super::value`].

mod boards;
mod coupons;
mod effects;
mod known;
mod mall;
mod pricing;
mod tasks;

pub use effects::effects;

use super::colour;
use super::suggest;
use super::value::refuse;
use super::walk::Findings;
use crate::money::Fen;
use crate::policy::{CheckIn, LadderKind, Policy, Tier};
use toml::{Table, Value};

/// `years` and `months` of the expiry fit its kind; sees to it that the types can be read.
pub fn expiry(file: &mut Table, findings: &mut Findings<'_>) {
    let Some(table) = file.get_mut("expiry").and_then(Value::as_table_mut) else { return };
    let doubtful = findings.doubts("expiry.kind");
    let kind = table.get("kind").and_then(Value::as_str).unwrap_or_default().to_owned();
    for (key, of, sample) in [("years", "year_end", 1), ("months", "months", 24)] {
        let path = format!("expiry.{key}");
        if kind == of && !table.contains_key(key) {
            let message = format!("is missing; points that end by \"{of}\" need it");
            if !doubtful {
                findings.add(&path, refuse(message, format!("add {key} = {sample}")));
            }
            table.insert(key.to_owned(), Value::Integer(sample));
        } else if kind != of && table.contains_key(key) && !doubtful {
            let message = format!("has no effect where kind is \"{kind}\"");
            findings.add(&path, refuse(message, format!("remove it, or write kind = \"{of}\"")));
        }
    }
}

pub fn policy(policy: &Policy, findings: &mut Findings<'_>) {
    brand(policy, findings);
    unique(findings, "stores", policy.stores.iter().map(|store| store.id.0.as_str()));
    unique(findings, "tiers", policy.tiers.iter().map(|tier| tier.id.0.as_str()));
    unique(findings, "earning.classes", policy.earning.classes.iter().map(|class| class.id.0.as_str()));
    unique(findings, "tasks", policy.tasks.iter().map(|task| task.id.0.as_str()));
    unique(findings, "consents", policy.consents.iter().map(|consent| consent.id.0.as_str()));
    ladder(policy, findings);
    for (at, tier) in policy.tiers.iter().enumerate() {
        let path = format!("tiers[{at}]");
        if tier.by_invitation {
            invited(at, &path, findings);
        } else if !findings.doubts(&format!("{path}.by_invitation")) {
            earned(policy.ladder.kind, at, tier, &path, findings);
        }
        prices(policy, tier, &path, findings);
    }
    rising(policy, "spend", |tier| tier.spend, findings);
    rising(policy, "single", |tier| tier.single, findings);
    consents(policy, findings);
    if let Some(check_in) = &policy.check_in {
        check_ins(check_in, findings);
    }
    tasks::tasks(policy, findings);
    mall::mall(policy, findings);
    pricing::pricing(policy, findings);
    coupons::coupons(policy, findings);
    pricing::grants(policy, findings);
    boards::boards(policy, findings);
}

fn check_ins(check_in: &CheckIn, findings: &mut Findings<'_>) {
    let streaks = check_in.streaks.iter().map(|streak| streak.day);
    in_order(streaks, "check_in.streaks", findings);
    in_order(check_in.themed.iter().map(|themed| themed.day), "check_in.themed", findings);
    for (at, streak) in check_in.streaks.iter().enumerate() {
        if let Some(cycle) = check_in.cycle.filter(|cycle| streak.day > *cycle) {
            let message = format!("day {} is never reached: the streak begins anew after {cycle} days", streak.day);
            let remedy = format!("write a day up to {cycle}, or a longer cycle");
            findings.add(&format!("check_in.streaks[{at}].day"), refuse(message, remedy));
        }
    }
    if let Some(make_up) = check_in.make_up.as_ref().filter(|make_up| make_up.price <= check_in.base) {
        let message = format!("costs {} points and earns {}: a missed day would pay", make_up.price, check_in.base);
        findings.add("check_in.make_up.price", refuse(message, "ask for more than the base"));
    }
}

/// Each of `list` has a later day than the one before.
fn in_order<T: PartialOrd>(days: impl Iterator<Item = T>, list: &str, findings: &mut Findings<'_>) {
    let mut last = None;
    for (at, day) in days.enumerate() {
        if last.as_ref().is_some_and(|last| day <= *last) {
            let remedy = "put them in order, each day once";
            findings.add(&format!("{list}[{at}].day"), refuse("is not after the one before it", remedy));
        }
        last = Some(day);
    }
}

fn brand(policy: &Policy, findings: &mut Findings<'_>) {
    if policy.brand.code == "000" {
        findings.add("brand.code", refuse("000 is no brand's", "write the three digits of yours, such as \"690\""));
    }
    let look = &policy.brand.look;
    for (key, accent, grounds) in [
        ("brand.look.accent", &look.accent, colour::LIGHT_GROUNDS),
        ("brand.look.accent_dark", &look.accent_dark, colour::DARK_GROUNDS),
    ] {
        if let Some(refusal) = colour::illegible(accent, &grounds) {
            findings.add(key, refusal);
        }
    }
}

fn unique<'p>(findings: &mut Findings<'_>, list: &str, ids: impl Iterator<Item = &'p str>) {
    let mut seen: Vec<&str> = Vec::new();
    for (at, id) in ids.enumerate() {
        if let Some(first) = seen.iter().position(|earlier| *earlier == id) {
            let line = findings.line(&format!("{list}[{first}].id"));
            let message = format!("`{id}` is also the id on line {line}");
            findings.add(&format!("{list}[{at}].id"), refuse(message, "give each its own id"));
        }
        seen.push(id);
    }
}

/// Keys that only period ladders know.
fn ladder(policy: &Policy, findings: &mut Findings<'_>) {
    if policy.ladder.kind == LadderKind::Period || findings.doubts("ladder.kind") {
        return;
    }
    for key in ["ladder.months", "ladder.grace_days", "ladder.on_review"] {
        if findings.stands(key) {
            let message = "has no effect on a lifetime ladder, whose tiers never lapse";
            findings.add(key, refuse(message, "remove it, or write kind = \"period\""));
        }
    }
}

fn invited(at: usize, path: &str, findings: &mut Findings<'_>) {
    if at == 0 {
        let message = "the lowest tier is where everybody begins and cannot be by invitation";
        findings.add(&format!("{path}.by_invitation"), refuse(message, "remove it and write spend = 0"));
    }
    for key in ["spend", "single"] {
        let path = format!("{path}.{key}");
        if findings.stands(&path) {
            let message = "a tier by invitation is never reached by spending";
            findings.add(&path, refuse(message, format!("remove `{key}` or `by_invitation`")));
        }
    }
}

fn earned(kind: LadderKind, at: usize, tier: &Tier, path: &str, findings: &mut Findings<'_>) {
    let spend = format!("{path}.spend");
    match (at, tier.spend) {
        (0, None) => findings.add(&spend, refuse("is missing in the lowest tier", "add spend = 0")),
        (_, None) => {
            findings.add(&spend, refuse("is missing", "add the yuan that reach this tier, or by_invitation = true"));
        }
        (0, Some(fen)) if !fen.is_zero() => {
            let message = format!("the lowest tier begins at ¥{fen}, so a new member would have none");
            findings.add(&spend, refuse(message, "write spend = 0, or add a tier below it"));
        }
        _ => {}
    }
    let Some(single) = tier.single else { return };
    let path = format!("{path}.single");
    if kind == LadderKind::Lifetime && !findings.doubts("ladder.kind") {
        let message = "has no effect on a lifetime ladder: there, every purchase counts towards `spend`";
        findings.add(&path, refuse(message, "remove it, or write kind = \"period\" under [ladder]"));
    } else if at == 0 {
        findings.add(&path, refuse("everybody has the lowest tier without a purchase", "remove it"));
    } else if let Some(spend) = tier.spend.filter(|spend| single > *spend) {
        let message = format!("one purchase of ¥{spend} reaches the tier already, by its `spend`");
        findings.add(&path, refuse(message, format!("write less than ¥{spend}, or remove it")));
    }
}

fn prices(policy: &Policy, tier: &Tier, path: &str, findings: &mut Findings<'_>) {
    let count = policy.earning.classes.len();
    let doubtful = (0..count).any(|at| findings.doubts(&format!("earning.classes[{at}].id")));
    if doubtful || findings.doubts("earning.classes") {
        return;
    }
    for class in tier.pays_percent.keys().filter(|class| policy.earning.class(class).is_none()) {
        let known: Vec<&str> = policy.earning.classes.iter().map(|class| class.id.0.as_str()).collect();
        let remedy = match suggest::nearest(&class.0, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("name one of: {}; or add the class to [[earning.classes]]", known.join(", ")),
        };
        let message = format!("there is no class of goods `{class}`");
        findings.add(&super::walk::join(&format!("{path}.pays_percent"), &class.0), refuse(message, remedy));
    }
}

/// Each threshold is above all before it.
fn rising(policy: &Policy, key: &str, threshold: fn(&Tier) -> Option<Fen>, findings: &mut Findings<'_>) {
    let mut highest: Option<(usize, &Tier, Fen)> = None;
    for (at, tier) in policy.tiers.iter().enumerate() {
        let Some(fen) = threshold(tier).filter(|_| !tier.by_invitation) else { continue };
        let Some((before, below, most)) = highest.filter(|(.., most)| fen <= *most) else {
            highest = Some((at, tier, fen));
            continue;
        };
        let line = findings.line(&format!("tiers[{before}].{key}"));
        let (below, this) = (&below.id, &tier.id);
        let refusal = if fen == most {
            let message = format!("`{this}` and `{below}` (line {line}) overlap: both begin at ¥{fen}");
            refuse(message, format!("write more than ¥{most}, or remove one of the two tiers"))
        } else {
            let message = format!("`{this}` begins at ¥{fen}, below the ¥{most} of `{below}` (line {line})");
            refuse(message, format!("write more than ¥{most}, or move `{this}` above `{below}` in the file"))
        };
        findings.add(&format!("tiers[{at}].{key}"), refusal);
    }
}

fn consents(policy: &Policy, findings: &mut Findings<'_>) {
    let mut flags = (0..policy.consents.len()).map(|at| format!("consents[{at}].required"));
    let doubtful = flags.any(|flag| findings.doubts(&flag));
    if !doubtful && !policy.consents.iter().any(|consent| consent.required) {
        let remedy = "write required = true for the terms and privacy notice without which nobody can join";
        findings.add("consents", refuse("none is required", remedy));
    }
}
