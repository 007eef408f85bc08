//! A body as plain JSON, before and after a type is made of it: no text and no key holds U+0000, no object has a key twice, and no
//! array stands where an object should. All of that serde, or PostgreSQL, would take for something else.

use super::body::{malformed, not_json};
use crate::Error;
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use std::fmt;

const SHAPE: &str = "The body is not of the shape described.";
const HOLDS_NUL: &str = "holds U+0000, which no text may";

/// A body that may be made a type of.
pub struct Plain(Value);

impl Plain {
    /// What stands in `bytes`; what follows it is looked at by whoever makes the type.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_slice(bytes)).map_err(|error| {
            if !error.inner().is_data() {
                return not_json(error.inner());
            }
            let (path, why) = (error.path().to_string(), error.into_inner().to_string());
            malformed(SHAPE, Some((path, why)))
        })
    }

    pub const fn value(&self) -> &Value {
        &self.0
    }

    /// Serde takes the values of an array for the fields of an object, in their order. What was made of it shows where: written
    /// again it has an object there.
    pub fn is_of_the_shape_of(&self, made: &impl Serialize) -> Result<(), Error> {
        let made = serde_json::to_value(made).map_err(Error::internal)?;
        match by_position(&self.0, &made, "") {
            None => Ok(()),
            Some(path) => {
                let field = (path, "is an array where an object belongs".to_owned());
                Err(malformed(SHAPE, Some(field)))
            }
        }
    }
}

fn by_position(sent: &Value, made: &Value, path: &str) -> Option<String> {
    match (sent, made) {
        (Value::Array(_), Value::Object(_)) => Some(path.to_owned()),
        (Value::Array(sent), Value::Array(made)) => {
            let mut both = sent.iter().zip(made).enumerate();
            both.find_map(|(at, (sent, made))| by_position(sent, made, &format!("{path}[{at}]")))
        }
        (Value::Object(sent), Value::Object(made)) => {
            let mut both = sent.iter().filter_map(|(key, sent)| Some((key, sent, made.get(key)?)));
            let dot = if path.is_empty() { "" } else { "." };
            both.find_map(|(key, sent, made)| by_position(sent, made, &format!("{path}{dot}{key}")))
        }
        _ => None,
    }
}

fn clean<E: de::Error>(text: String) -> Result<String, E> {
    if text.contains('\0') { Err(E::custom(HOLDS_NUL)) } else { Ok(text) }
}

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Walk)
    }
}

struct Walk;

impl<'de> Visitor<'de> for Walk {
    type Value = Plain;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Plain, E> {
        Ok(Plain(value.into()))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Plain, E> {
        Ok(Plain(value.into()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Plain, E> {
        Ok(Plain(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Plain, E> {
        Ok(Plain(value.into()))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Plain, E> {
        Ok(Plain(Value::Null))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Plain, E> {
        Ok(Plain(clean::<E>(text.to_owned())?.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Plain, A::Error> {
        let mut all = Vec::new();
        while let Some(Plain(value)) = values.next_element()? {
            all.push(value);
        }
        Ok(Plain(all.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Plain, A::Error> {
        let mut all = Map::new();
        while let Some(key) = fields.next_key()? {
            let key = clean::<A::Error>(key)?;
            if all.contains_key(&key) {
                return Err(de::Error::custom(format!("has the field `{key}` twice")));
            }
            let Plain(value) = fields.next_value()?;
            all.insert(key, value);
        }
        Ok(Plain(all.into()))
    }
}

#[cfg(test)]
mod tests {
    use crate::Error;
    use crate::http::body;
    use crate::http::texts::Texts;
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use shuke_contract::ErrorCode;
    use shuke_contract::sign_in::{DevSignInRequest, JoinRequest};
    use shuke_contract::till::{QuoteRequest, SaleRequest};

    fn parse<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<T, Error> {
        body::parse(bytes, &Texts::default())
    }

    #[test]
    fn a_nul_is_found_wherever_it_stands_and_only_where_one_stands() {
        let line = br#"{"number":"1","member":"x","lines":[{"name":"a\u0000b"}]}"#;
        let problem = parse::<SaleRequest>(line).unwrap_err().problem();
        assert_eq!(problem.fields[0].field, "lines[0].name");
        for nul in
            [r#"{"who":"\u0000"}"#, r#"{"\u0000":1}"#, r#"{"who":"x","y":[{"z":["\u0000"]}]}"#, "{\"who\":\"\0\"}"]
        {
            assert_eq!(parse::<DevSignInRequest>(nul.as_bytes()).unwrap_err().problem().status, 400, "{nul}");
        }
        assert!(parse::<DevSignInRequest>(br#"{"who":"\\u0000"}"#).is_ok());
        for lone in [&br#"{"who":"\ud800"}"#[..], br#"{"who":"\udc00x"}"#, b"{\"who\":\"\xff\"}", b"{\"\xff\":1}"] {
            assert_eq!(parse::<DevSignInRequest>(lone).unwrap_err().problem().code, ErrorCode::MalformedBody);
        }
    }

    #[test]
    fn a_key_that_is_there_twice_is_named_wherever_it_stands_and_however_it_is_written() {
        for twice in [r#"{"who":"a","who":"b"}"#, r#"{"who":"a","\u0077ho":"a"}"#, r#"{"who":"a","who":null}"#] {
            let problem = parse::<DevSignInRequest>(twice.as_bytes()).unwrap_err().problem();
            assert!(problem.fields[0].message.contains("`who` twice"), "{problem:?}");
        }
        let below = br#"{"number":"1","lines":[{"item":"a","item":"a"}]}"#;
        assert_eq!(parse::<SaleRequest>(below).unwrap_err().problem().fields[0].field, "lines[0]");
    }

    #[test]
    fn the_values_of_an_array_are_not_taken_for_an_objects_fields() {
        let join = |consents: &str| {
            let body = format!(r#"{{"phone":"13800000000","code":"123456","consents":[{consents}]}}"#);
            parse::<JoinRequest>(body.as_bytes())
        };
        assert!(join(r#"{"id":"membership","version":"1","given":true}"#).is_ok());
        let problem = join(r#"["membership","1",true]"#).unwrap_err().problem();
        assert_eq!((problem.code, &*problem.fields[0].field), (ErrorCode::MalformedBody, "consents[0]"));
        let quote = |coupons: &str| {
            let body = format!(r#"{{"number":"1","lines":[],"coupons":{coupons}}}"#);
            parse::<QuoteRequest>(body.as_bytes())
        };
        assert!(quote(r#"{"these":["a"]}"#).is_ok(), "where an array belongs it is taken");
    }
}
