//! What has no type.

use crate::{FromJson, Json};
use serde_json::Value;

impl FromJson for Value {
    fn from_json(json: &Json) -> Option<Self> {
        Some(match json {
            Json::Null => Self::Null,
            Json::Bool(value) => (*value).into(),
            Json::Int(value) => (*value).into(),
            Json::Text(text) => text.as_str().into(),
            Json::List(_) => Self::Array(FromJson::from_json(json)?),
            Json::Object(fields) => {
                let read = |(name, value): &(String, Json)| Some((name.clone(), Self::from_json(value)?));
                Self::Object(fields.iter().map(read).collect::<Option<_>>()?)
            }
        })
    }
}
