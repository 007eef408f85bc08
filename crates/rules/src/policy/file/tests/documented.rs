//! The table of keys agrees with the types, with itself and with the documents.

use super::{SMALL, good};
use crate::policy::file::colour::{DARK_GROUNDS, LIGHT_GROUNDS};
use crate::policy::file::reference;
use crate::policy::file::sections::POLICY;
use crate::policy::file::shape::{Key, Need, Shape};
use crate::policy::file::syntax::Lines;
use crate::policy::file::walk::{Findings, join};
use std::path::PathBuf;
use toml::de::DeTable;

fn repository(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// Calls `see` with every key and the path of the table that it stands in.
fn every(path: &str, keys: &'static [Key], see: &mut dyn FnMut(&str, &'static Key)) {
    for key in keys {
        see(path, key);
        match key.shape {
            Shape::Table(keys) => every(&join(path, key.name), keys, see),
            Shape::List(Shape::Table(keys), ..) => every(&format!("{}[]", join(path, key.name)), keys, see),
            _ => {}
        }
    }
}

#[test]
fn the_document_lists_every_key_as_it_is() {
    let (begin, end) = ("<!-- keys: begin -->\n", "\n<!-- keys: end -->");
    let path = repository("docs/policy.md");
    let document = std::fs::read_to_string(&path).unwrap();
    let from = document.find(begin).unwrap() + begin.len();
    let to = document.find(end).unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let (head, tail) = (&document[..from], &document[to..]);
        std::fs::write(&path, format!("{head}{}{tail}", reference())).unwrap();
    } else {
        let stale =
            "docs/policy.md is not what the code reads; run the test with UPDATE_DOCS=1 to write its tables anew";
        assert!(document[from..to] == reference(), "{stale}");
    }
}

#[test]
fn every_example_is_a_value_that_is_taken() {
    every("", POLICY, &mut |path, key| {
        if matches!(key.example, "{ … }") || key.example.starts_with("[[") {
            return;
        }
        // A table of its own, so that what else the file needs is not missed.
        let source = format!("{} = {}", key.name, key.example);
        let keys = std::slice::from_ref(key);
        let (table, lines) = (DeTable::parse(&source).unwrap(), Lines::new(&source));
        let mut findings = Findings::new(&lines, Vec::new());
        findings.document(keys, table.get_ref());
        let problems = findings.into_problems();
        assert!(problems.is_empty(), "{path}: {problems:?}");
    });
}

#[test]
fn the_defaults_are_those_of_the_types() {
    let policy = toml::Value::try_from(good(SMALL)).unwrap();
    every("", POLICY, &mut |path, key| {
        let Need::Default(written) = key.need else { return };
        let written = toml::from_str::<toml::Table>(&format!("x = {written}")).unwrap();
        let table = path.split('.').filter(|part| !part.is_empty()).try_fold(&policy, |table, part| {
            match part.strip_suffix("[]") {
                Some(list) => table.get(list)?.get(0),
                None => table.get(part),
            }
        });
        // What the smallest file says itself is no default.
        let found = table.and_then(|table| table.get(key.name)).filter(|_| key.name != "required");
        let same = |found: &toml::Value| match (found, &written["x"]) {
            (toml::Value::Table(found), toml::Value::Table(written)) => {
                written.iter().all(|(key, value)| found.get(key) == Some(value))
            }
            (found, written) => found == written,
        };
        assert!(found.is_none_or(same), "{path}.{}: {found:?}", key.name);
    });
}

#[test]
fn the_grounds_of_contrast_are_those_of_the_style_sheet() {
    let tokens = std::fs::read_to_string(repository("style/tokens.css")).unwrap();
    for ground in LIGHT_GROUNDS.into_iter().chain(DARK_GROUNDS) {
        assert!(tokens.contains(ground), "{ground}");
    }
}

/// Against the JSON Schema, because that comes from the types themselves.
#[cfg(feature = "schema")]
mod schema {
    use super::{Key, Need, POLICY, Shape};
    use serde_json::Value;
    use std::collections::BTreeMap;

    fn resolved<'s>(schema: &'s Value, root: &'s Value) -> &'s Value {
        // What may be left out is this or null.
        let schema = schema.pointer("/anyOf/0").unwrap_or(schema);
        match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) => root.pointer(reference.trim_start_matches('#')).unwrap(),
            None => schema,
        }
    }

    /// Name of each property, its schema and whether it is required. The variants of an enum are put together.
    fn properties<'s>(schema: &'s Value, root: &'s Value) -> BTreeMap<&'s str, (&'s Value, bool)> {
        let schema = resolved(schema, root);
        if let Some(variants) = schema.get("oneOf").and_then(Value::as_array) {
            let mut all = BTreeMap::new();
            for (name, (value, _)) in variants.iter().flat_map(|variant| properties(variant, root)) {
                all.insert(name, (value, name == "kind"));
            }
            return all;
        }
        let required: Vec<_> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let properties = schema["properties"].as_object().unwrap();
        properties.iter().map(|(name, value)| (name.as_str(), (value, required.contains(&name.as_str())))).collect()
    }

    fn compare(path: &str, keys: &[Key], table: &Value, root: &Value) {
        let properties = properties(table, root);
        let of_types: Vec<_> = properties.iter().map(|(name, (_, required))| (*name, *required)).collect();
        let mut of_table: Vec<_> = keys.iter().map(|key| (key.name, key.need == Need::Required)).collect();
        of_table.sort_unstable();
        assert_eq!(of_table, of_types, "{path}");
        for key in keys {
            let (schema, _) = properties[key.name];
            match key.shape {
                Shape::Table(keys) => compare(key.name, keys, schema, root),
                Shape::List(Shape::Table(keys), ..) => compare(key.name, keys, &resolved(schema, root)["items"], root),
                Shape::OneOf(names) if path != "look" => {
                    // The names of a tagged enum are apart, one in each of its variants.
                    let tagged = resolved(table, root).get("oneOf").is_some();
                    let text = if tagged { resolved(table, root) } else { resolved(schema, root) }.to_string();
                    assert!(names.iter().all(|name| text.contains(&format!("\"{name}\""))), "{path}: {text}");
                }
                _ => {}
            }
        }
    }

    #[test]
    fn the_table_of_keys_has_every_field_of_the_types_and_no_other() {
        let root = schemars::schema_for!(crate::policy::Policy).to_value();
        compare("", POLICY, &root, &root);
    }
}
