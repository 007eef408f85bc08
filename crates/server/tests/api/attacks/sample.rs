//! A body as the document describes it, with everything that may be in it, and its places: each a JSON pointer.

use serde_json::{Value, json};
use std::collections::BTreeSet;

pub struct Sample {
    pub body: Value,
    /// Objects that stand for one of several: their only key says which.
    variants: BTreeSet<String>,
}

/// Makes one from schemas.
struct Maker<'a> {
    document: &'a Value,
    member: &'a str,
    variants: BTreeSet<String>,
}

impl Sample {
    pub fn new(document: &Value, schema: &Value, member: &str) -> Self {
        let mut maker = Maker { document, member, variants: BTreeSet::new() };
        let body = maker.of(schema, "");
        Self { body, variants: maker.variants }
    }

    pub fn is_variant(&self, place: &str) -> bool {
        self.variants.contains(place)
    }

    /// The body with something else at a place.
    pub fn with(&self, place: &str, change: impl FnOnce(&mut Value)) -> Value {
        let mut body = self.body.clone();
        change(body.pointer_mut(place).unwrap());
        body
    }

    /// The same with bytes that no [`Value`] stands for.
    pub fn with_raw(&self, place: &str, raw: &[u8]) -> Vec<u8> {
        const MARK: &str = "\"@here@\"";
        let text = self.with(place, |value| *value = json!("@here@")).to_string();
        let at = text.find(MARK).unwrap();
        [&text.as_bytes()[..at], raw, &text.as_bytes()[at + MARK.len()..]].concat()
    }

    /// Every object, also the whole, with its name as errors write it.
    pub fn objects(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        walk(&self.body, "", "", &mut |place, named, value| {
            if value.is_object() {
                found.push((place.to_owned(), named.to_owned()));
            }
        });
        found
    }

    pub fn texts(&self) -> Vec<String> {
        self.places(Value::is_string)
    }

    pub fn numbers(&self) -> Vec<String> {
        self.places(Value::is_number)
    }

    /// Every place but the whole.
    pub fn everything(&self) -> Vec<String> {
        self.places(|_| true).into_iter().filter(|place| !place.is_empty()).collect()
    }

    fn places(&self, is: impl Fn(&Value) -> bool) -> Vec<String> {
        let mut found = Vec::new();
        walk(&self.body, "", "", &mut |place, _, value| {
            if is(value) {
                found.push(place.to_owned());
            }
        });
        found
    }
}

fn walk(value: &Value, place: &str, named: &str, see: &mut impl FnMut(&str, &str, &Value)) {
    see(place, named, value);
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                let named = if named.is_empty() { name.clone() } else { format!("{named}.{name}") };
                walk(inner, &format!("{place}/{name}"), &named, see);
            }
        }
        Value::Array(values) => {
            for (n, inner) in values.iter().enumerate() {
                walk(inner, &format!("{place}/{n}"), &format!("{named}[{n}]"), see);
            }
        }
        _ => {}
    }
}

impl Maker<'_> {
    fn of(&mut self, schema: &Value, place: &str) -> Value {
        if let Some(target) = schema["$ref"].as_str() {
            let inner = self.document.pointer(target.trim_start_matches('#')).unwrap();
            return self.named(target).unwrap_or_else(|| self.of(inner, place));
        }
        if let Some(only) = schema.get("const") {
            return only.clone();
        }
        if let Some(first) = schema["enum"].as_array().and_then(|all| all.first()) {
            return first.clone();
        }
        for several in ["oneOf", "anyOf", "allOf"] {
            if let Some(choices) = schema[several].as_array() {
                // One that holds something rather than a mere name or nothing.
                let holds = |choice: &&Value| choice["type"] == "object" || choice.get("$ref").is_some();
                let choice = choices.iter().find(holds).unwrap_or(&choices[0]);
                if several == "oneOf" && choice["type"] == "object" {
                    self.variants.insert(place.to_owned());
                }
                return self.of(choice, place);
            }
        }
        let kind = match &schema["type"] {
            Value::Array(kinds) => kinds[0].as_str().unwrap(),
            kind => kind.as_str().unwrap_or("object"),
        };
        match kind {
            "object" => {
                let fields = schema["properties"].as_object().cloned().unwrap_or_default();
                fields.iter().map(|(name, inner)| (name.clone(), self.field(name, inner, place))).collect()
            }
            "array" => json!([self.of(&schema["items"], &format!("{place}/0"))]),
            "string" => text(schema),
            "integer" | "number" => json!(schema["minimum"].as_i64().unwrap_or(1).max(1)),
            "boolean" => json!(true),
            other => panic!("{other} at {place}"),
        }
    }

    fn field(&mut self, name: &str, schema: &Value, place: &str) -> Value {
        let value = self.of(schema, &format!("{place}/{name}"));
        match name {
            "member" if value.is_string() => json!(self.member),
            "phone" if value.is_string() => json!("13419999999"),
            _ => value,
        }
    }

    /// Where a type takes less than its schema says.
    fn named(&self, target: &str) -> Option<Value> {
        match target.rsplit('/').next()? {
            "Phone" => Some(json!("13419999999")),
            "CardNumber" => Some(json!(self.member)),
            "Day" => Some(json!("2026-01-01")),
            _ => None,
        }
    }
}

fn text(schema: &Value) -> Value {
    match schema["format"].as_str() {
        Some("date-time") => json!("2026-01-01T00:00:00Z"),
        Some("date") => json!("2026-01-01"),
        _ => json!("7"),
    }
}
