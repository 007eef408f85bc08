//! What the derive makes of serde's attributes, beside what serde makes of them.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use shuke_json::{FromJson, Json};
use std::collections::BTreeMap;
use std::fmt::Debug;

/// Whether it can be read; what is read is what serde reads.
fn agree<T: FromJson + DeserializeOwned + PartialEq + Debug>(text: &str) -> bool {
    let ours = Json::parse(text).and_then(|json| T::from_json(&json));
    assert_eq!(ours, serde_json::from_str(text).ok(), "{text}");
    ours.is_some()
}

#[derive(Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[serde(transparent)]
struct Wrapped(Option<u32>);

#[derive(Debug, Default, PartialEq, Serialize, Deserialize, FromJson)]
struct Fields {
    street: String,
    #[serde(default)]
    preferred: bool,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, FromJson)]
struct Empty {}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize, FromJson)]
struct Optional {
    a: Option<u8>,
    #[serde(default)]
    b: Vec<u8>,
}

/// As text.
mod text {
    use serde::{Deserialize as _, Deserializer, Serializer, de};
    use shuke_json::Json;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field")]
    pub fn serialize<S: Serializer>(value: &u8, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }

    pub fn from_json(json: &Json) -> Option<u8> {
        json.text()?.parse().ok()
    }
}

fn seven() -> u8 {
    7
}

#[derive(Debug, PartialEq, Serialize, Deserialize, FromJson)]
struct Everything {
    required: u8,
    truth: bool,
    list: Vec<u8>,
    option: Option<u8>,
    r#type: String,
    wrapped: Wrapped,
    empty: Empty,
    boxed: Box<u8>,
    pair: (u8, String),
    #[serde(default)]
    default: bool,
    #[serde(default)]
    default_list: Vec<Fields>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    default_option: Option<Fields>,
    #[serde(default)]
    default_fields: Fields,
    #[serde(default)]
    optional: Optional,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    map: BTreeMap<String, i64>,
    #[serde(default = "seven")]
    seven: u8,
    #[serde(with = "text")]
    with: u8,
    #[serde(default, with = "text")]
    default_with: u8,
    #[serde(default = "seven", with = "text")]
    seven_with: u8,
    #[serde(flatten)]
    flat: Fields,
}

const EVERYTHING: &str = r#"{
    "required": 1, "truth": true, "list": [1], "option": 2, "type": "t", "wrapped": 3, "empty": {}, "boxed": 4,
    "pair": [5, "p"], "default": true, "default_list": [{ "street": "s" }], "default_option": { "street": "s" },
    "optional": { "b": [1] }, "default_fields": { "street": "s", "preferred": true }, "map": { "a": -1 }, "seven": 8, "with": "9", "default_with": "10",
    "seven_with": "11", "street": "flat", "preferred": true, "of a newer server": [{}]
}"#;

#[test]
fn a_field_that_is_missing_null_or_of_another_kind_is_what_serde_says() {
    assert!(agree::<Everything>(EVERYTHING));
    let whole: serde_json::Map<String, serde_json::Value> = serde_json::from_str(EVERYTHING).unwrap();
    let mut left_out = Vec::new();
    for name in whole.keys() {
        let mut other = whole.clone();
        other.remove(name);
        if agree::<Everything>(&serde_json::to_string(&other).unwrap()) {
            left_out.push(name.as_str());
        }
        for value in ["null", "false", "1000", "\"x\"", "[]", "{}"] {
            // serde reads structs from lists, too; nobody writes them.
            if matches!((name.as_str(), value), ("empty" | "optional", "[]")) {
                continue;
            }
            other.insert(name.clone(), serde_json::from_str(value).unwrap());
            agree::<Everything>(&serde_json::to_string(&other).unwrap());
        }
    }
    left_out.sort_unstable();
    let may =
        ["default", "default_fields", "default_list", "default_option", "default_with", "map", "of a newer server"];
    let also = ["option", "optional", "preferred", "seven", "seven_with", "wrapped"];
    assert_eq!(left_out, [may.as_slice(), also.as_slice()].concat());
}

#[derive(Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
enum Open {
    One,
    TwoWords,
    #[serde(other)]
    Unknown,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, FromJson)]
enum Closed {
    One,
    TwoWords,
}

#[test]
fn a_plain_name_is_known_or_other_or_refused() {
    for name in ["\"one\"", "\"two_words\"", "\"of a newer server\"", "\"unknown\"", "\"\""] {
        assert!(agree::<Open>(name), "{name}");
    }
    assert!(agree::<Closed>("\"One\"") && agree::<Closed>("\"TwoWords\""));
    for wrong in ["\"two_words\"", "null", "1", "[]", "\"\""] {
        assert!(!agree::<Closed>(wrong), "{wrong}");
    }
    assert!(!agree::<Open>("null") && !agree::<Open>("1"));
}

#[derive(Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Tagged {
    Nothing,
    SomeFields {
        a: u8,
        #[serde(default = "seven")]
        b: u8,
        c: Option<u8>,
        #[serde(default, with = "text")]
        d: u8,
    },
    Whole(Fields),
    Boxed(Box<Fields>),
    #[serde(other)]
    Unknown,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum ClosedTagged {
    Nothing,
    Some { a: u8 },
}

#[test]
fn a_variant_is_read_beside_its_tag() {
    for whole in [
        r#"{"kind":"nothing","more":1}"#,
        r#"{"kind":"some_fields","a":1}"#,
        r#"{"c":null,"a":1,"b":2,"d":"3","kind":"some_fields"}"#,
        r#"{"kind":"whole","street":"s"}"#,
        r#"{"street":"s","preferred":true,"kind":"boxed"}"#,
        r#"{"kind":"of a newer server","a":{}}"#,
    ] {
        assert!(agree::<Tagged>(whole), "{whole}");
    }
    for wrong in [r#"{"kind":"some_fields"}"#, r#"{"kind":"whole"}"#, r#"{"kind":1}"#, "{}", "\"nothing\"", "null"] {
        assert!(!agree::<Tagged>(wrong) && !agree::<ClosedTagged>(wrong), "{wrong}");
    }
    assert!(agree::<ClosedTagged>(r#"{"kind":"nothing"}"#) && agree::<ClosedTagged>(r#"{"kind":"some","a":1}"#));
    assert!(!agree::<ClosedTagged>(r#"{"kind":"of a newer server"}"#));
}

#[derive(Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[serde(tag = "to", content = "id", rename_all = "snake_case")]
enum Beside {
    Nothing,
    Number(u8),
    Maybe(Option<Fields>),
    #[serde(other)]
    Unknown,
}

#[test]
fn a_variant_is_read_from_the_field_that_carries_it() {
    for whole in [
        r#"{"to":"nothing"}"#,
        r#"{"id":7,"to":"number"}"#,
        r#"{"to":"maybe","id":{"street":"s"}}"#,
        r#"{"to":"maybe","id":null}"#,
        r#"{"to":"of a newer server"}"#,
    ] {
        assert!(agree::<Beside>(whole), "{whole}");
    }
    for wrong in [r#"{"to":"number"}"#, r#"{"to":"number","id":"7"}"#, r#"{"id":7}"#] {
        assert!(!agree::<Beside>(wrong), "{wrong}");
    }
}
