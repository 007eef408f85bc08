//! Walks a parsed file along the table of keys: finds every unknown, missing and ill-shaped key in one go, notes on which
//! line each stands, and leaves a tree that always fits the types. Values that depend on each other are judged in
//! [`super::sections`].

use super::shape::{Key, LANGUAGES, Need, Shape};
use super::value::{self, Refusal};
use super::{Lines, Problem, suggest};
use std::collections::{BTreeMap, BTreeSet};
use toml::Value;
use toml::de::{DeArray, DeTable, DeValue};
use toml::{Spanned, Table};

/// What a walk has found so far.
pub struct Findings<'a> {
    lines: &'a Lines,
    problems: Vec<Problem>,
    /// Where each key stands.
    places: BTreeMap<String, usize>,
    /// Keys about which nothing more is said: what is wrong with them is known already.
    excused: BTreeSet<String>,
}

impl<'a> Findings<'a> {
    /// `earlier`: what reading the file as TOML has found.
    pub fn new(lines: &'a Lines, earlier: Vec<Problem>) -> Self {
        let excused = earlier.iter().map(|problem| problem.key.clone()).collect();
        Self { lines, problems: earlier, places: BTreeMap::new(), excused }
    }

    pub fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by(|a, b| (a.line, &a.key).cmp(&(b.line, &b.key)));
        self.problems
    }

    /// The line of a key, or of the nearest table around it.
    pub fn line(&self, path: &str) -> usize {
        let mut path = path;
        loop {
            match (self.places.get(path), path.rfind(['.', '['])) {
                (Some(line), _) => return *line,
                (None, Some(at)) => path = path.get(..at).unwrap_or_default(),
                (None, None) => return 1,
            }
        }
    }

    /// Whether the file itself has the key.
    pub fn stands(&self, path: &str) -> bool {
        self.places.contains_key(path)
    }

    /// Whether the key or a table around it is known to be wrong, so that its value is made up.
    pub fn doubts(&self, path: &str) -> bool {
        let around = |at: (usize, &str)| self.excused.contains(path.get(..at.0).unwrap_or_default());
        self.excused.contains(path) || path.match_indices(['.', '[']).any(around)
    }

    /// Adds a problem, unless one is known already of which this is a consequence.
    pub fn add(&mut self, path: &str, refusal: Refusal) {
        if self.doubts(path) {
            return;
        }
        self.excused.insert(path.to_owned());
        let Refusal { message, remedy } = refusal;
        self.problems.push(Problem { line: self.line(path), key: path.to_owned(), message, remedy });
    }

    /// Reads the whole file.
    pub fn document(&mut self, keys: &[Key], found: &DeTable<'_>) -> Table {
        self.table(keys, "", found)
    }

    fn value(&mut self, shape: &Shape, path: &str, found: &Spanned<DeValue<'_>>) -> Option<Value> {
        self.places.entry(path.to_owned()).or_insert_with(|| self.lines.of(found.span().start));
        let read = match (shape, found.get_ref()) {
            (Shape::Text(most), DeValue::Table(table)) => return Some(Value::Table(self.text(*most, path, table))),
            (Shape::Table(keys), DeValue::Table(table)) => return Some(Value::Table(self.table(keys, path, table))),
            (Shape::ByClass(of), DeValue::Table(table)) => return Some(Value::Table(self.map(of, path, table))),
            (Shape::List(of, least, most), DeValue::Array(list)) => {
                return Some(Value::Array(self.list(of, *least, *most, path, list)));
            }
            (Shape::Text(_) | Shape::Table(_) | Shape::ByClass(_) | Shape::List(..), other) => {
                Err(value::wrong_type(shape, other))
            }
            (_, other) => value::read(shape, other),
        };
        read.map_err(|refusal| self.add(path, refusal)).ok()
    }

    fn table(&mut self, keys: &[Key], path: &str, found: &DeTable<'_>) -> Table {
        self.unknown_keys(&keys.iter().map(|key| key.name).collect::<Vec<_>>(), path, found);
        let mut read = Table::new();
        for key in keys {
            let inner = join(path, key.name);
            let value = found.get_key_value(key.name).and_then(|(name, value)| {
                self.places.insert(inner.clone(), self.lines.of(name.span().start));
                self.value(&key.shape, &inner, value)
            });
            if key.need == Need::Required && !found.contains_key(key.name) {
                self.add(&inner, value::refuse("is missing", format!("add {}", sample(key))));
            }
            let filled = || (key.need == Need::Required).then(|| filler(&key.shape));
            if let Some(value) = value.or_else(filled) {
                read.insert(key.name.to_owned(), value);
            }
        }
        read
    }

    fn unknown_keys(&mut self, known: &[&str], path: &str, found: &DeTable<'_>) {
        let strangers = found.keys().filter(|name| !known.contains(&name.get_ref().as_ref()));
        for name in strangers {
            let inner = join(path, name.get_ref());
            self.places.insert(inner.clone(), self.lines.of(name.span().start));
            let free = known.iter().copied().filter(|known| found.get(*known).is_none());
            let remedy = match suggest::nearest(name.get_ref(), free) {
                Some(near) => {
                    self.excused.insert(join(path, near));
                    format!("did you mean `{near}`?")
                }
                None => format!("remove it; known here: {}", known.join(", ")),
            };
            self.add(&inner, value::refuse("is not a key of a policy", remedy));
        }
    }

    fn text(&mut self, most: usize, path: &str, found: &DeTable<'_>) -> Table {
        self.unknown_keys(&LANGUAGES, path, found);
        let mut read = Table::new();
        for language in LANGUAGES {
            let inner = join(path, language);
            let value = if let Some((name, value)) = found.get_key_value(language) {
                self.places.insert(inner.clone(), self.lines.of(name.span().start));
                self.value(&Shape::Words(most), &inner, value)
            } else {
                self.add(
                    &inner,
                    value::refuse("is missing", format!("write the text in both languages: add {language} = \"…\"")),
                );
                None
            };
            read.insert(language.to_owned(), value.unwrap_or_else(|| filler(&Shape::Words(most))));
        }
        read
    }

    fn map(&mut self, of: &Shape, path: &str, found: &DeTable<'_>) -> Table {
        let mut read = Table::new();
        for (name, value) in found {
            let inner = join(path, name.get_ref());
            self.places.insert(inner.clone(), self.lines.of(name.span().start));
            let value = self.value(of, &inner, value).unwrap_or_else(|| filler(of));
            read.insert(name.get_ref().to_string(), value);
        }
        read
    }

    fn list(&mut self, of: &Shape, least: usize, most: usize, path: &str, found: &DeArray<'_>) -> Vec<Value> {
        if found.len() < least {
            self.add(path, value::refuse("is empty", format!("add at least {least}")));
        } else if found.len() > most {
            self.add(path, value::refuse(format!("has {} entries", found.len()), format!("keep at most {most}")));
        }
        let entries = found.iter().enumerate();
        entries
            .map(|(at, value)| self.value(of, &format!("{path}[{at}]"), value).unwrap_or_else(|| filler(of)))
            .collect()
    }
}

pub fn join(path: &str, key: &str) -> String {
    let plain = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let key = if plain { key.to_owned() } else { format!("{key:?}") };
    if path.is_empty() { key } else { format!("{path}.{key}") }
}

/// A key with a value, as one would write it.
fn sample(key: &Key) -> String {
    match (&key.shape, key.example) {
        (Shape::Table(_), "{ … }") => format!("a table [{}]", key.name),
        (Shape::List(..), header) if header.starts_with("[[") => header.to_owned(),
        (_, example) => format!("{} = {example}", key.name),
    }
}

/// A value that fits the types, where the file has none that does. The file is refused all the same; this only lets
/// the rest of it be judged.
fn filler(shape: &Shape) -> Value {
    match shape {
        Shape::Text(_) => {
            Value::Table(LANGUAGES.map(|name| (name.to_owned(), Value::String("?".into()))).into_iter().collect())
        }
        Shape::Whole(least, _) => Value::Integer(*least),
        Shape::Yuan | Shape::Factor(..) => Value::String("1".into()),
        Shape::Flag => Value::Boolean(false),
        Shape::OneOf(names) => Value::String((*names.first().unwrap_or(&"?")).to_owned()),
        Shape::List(..) => Value::Array(Vec::new()),
        Shape::ByClass(_) => Value::Table(Table::new()),
        Shape::Table(keys) => {
            let required = keys.iter().filter(|key| key.need == Need::Required);
            Value::Table(required.map(|key| (key.name.to_owned(), filler(&key.shape))).collect())
        }
        Shape::Day => Value::String("2000-01-01".into()),
        Shape::Words(_) | Shape::Id | Shape::Slug | Shape::Digits(_) | Shape::Zone | Shape::Colour | Shape::Version => {
            Value::String("?".into())
        }
    }
}
