//! Reads the contract's replies. Derived readers cost a quarter of the app's bytes (docs/decisions/006-bytes.md); these do the same in
//! a tenth: a struct that lacks a field does not compile, and a test reads real replies both ways.
//!
//! The contract has no fractions: a number is an integer.

// Its macros are for the others, too.
#[macro_use]
mod types;
mod gifts;
mod parse;
mod priced;
mod tagged;

use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl Json {
    /// `None` for what is not JSON.
    pub fn parse(text: &str) -> Option<Self> {
        parse::parse(text)
    }

    /// The field of that name, or what its absence means.
    pub fn get<T: FromJson>(&self, name: &str) -> Option<T> {
        match self.field(name) {
            Some(value) => T::from_json(value),
            None => T::absent(),
        }
    }

    fn field(&self, name: &str) -> Option<&Self> {
        let Self::Object(fields) = self else { return None };
        fields.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// What can be read from JSON.
pub trait FromJson: Sized {
    fn from_json(json: &Json) -> Option<Self>;

    /// What it means that a field is not there.
    fn absent() -> Option<Self> {
        None
    }
}

impl FromJson for i64 {
    fn from_json(json: &Json) -> Option<Self> {
        match json {
            Json::Int(value) => Some(*value),
            _ => None,
        }
    }
}

impl FromJson for bool {
    fn from_json(json: &Json) -> Option<Self> {
        match json {
            Json::Bool(value) => Some(*value),
            _ => None,
        }
    }

    fn absent() -> Option<Self> {
        Some(false)
    }
}

impl FromJson for String {
    fn from_json(json: &Json) -> Option<Self> {
        json.text().map(str::to_owned)
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: &Json) -> Option<Self> {
        if *json == Json::Null { Some(None) } else { T::from_json(json).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: &Json) -> Option<Self> {
        match json {
            Json::List(items) => items.iter().map(T::from_json).collect(),
            _ => None,
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl<K: From<String> + Ord, V: FromJson> FromJson for BTreeMap<K, V> {
    fn from_json(json: &Json) -> Option<Self> {
        let Json::Object(fields) = json else { return None };
        let mut map = Self::new();
        for (key, value) in fields {
            map.insert(K::from(key.clone()), V::from_json(value)?);
        }
        Some(map)
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl<A: FromJson, B: FromJson> FromJson for (A, B) {
    fn from_json(json: &Json) -> Option<Self> {
        match json {
            Json::List(items) => match items.as_slice() {
                [first, second] => Some((A::from_json(first)?, B::from_json(second)?)),
                _ => None,
            },
            _ => None,
        }
    }
}

/// An enum of plain names, by its own derived reader, which knows what an unknown one is.
fn named<T: DeserializeOwned>(json: &Json) -> Option<T> {
    let name: StrDeserializer<'_, Error> = json.text()?.into_deserializer();
    T::deserialize(name).ok()
}

#[cfg(test)]
mod tests;
