//! Yuan in a policy: an integer, or a string with decimals; as JSON always the string.

use crate::money::Fen;
use serde::{Deserialize, Deserializer, Serializer, de};
use shuke_json::Json;

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
    Option::<Written>::deserialize(deserializer)?.map(read).transpose()
}

/// Of what travels: always the string.
#[expect(clippy::option_option, reason = "what cannot be read, and what is not set")]
pub fn from_json(json: &Json) -> Option<Option<Fen>> {
    if *json == Json::Null { Some(None) } else { amount::from_json(json).map(Some) }
}

fn read<E: de::Error>(written: Written) -> Result<Fen, E> {
    let text = match written {
        Written::Whole(whole) => whole.to_string(),
        Written::Decimal(text) => text,
    };
    let wrong = || E::custom(format!("`{text}` is not an amount in yuan such as 499 or \"499.50\""));
    Fen::from_yuan(&text).ok_or_else(wrong)
}

/// The same for an amount that is always there.
pub mod amount {
    use super::{Fen, Written, read};
    use serde::{Deserialize, Deserializer, Serializer};
    use shuke_json::Json;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field")]
    pub fn serialize<S: Serializer>(value: &Fen, serializer: S) -> Result<S::Ok, S::Error> {
        super::serialize(&Some(*value), serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Fen, D::Error> {
        Written::deserialize(deserializer).and_then(read)
    }

    pub fn from_json(json: &Json) -> Option<Fen> {
        Fen::from_yuan(json.text()?)
    }
}
