//! `[expiry]`: its keys, and that they fit its kind.

use super::Section;
use crate::policy::file::shape::Key;
use crate::policy::file::shape::Need::{Optional, Required};
use crate::policy::file::shape::Shape::{OneOf, Table, Whole};
use crate::policy::file::shape::key;
use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;
use toml::Value;

pub const SECTION: Section = Section {
    keys: &[key("expiry", Required, Table(EXPIRY), "{ kind = \"year_end\", years = 1 }", "When points end.")],
    readable: expiry,
    ..Section::PLAIN
};

const EXPIRY: &[Key] = &[
    key(
        "kind",
        Required,
        OneOf(&["year_end", "months", "never"]),
        "\"year_end\"",
        "`\"year_end\"`: on 31 December, 24:00. `\"months\"`: so many months after the day they were earned on. `\"never\"`.",
    ),
    key(
        "years",
        Optional,
        Whole(1, 10),
        "1",
        "With `\"year_end\"`, and required there: how many years after the year they were earned in.",
    ),
    key("months", Optional, Whole(1, 120), "24", "With `\"months\"`, and required there."),
];

/// `years` and `months` of the expiry fit its kind; sees to it that the types can be read.
fn expiry(file: &mut toml::Table, findings: &mut Findings<'_>) {
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
