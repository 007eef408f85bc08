//! The keys of a policy file as Markdown. `docs/policy.md` holds this word for word; a test sees to it.

use super::sections::POLICY;
use super::shape::{Key, Need, Shape};
use core::fmt::Write as _;

/// A section with a table for the file and for each table in it: key, type, default, meaning, example.
pub fn reference() -> String {
    let mut text = String::new();
    section(&mut text, "The file", POLICY);
    nested(&mut text, "", POLICY);
    text
}

fn nested(text: &mut String, path: &str, keys: &[Key]) {
    for key in keys {
        let path = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
        let (heading, keys) = match key.shape {
            Shape::Table(keys) => (format!("`[{path}]`"), keys),
            Shape::List(Shape::Table(keys), ..) => (format!("`[[{path}]]`"), *keys),
            _ => continue,
        };
        section(text, &heading, keys);
        nested(text, &path, keys);
    }
}

fn section(text: &mut String, heading: &str, keys: &[Key]) {
    let head = "| key | type | default | meaning | example |\n|---|---|---|---|---|";
    let rows = keys.iter().map(row).collect::<String>();
    // Writing to a string cannot fail.
    let _ = write!(text, "\n### {heading}\n\n{head}\n{rows}");
}

fn row(key: &Key) -> String {
    let default = match key.need {
        Need::Required => "required".to_owned(),
        Need::Default(value) => format!("`{value}`"),
        Need::Optional => "none".to_owned(),
    };
    let (label, meaning) = (key.shape.label(), key.meaning);
    format!("| `{}` | {label} | {default} | {meaning} | `{}` |\n", key.name, key.example)
}
