//! What a new policy changes, key by key, for people. Which members it moves is the server's to find out.

use super::sections::POLICY;
use super::shape::{Key, LANGUAGES, Shape};
use super::walk::join;
use crate::money::Fen;
use crate::policy::Policy;
use std::collections::BTreeSet;
use toml::{Table, Value};

/// What differs, in the order of the file: `tiers.daren.spend: ¥999 → ¥1,099`. Entries that have an id go by it,
/// others by their place, from 0. Empty when nothing does.
pub fn changes(old: &Policy, new: &Policy) -> Vec<String> {
    let mut changes = Vec::new();
    if let (Ok(old), Ok(new)) = (Table::try_from(old), Table::try_from(new)) {
        tables(POLICY, "", &old, &new, &mut changes);
    }
    changes
}

fn tables(keys: &[Key], path: &str, old: &Table, new: &Table, changes: &mut Vec<String>) {
    for key in keys {
        values(&key.shape, &join(path, key.name), old.get(key.name), new.get(key.name), changes);
    }
}

fn values(shape: &Shape, path: &str, old: Option<&Value>, new: Option<&Value>, changes: &mut Vec<String>) {
    if old == new {
        return;
    }
    match (shape, old, new) {
        (Shape::Table(keys), Some(Value::Table(old)), Some(Value::Table(new))) => {
            tables(keys, path, old, new, changes);
        }
        (Shape::Text(most), Some(Value::Table(old)), Some(Value::Table(new))) => {
            for language in LANGUAGES {
                let path = join(path, language);
                values(&Shape::Words(*most), &path, old.get(language), new.get(language), changes);
            }
        }
        (Shape::ByClass(of), Some(Value::Table(old)), Some(Value::Table(new))) => {
            let classes: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
            for class in classes {
                values(of, &join(path, class), old.get(class), new.get(class), changes);
            }
        }
        // Entries that have a name are told one by one, the first and the last of a list, too.
        (Shape::List(of, ..), None | Some(Value::Array(_)), None | Some(Value::Array(_))) if named(of) => {
            let entries = |list: Option<&Value>| list.and_then(Value::as_array).cloned().unwrap_or_default();
            by_id(of, path, &entries(old), &entries(new), changes);
        }
        (Shape::List(of, ..), Some(Value::Array(old)), Some(Value::Array(new))) => {
            for at in 0..old.len().max(new.len()) {
                values(of, &format!("{path}[{at}]"), old.get(at), new.get(at), changes);
            }
        }
        _ => changes.push(match (old.map(|old| show(shape, old)), new.map(|new| show(shape, new))) {
            (Some(Shown::Long(old)), Some(Shown::Long(new))) => {
                format!("{path}: reworded ({old} → {new} characters)")
            }
            (old, new) => format!("{path}: {} → {}", either(old), either(new)),
        }),
    }
}

fn named(shape: &Shape) -> bool {
    matches!(shape, Shape::Table(keys) if keys.iter().any(|key| key.name == "id"))
}

fn by_id(of: &Shape, path: &str, old: &[Value], new: &[Value], changes: &mut Vec<String>) {
    let (before, after) = (ids(old), ids(new));
    let find = |list: &'_ [Value], id: &str| list.iter().find(|entry| id_of(entry) == Some(id)).cloned();
    changes.extend(before.iter().filter(|id| !after.contains(id)).map(|id| format!("{}: removed", join(path, id))));
    for id in &after {
        let path = join(path, id);
        match find(old, id) {
            Some(old) => values(of, &path, Some(&old), find(new, id).as_ref(), changes),
            None => changes.push(format!("{path}: added")),
        }
    }
    let kept = |ids: &[&str], others: &[&str]| -> Vec<String> {
        ids.iter().filter(|id| others.contains(id)).map(|id| (*id).to_owned()).collect()
    };
    if kept(&before, &after) != kept(&after, &before) {
        changes.push(format!("{path}: order {} → {}", before.join(", "), after.join(", ")));
    }
}

fn ids(list: &[Value]) -> Vec<&str> {
    list.iter().filter_map(id_of).collect()
}

fn id_of(entry: &Value) -> Option<&str> {
    entry.get("id").and_then(Value::as_str)
}

enum Shown {
    Short(String),
    /// Too long for a line: so many characters.
    Long(usize),
}

fn either(shown: Option<Shown>) -> String {
    match shown {
        None => "none".to_owned(),
        Some(Shown::Short(text)) => text,
        Some(Shown::Long(length)) => format!("{length} characters"),
    }
}

fn show(shape: &Shape, value: &Value) -> Shown {
    const LINE: usize = 80;
    Shown::Short(match (shape, value) {
        (Shape::Yuan, Value::String(text)) => {
            Fen::from_yuan(text).map_or_else(|| text.clone(), |fen| format!("¥{fen}"))
        }
        (Shape::Factor(..), Value::String(text)) => format!("×{text}"),
        (Shape::OneOf(_) | Shape::Id | Shape::Slug, Value::String(text)) => text.clone(),
        (_, Value::String(text)) if text.chars().count() > LINE || text.contains('\n') => {
            return Shown::Long(text.chars().count());
        }
        (_, Value::String(text)) => format!("“{text}”"),
        // An entry of a list that the other side does not have.
        (Shape::Text(_), Value::Table(text)) => {
            let of = |language| text.get(language).and_then(Value::as_str).unwrap_or_default();
            format!("“{}” / “{}”", of("zh"), of("en"))
        }
        (_, Value::Integer(number)) => number.to_string(),
        (_, Value::Boolean(flag)) => flag.to_string(),
        (_, other) => format!("a {}", other.type_str()),
    })
}
