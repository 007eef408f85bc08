//! `[[consents]]`: their keys, that somebody can join, and that nobody's agreement is reworded.

use super::{Following, Section, known};
use crate::policy::file::shape::Key;
use crate::policy::file::shape::Need::{Default, Required};
use crate::policy::file::shape::Shape::{Flag, Id, List, Table, Text, Version};
use crate::policy::file::shape::key;
use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;
use crate::policy::{Consent, Policy};

pub const SECTION: Section = Section {
    keys: &[key(
        "consents",
        Required,
        List(&Table(CONSENT), 1, 9),
        "[[consents]]",
        "What members agree to, or not; at least one is required.",
    )],
    together: consents,
    follows: reworded,
    ..Section::PLAIN
};

const CONSENT: &[Key] = &[
    key("id", Required, Id, "\"membership\"", "Names what is agreed to."),
    key(
        "version",
        Required,
        Version,
        "\"2026-01\"",
        "Changes whenever title, text or `required` do; what was agreed to is logged with it.",
    ),
    key(
        "required",
        Default("false"),
        Flag,
        "true",
        "Nobody can join without it. Anything that the service does not need stays `false`.",
    ),
    key("title", Required, Text(60), "{ zh = \"会员章程\", en = \"Membership terms\" }", "The line beside the box."),
    key(
        "text",
        Required,
        Text(20_000),
        "{ zh = \"全文\", en = \"The full text\" }",
        "The whole text, shown on the page that asks; an empty line parts paragraphs.",
    ),
];

fn consents(policy: &Policy, findings: &mut Findings<'_>) {
    known::unique(findings, "consents", policy.consents.iter().map(|consent| consent.id.0.as_str()));
    let mut flags = (0..policy.consents.len()).map(|at| format!("consents[{at}].required"));
    let doubtful = flags.any(|flag| findings.doubts(&flag));
    if !doubtful && !policy.consents.iter().any(|consent| consent.required) {
        let remedy = "write required = true for the terms and privacy notice without which nobody can join";
        findings.add("consents", refuse("none is required", remedy));
    }
}

fn reworded(Following { old, new, .. }: &Following<'_>, findings: &mut Findings<'_>) {
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
