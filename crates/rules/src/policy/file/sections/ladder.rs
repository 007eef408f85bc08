//! `[ladder]`, `[[tiers]]` and `[earning]`, which name each other: thresholds that rise, classes that exist, and that no tier
//! goes that somebody holds.

mod keys;

use super::{Following, Section, known};
use crate::money::Fen;
use crate::policy::file::shape::Need::Required;
use crate::policy::file::shape::Shape::{List, Table};
use crate::policy::file::shape::key;
use crate::policy::file::suggest;
use crate::policy::file::value::refuse;
use crate::policy::file::walk::{Findings, join};
use crate::policy::{LadderKind, Policy, Tier};
use keys::{EARNING, LADDER, TIER};

pub const SECTION: Section = Section {
    keys: &[
        key(
            "ladder",
            Required,
            Table(LADDER),
            "{ kind = \"lifetime\" }",
            "How members climb and how long a tier holds.",
        ),
        key("tiers", Required, List(&Table(TIER), 1, 9), "[[tiers]]", "The steps of the ladder, lowest first."),
        key("earning", Required, Table(EARNING), "{ … }", "What purchases earn."),
    ],
    together: ladder,
    follows: removed,
    ..Section::PLAIN
};

fn ladder(policy: &Policy, findings: &mut Findings<'_>) {
    known::unique(findings, "tiers", policy.tiers.iter().map(|tier| tier.id.0.as_str()));
    known::unique(findings, "earning.classes", policy.earning.classes.iter().map(|class| class.id.0.as_str()));
    of_period_only(policy, findings);
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
}

/// Keys that only period ladders know.
fn of_period_only(policy: &Policy, findings: &mut Findings<'_>) {
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
        findings.add(&join(&format!("{path}.pays_percent"), &class.0), refuse(message, remedy));
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

fn removed(Following { old, new, .. }: &Following<'_>, findings: &mut Findings<'_>) {
    for tier in old.tiers.iter().filter(|tier| new.tier(&tier.id).is_none()) {
        let message = format!("`{}` is missing, and members may hold it", tier.id);
        findings.add(&format!("tiers.{}", tier.id), refuse(message, format!("keep a tier with id = \"{}\"", tier.id)));
    }
}
