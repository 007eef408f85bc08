//! JSON whose objects keep the order of their fields, to write bodies that are wrong in how they are written: an object as an
//! array of its values, or with a key twice.

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::fmt;

pub enum Ordered {
    Leaf(Value),
    List(Vec<Self>),
    Fields(Vec<(String, Self)>),
}

/// How one object is written.
#[derive(Clone, Copy, Debug)]
pub enum Wrong {
    /// `["a", 1]` for `{"name": "a", "count": 1}`.
    ByPosition,
    /// The first key once more at the end, with the same value.
    Twice,
    /// The same, the second time with an escape.
    TwiceEscaped,
}

impl Ordered {
    /// Every way to write it with one object wrong.
    pub fn wrong(&self, how: Wrong) -> Vec<String> {
        let written = |nth| {
            let (mut text, mut seen) = (String::new(), 0);
            self.write(&mut text, &mut seen, nth, how);
            (nth < seen).then_some(text)
        };
        (0..).map_while(written).collect()
    }

    /// Objects with a field are counted in `seen`; the one that is `nth` is written wrong.
    fn write(&self, text: &mut String, seen: &mut usize, nth: usize, how: Wrong) {
        match self {
            Self::Leaf(value) => text.push_str(&value.to_string()),
            Self::List(values) => list(text, '[', values, ']', |text, value| value.write(text, seen, nth, how)),
            Self::Fields(fields) if fields.is_empty() => text.push_str("{}"),
            Self::Fields(fields) => {
                let this = *seen == nth;
                *seen += 1;
                if this && matches!(how, Wrong::ByPosition) {
                    return list(text, '[', fields, ']', |text, (_, value)| value.write(text, seen, nth, how));
                }
                list(text, '{', fields, '}', |text, (key, value)| {
                    text.extend([Value::from(key.as_str()).to_string().as_str(), ":"]);
                    value.write(text, seen, nth, how);
                });
                if this {
                    text.pop();
                    text.extend([",", again(&fields[0].0, how).as_str(), ":"]);
                    fields[0].1.write(text, &mut usize::MAX.clone(), nth, how);
                    text.push('}');
                }
            }
        }
    }
}

fn again(key: &str, how: Wrong) -> String {
    match how {
        Wrong::TwiceEscaped => format!("\"\\u{:04x}{}\"", key.as_bytes()[0], &key[1..]),
        _ => format!("\"{key}\""),
    }
}

fn list<T>(text: &mut String, open: char, values: &[T], close: char, mut write: impl FnMut(&mut String, &T)) {
    text.push(open);
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        write(text, value);
    }
    text.push(close);
}

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reads;
        impl<'de> Visitor<'de> for Reads {
            type Value = Ordered;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("JSON")
            }
            fn visit_bool<E>(self, value: bool) -> Result<Ordered, E> {
                Ok(Ordered::Leaf(value.into()))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Ordered, E> {
                Ok(Ordered::Leaf(value.into()))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Ordered, E> {
                Ok(Ordered::Leaf(value.into()))
            }
            fn visit_unit<E>(self) -> Result<Ordered, E> {
                Ok(Ordered::Leaf(Value::Null))
            }
            fn visit_str<E>(self, value: &str) -> Result<Ordered, E> {
                Ok(Ordered::Leaf(value.into()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Ordered, A::Error> {
                let mut all = Vec::new();
                while let Some(value) = values.next_element()? {
                    all.push(value);
                }
                Ok(Ordered::List(all))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Ordered, A::Error> {
                let mut all = Vec::new();
                while let Some(field) = fields.next_entry()? {
                    all.push(field);
                }
                Ok(Ordered::Fields(all))
            }
        }
        deserializer.deserialize_any(Reads)
    }
}
