//! `[[categories]]`: their keys, and that each has an id of its own.

use super::{Section, known};
use crate::policy::Policy;
use crate::policy::file::shape::Need::{Default, Required};
use crate::policy::file::shape::Shape::{Id, List, Table, Text};
use crate::policy::file::shape::{Key, key};
use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;

pub const SECTION: Section = Section {
    keys: &[key(
        "categories",
        Default("[]"),
        List(&Table(CATEGORY), 0, 60),
        "[[categories]]",
        "The groups that goods fall into; which goods there are is imported (`shuke import goods`).",
    )],
    together: categories,
    follows: |following, findings| {
        for category in &following.old.categories {
            let id = &category.id;
            if !following.new.categories.iter().any(|own| own.id == *id) {
                let message = format!("`{id}` is missing, and goods may be in it");
                findings.add(&format!("categories.{id}"), refuse(message, format!("keep a group with id = \"{id}\"")));
            }
        }
    },
    ..Section::PLAIN
};

const CATEGORY: &[Key] = &[
    key("id", Required, Id, "\"shoes\"", "Names it for good, in files of goods."),
    key("name", Required, Text(24), "{ zh = \"鞋子\", en = \"Shoes\" }", "What it is called."),
];

fn categories(policy: &Policy, findings: &mut Findings<'_>) {
    known::unique(findings, "categories", policy.categories.iter().map(|category| category.id.0.as_str()));
}
