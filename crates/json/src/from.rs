//! How what every type is made of is read.

use crate::{FromJson, Json};
use std::collections::BTreeMap;

impl FromJson for i64 {
    fn from_json(json: &Json) -> Option<Self> {
        match json {
            Json::Int(value) => Some(*value),
            _ => None,
        }
    }
}

macro_rules! smaller_integers {
    ($($name:ident)*) => {
        $(impl FromJson for $name {
            fn from_json(json: &Json) -> Option<Self> {
                Self::try_from(i64::from_json(json)?).ok()
            }
        })*
    };
}

smaller_integers! { u8 u16 u32 }

impl FromJson for bool {
    fn from_json(json: &Json) -> Option<Self> {
        match json {
            Json::Bool(value) => Some(*value),
            _ => None,
        }
    }
}

impl FromJson for String {
    fn from_json(json: &Json) -> Option<Self> {
        json.text().map(str::to_owned)
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: &Json) -> Option<Self> {
        if matches!(json, Json::Null) { Some(None) } else { T::from_json(json).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn from_json(json: &Json) -> Option<Self> {
        T::from_json(json).map(Self::new)
    }

    fn absent() -> Option<Self> {
        T::absent().map(Self::new)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: &Json) -> Option<Self> {
        let Json::List(items) = json else { return None };
        // By hand: collecting what may fail is compiled to twice as much, for each type.
        let mut all = Self::with_capacity(items.len());
        for item in items {
            all.push(T::from_json(item)?);
        }
        Some(all)
    }
}

impl<K: FromJson + Ord, V: FromJson> FromJson for BTreeMap<K, V> {
    fn from_json(json: &Json) -> Option<Self> {
        let mut map = Self::new();
        for (key, value) in json.fields()? {
            map.insert(K::from_json(&Json::Text(key.clone()))?, V::from_json(value)?);
        }
        Some(map)
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
