//! `[brand]`: its keys, the contrast of its colours, and what of it lasts.

use super::{Following, Section};
use crate::policy::Policy;
use crate::policy::file::colour;
use crate::policy::file::shape::Key;
use crate::policy::file::shape::Need::{Default, Optional, Required};
use crate::policy::file::shape::Shape::{Colour, Digits, List, Slug, Table, Text, Zone};
use crate::policy::file::shape::key;
use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;

pub const SECTION: Section = Section {
    keys: &[key("brand", Required, Table(BRAND), "{ … }", "Who the brand is and how its pages look.")],
    together: brand,
    follows: lasting,
    ..Section::PLAIN
};

const BRAND: &[Key] = &[
    key("id", Required, Slug, "\"xiaoman\"", "Names the brand for good."),
    key(
        "code",
        Required,
        Digits(3),
        "\"690\"",
        "The first three digits of every card number and a part of every member code; not `000`, and never changed.",
    ),
    key("name", Required, Text(24), "{ zh = \"小满\", en = \"Xiaoman\" }", "The brand's name."),
    key("line", Required, Text(60), "{ zh = \"茶与燕麦\", en = \"Tea and oats\" }", "One line under the name."),
    key(
        "time_zone",
        Default("\"Asia/Shanghai\""),
        Zone,
        "\"Asia/Shanghai\"",
        "The zone whose calendar days are business days, by its IANA name; never changed.",
    ),
    key(
        "welcome",
        Default("[]"),
        List(&Text(120), 0, 6),
        "[{ zh = \"入会免费\", en = \"Joining is free\" }]",
        "What the card is good for, one line each, for somebody who has not joined.",
    ),
    key(
        "look",
        Default("{ accent = \"#a8321f\", accent_dark = \"#f08a74\" }"),
        Table(LOOK),
        "{ accent = \"#2f6b3a\", accent_dark = \"#8fce9c\" }",
        "Colours and drawing.",
    ),
];

const LOOK: &[Key] = &[
    key(
        "accent",
        Required,
        Colour,
        "\"#2f6b3a\"",
        "The accent on light grounds; its contrast with them is at least 4.5:1.",
    ),
    key(
        "accent_dark",
        Required,
        Colour,
        "\"#8fce9c\"",
        "The accent on dark grounds; its contrast with them is at least 4.5:1.",
    ),
    key(
        "art",
        Optional,
        Slug,
        "\"leaf\"",
        "The brand's art kit, a folder in the app's `art`: `leaf` is fields and tea, `ridge` mountains and cloth. Without one pages show \
         the plain kit. `shuke check` looks for it.",
    ),
];

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

fn lasting(Following { old, new, .. }: &Following<'_>, findings: &mut Findings<'_>) {
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
