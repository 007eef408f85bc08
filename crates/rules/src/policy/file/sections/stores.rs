//! `[[stores]]`: their keys, and that none goes whose printed code is out there.

use super::{Following, Section, known};
use crate::policy::Policy;
use crate::policy::file::shape::Key;
use crate::policy::file::shape::Need::{Default, Optional, Required};
use crate::policy::file::shape::Shape::{Digits, Flag, List, Slug, Table, Text};
use crate::policy::file::shape::key;
use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;

pub const SECTION: Section = Section {
    keys: &[key(
        "stores",
        Required,
        List(&Table(STORE), 1, 999),
        "[[stores]]",
        "The shops; the printed code of each leads to its own address.",
    )],
    together: stores,
    follows: removed,
    ..Section::PLAIN
};

const STORE: &[Key] = &[
    key(
        "id",
        Required,
        Slug,
        "\"wukang-road\"",
        "What the printed code carries: `/s/{id}`. A shop that closes stays, with `revoked = true`.",
    ),
    key("name", Required, Text(40), "{ zh = \"武康路店\", en = \"Wukang Road\" }", "The shop's name."),
    key(
        "address",
        Required,
        Text(120),
        "{ zh = \"上海市徐汇区武康路9001号\", en = \"9001 Wukang Road, Xuhui, Shanghai\" }",
        "Where it is.",
    ),
    key(
        "hours",
        Optional,
        Text(60),
        "{ zh = \"每日 10:00–22:00\", en = \"Daily 10:00–22:00\" }",
        "Opening hours as people read them.",
    ),
    key("region", Required, Digits(2), "\"21\"", "Two digits of the card number of those who join here."),
    key(
        "revoked",
        Default("false"),
        Flag,
        "true",
        "The shop's printed codes are withdrawn: they lead nowhere any more.",
    ),
];

fn stores(policy: &Policy, findings: &mut Findings<'_>) {
    known::unique(findings, "stores", policy.stores.iter().map(|store| store.id.0.as_str()));
}

fn removed(Following { old, new, .. }: &Following<'_>, findings: &mut Findings<'_>) {
    for store in old.stores.iter().filter(|store| new.store(&store.id).is_none()) {
        let message = format!("`{}` is missing, and members and sales belong to it", store.id);
        let remedy = format!("keep it; a closed shop has revoked = true (id = \"{}\")", store.id);
        findings.add(&format!("stores.{}", store.id), refuse(message, remedy));
    }
}
