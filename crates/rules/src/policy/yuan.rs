//! Yuan in a policy: an integer, or a string with decimals; as JSON always the string.

use crate::money::Fen;
use serde::{Deserialize, Deserializer, Serializer, de};

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Whole(i64),
    Decimal(String),
}

#[expect(clippy::ref_option, reason = "serde passes the field")]
pub fn serialize<S: Serializer>(value: &Option<Fen>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(fen) => serializer.collect_str(&format_args!("{}.{:02}", fen.0 / 100, fen.0 % 100)),
        None => serializer.serialize_none(),
    }
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Fen>, D::Error> {
    let text = match Option::<Written>::deserialize(deserializer)? {
        None => return Ok(None),
        Some(Written::Whole(whole)) => whole.to_string(),
        Some(Written::Decimal(text)) => text,
    };
    let wrong = || de::Error::custom(format!("`{text}` is not an amount in yuan such as 499 or \"499.50\""));
    Fen::from_yuan(&text).map(Some).ok_or_else(wrong)
}
