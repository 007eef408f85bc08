//! The schemas of what is written. The server refuses a key that it does not know, so an object of a request has no others; a
//! reply may have more than a client knows. What travels both ways is therefore described twice.

use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Where definitions stand in the document.
const SCHEMAS: &str = "#/components/schemas/";
/// With what the name of a definition goes on where replies have another one of that name.
const WRITTEN: &str = "Written";

/// The definitions of requests.
pub struct Closed {
    pub schemas: Map<String, Value>,
    renamed: BTreeSet<String>,
}

impl Closed {
    /// `requests`: what is written is made of; `replies`: the definitions beside which they will stand.
    pub fn of(requests: Map<String, Value>, replies: &Map<String, Value>) -> Self {
        let mut closed = Self { schemas: requests, renamed: BTreeSet::new() };
        closed.schemas.values_mut().for_each(close);
        while let Some(name) = closed.unlike(replies) {
            closed.renamed.insert(name);
        }
        for (name, mut schema) in std::mem::take(&mut closed.schemas) {
            closed.refer(&mut schema);
            closed.schemas.insert(closed.name(&name), schema);
        }
        closed
    }

    /// One that replies have otherwise, in itself or in what it refers to.
    fn unlike(&self, replies: &Map<String, Value>) -> Option<String> {
        let differs = |name: &str, schema: &Value| {
            replies.get(name).is_some_and(|reply| reply != schema || self.refers_to_renamed(schema))
        };
        let found = self.schemas.iter().find(|(name, schema)| !self.renamed.contains(*name) && differs(name, schema));
        found.map(|(name, _)| name.clone())
    }

    fn refers_to_renamed(&self, schema: &Value) -> bool {
        match schema {
            Value::Object(fields) => {
                target(fields).is_some_and(|name| self.renamed.contains(name))
                    || fields.values().any(|inner| self.refers_to_renamed(inner))
            }
            Value::Array(values) => values.iter().any(|inner| self.refers_to_renamed(inner)),
            _ => false,
        }
    }

    fn name(&self, name: &str) -> String {
        if self.renamed.contains(name) { format!("{name}{WRITTEN}") } else { name.to_owned() }
    }

    /// Lets a schema refer to these definitions.
    pub fn refer(&self, schema: &mut Value) {
        match schema {
            Value::Object(fields) => {
                let renamed = target(fields).map(|name| format!("{SCHEMAS}{}", self.name(name)));
                if let Some(renamed) = renamed {
                    fields.insert("$ref".into(), renamed.into());
                }
                fields.values_mut().for_each(|inner| self.refer(inner));
            }
            Value::Array(values) => values.iter_mut().for_each(|inner| self.refer(inner)),
            _ => {}
        }
    }
}

/// The definition that a schema refers to.
fn target(schema: &Map<String, Value>) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix(SCHEMAS)
}

/// Lets every object in a schema have the keys that it names, unless it is a table of any.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            let is_object = fields.get("type").is_some_and(|kind| kind == "object");
            if is_object && !fields.contains_key("additionalProperties") {
                fields.insert("additionalProperties".into(), false.into());
            }
            fields.values_mut().for_each(close);
        }
        Value::Array(values) => values.iter_mut().for_each(close),
        _ => {}
    }
}
