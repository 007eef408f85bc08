//! U+0000, which PostgreSQL stores in no text: none comes in, in a body or an address, whatever the endpoint does with it.

use super::{answer, body};
use crate::Error;
use axum::http::Uri;
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use shuke_contract::{ErrorCode, Problem};
use std::fmt;

const HOLDS_NUL: &str = "holds U+0000, which no text may";

/// Refuses a body with one in any text or key. In JSON it can only be written as an escape.
pub fn not_in(bytes: &[u8]) -> Result<(), Error> {
    const ESCAPE: &[u8] = br"\u0000";
    if !bytes.windows(ESCAPE.len()).any(|part| part == ESCAPE) {
        return Ok(());
    }
    let walk: Result<Plain, _> = serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_slice(bytes));
    match walk {
        Err(error) if error.inner().is_data() => {
            Err(body::malformed("The body holds U+0000.", Some((error.path().to_string(), HOLDS_NUL.to_owned()))))
        }
        // That it is not JSON at all is said by whoever reads it.
        _ => Ok(()),
    }
}

/// The same for what travels in the address: there it is `%00`, which stands for nothing else.
///
/// # Errors
/// [`ErrorCode::NotFound`] in the path, [`ErrorCode::InvalidFields`] in the query string.
pub fn not_in_address(uri: &Uri) -> Result<(), Error> {
    if uri.path().contains("%00") {
        return Err(answer::not_found());
    }
    if uri.query().is_some_and(|query| query.contains("%00")) {
        let problem = Problem::new(ErrorCode::InvalidFields, "The query string holds U+0000.");
        return Err(problem.field("query", HOLDS_NUL).into());
    }
    Ok(())
}

/// Any JSON whose texts and keys hold no NUL.
struct Plain;

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Walk)
    }
}

struct Walk;

impl<'de> Visitor<'de> for Walk {
    type Value = Plain;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without U+0000")
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Plain, E> {
        Ok(Plain)
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Plain, E> {
        Ok(Plain)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Plain, E> {
        Ok(Plain)
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Plain, E> {
        Ok(Plain)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Plain, E> {
        Ok(Plain)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Plain, E> {
        if text.contains('\0') { Err(E::custom(HOLDS_NUL)) } else { Ok(Plain) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Plain, A::Error> {
        while values.next_element::<Plain>()?.is_some() {}
        Ok(Plain)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Plain, A::Error> {
        while fields.next_entry::<Plain, Plain>()?.is_some() {}
        Ok(Plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::body::parse;
    use shuke_contract::sign_in::DevSignInRequest;
    use shuke_contract::till::SaleRequest;

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
        let url = |text: &str| not_in_address(&text.parse().unwrap());
        assert!(url("/a/%2500?x=%2500").is_ok());
        assert_eq!(url("/a/x%00").unwrap_err().problem().status, 404);
        assert_eq!(url("/a?x=1&%00=2").unwrap_err().problem().status, 422);
    }
}
