//! Reading what comes in, with errors that say what is wrong and where.

use super::plain::Plain;
use super::texts::Texts;
use crate::Error;
use axum::body::{Body, Bytes};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::BodyExt;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_path_to_error::Track;
use shuke_contract::{ErrorCode, Problem};

/// What is still read of a body that is too large, so that the sender gets to read the answer.
const DRAINED: usize = 32 << 20;
/// Unknown fields that are named at most.
const UNKNOWN: usize = 20;

/// The whole body, if it is JSON by its own account and not too large.
pub async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes, Error> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        drain(body, DRAINED).await;
        return Err(too_large(limit));
    }
    if !is_json(headers) {
        // What is not there is no JSON of no kind: that it is missing says more.
        if drain(body, limit).await == 0 {
            return Ok(Bytes::new());
        }
        return Err(Problem::new(ErrorCode::UnsupportedMediaType, "The body must be JSON.")
            .remedy("Send it with Content-Type: application/json.")
            .into());
    }
    collect(body, limit).await
}

async fn collect(mut body: Body, limit: usize) -> Result<Bytes, Error> {
    let mut whole: Vec<u8> = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| malformed("The body broke off.", None))?;
        let Ok(data) = frame.into_data() else { continue };
        if whole.len() + data.len() > limit {
            drain(body, DRAINED).await;
            return Err(too_large(limit));
        }
        whole.extend_from_slice(&data);
    }
    Ok(whole.into())
}

/// Reads on without keeping anything: to the end, so that the connection is good for the next request, or for `most` bytes. Gives
/// how many it were.
pub async fn drain(mut body: Body, most: usize) -> usize {
    let mut seen = 0;
    while let Some(Ok(frame)) = body.frame().await {
        seen += frame.data_ref().map_or(0, Bytes::len);
        if seen > most {
            break;
        }
    }
    seen
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

fn too_large(limit: usize) -> Error {
    Problem::new(ErrorCode::BodyTooLarge, "The body is too large.")
        .figure("limit_bytes", i64::try_from(limit).unwrap_or(i64::MAX))
        .into()
}

pub fn malformed(message: &str, field: Option<(String, String)>) -> Error {
    let problem = Problem::new(ErrorCode::MalformedBody, message);
    match field {
        Some((path, message)) => problem.field(path, message).into(),
        None => problem.into(),
    }
}

/// A value from JSON: an object, there, and with nothing in it that the endpoint does not know, at any depth. A body that never
/// arrived must not stand for one whose every field is left out, nor a misspelt field for one that was not sent. Its texts are what
/// `texts` says they may be.
pub fn parse<T: DeserializeOwned + Serialize>(bytes: &[u8], texts: &Texts) -> Result<T, Error> {
    if bytes.is_empty() {
        let absent = Problem::new(ErrorCode::MalformedBody, "The body is absent.");
        return Err(absent.remedy("Send a JSON object: {} where there is nothing to say.").into());
    }
    let plain = Plain::read(bytes)?;
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let mut track = Track::new();
    let mut unknown = Vec::new();
    let mut note = |path: serde_ignored::Path<'_>| {
        if unknown.len() < UNKNOWN {
            unknown.push(written(&path));
        }
    };
    let tracked = serde_path_to_error::Deserializer::new(&mut json, &mut track);
    let value = T::deserialize(serde_ignored::Deserializer::new(tracked, &mut note));
    let shape = unknown
        .into_iter()
        .fold(Problem::new(ErrorCode::MalformedBody, "The body is not of the shape described."), |problem, path| {
            problem.field(path, "is not known")
        });
    match value {
        Ok(value) if shape.fields.is_empty() => {
            json.end().map_err(|error| not_json(&error))?;
            plain.is_of_the_shape_of(&value)?;
            texts.check(plain.value())?;
            Ok(value)
        }
        Ok(_) => Err(shape.into()),
        Err(error) if error.is_data() => Err(shape.field(track.path().to_string(), error.to_string()).into()),
        Err(error) => Err(not_json(&error)),
    }
}

pub fn not_json(error: &serde_json::Error) -> Error {
    malformed(&format!("The body is not JSON: {error}."), None)
}

/// Where something is, as `serde_path_to_error` writes it: `lines[0].paid`.
fn written(path: &serde_ignored::Path<'_>) -> String {
    use serde_ignored::Path;
    match path {
        Path::Root => String::new(),
        Path::Seq { parent, index } => format!("{}[{index}]", written(parent)),
        Path::Map { parent, key } => match written(parent) {
            whole if whole.is_empty() => key.clone(),
            part => format!("{part}.{key}"),
        },
        Path::Some { parent } | Path::NewtypeStruct { parent } | Path::NewtypeVariant { parent } => written(parent),
    }
}

/// A value from the query string, with the same care.
pub fn query<T: DeserializeOwned>(query: Option<&str>) -> Result<T, Error> {
    let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let mut unknown = Vec::new();
    let mut note = |path: serde_ignored::Path<'_>| unknown.push(written(&path));
    let value = serde_ignored::deserialize(serde_urlencoded::Deserializer::new(pairs), &mut note);
    let shape = Problem::new(ErrorCode::InvalidFields, "The query string is not of the shape described.");
    let named = unknown.into_iter().take(UNKNOWN);
    let shape = named.fold(shape, |shape, name| shape.field(format!("query.{name}"), "is not known"));
    match value {
        Ok(value) if shape.fields.is_empty() => Ok(value),
        Ok(_) => Err(shape.into()),
        Err(error) => Err(shape.field("query", error.to_string()).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_contract::Empty;
    use shuke_contract::coupons::ClaimCouponRequest;
    use shuke_contract::till::{QuoteRequest, SaleRequest};

    fn parse<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<T, Error> {
        super::parse(bytes, &Texts::default())
    }

    fn refused(json: &str) -> Problem {
        match parse::<SaleRequest>(json.as_bytes()) {
            Err(error) => error.problem(),
            Ok(value) => panic!("{value:?}"),
        }
    }

    #[test]
    fn a_wrong_type_is_named_by_its_path() {
        let problem =
            refused(r#"{"number":"1","member":"x","lines":[{"item":"a","name":"b","class":"c","quantity":"2"}]}"#);
        assert_eq!(problem.code, ErrorCode::MalformedBody);
        assert_eq!(problem.fields[0].field, "lines[0].quantity");
        assert!(problem.fields[0].message.contains("expected i64"));
    }

    #[test]
    fn broken_json_is_told_from_json_of_another_shape() {
        assert!(refused("{\"number\":").message.contains("not JSON"));
        assert!(refused("{} {}").fields[0].message.contains("missing field"));
        assert!(refused("[1,").message.contains("not"));
    }

    #[test]
    fn what_is_not_known_is_named_wherever_it_stands() {
        let known = r#""item":"a","name":"b","class":"c","quantity":2,"list":1,"paid":1"#;
        let line = |more: &str| format!(r#"{{"number":"1","member":"x","paid":1,"lines":[{{{known},{more}}}]}}"#);
        let problem = refused(&line(r#""prise":1,"discounts":[{"name":"x","amount":1,"why":{"a":1}}]"#));
        let named: Vec<_> = problem.fields.iter().map(|field| (&*field.field, &*field.message)).collect();
        assert_eq!(
            named[..2],
            [("lines[0].prise", "is not known"), ("lines[0].discounts[0].why", "is not known")],
            "{problem:?}"
        );
        assert_eq!(refused(r#"{"nam":"x"}"#).fields[0].field, "nam");
        assert!(refused(r#"{"nam":"x"}"#).fields[1].message.contains("missing field"));
        let many: Vec<_> = (0..100).map(|n| format!(r#""x{n}":1"#)).collect();
        assert_eq!(refused(&format!("{{{}}}", many.join(","))).fields.len(), UNKNOWN + 1);
        for below in
            [r#"{"number":"1","lines":[],"coupons":{"these":[],"x":1}}"#, r#"{"number":"1","lines":[],"x":{}}"#]
        {
            assert!(parse::<QuoteRequest>(below.as_bytes()).is_err(), "{below}");
        }
    }

    #[test]
    fn absent_bodies_and_arrays_are_no_objects_without_fields() {
        for nothing in ["", "[]", " \n[]", "null", "{}{}", "{} x", "1", "\"\"", "  "] {
            assert!(parse::<Empty>(nothing.as_bytes()).is_err(), "{nothing:?}");
            assert!(parse::<ClaimCouponRequest>(nothing.as_bytes()).is_err(), "{nothing:?}");
        }
        assert!(parse::<Empty>(b" {} ").is_ok());
        assert!(parse::<Empty>(b"").unwrap_err().problem().remedy.unwrap().contains("{}"));
    }

    #[test]
    fn numbers_that_do_not_fit_and_fractions_are_refused() {
        for paid in ["1.5", "1e3", "99999999999999999999", "\"1\"", "null"] {
            let json = format!(r#"{{"number":"1","member":"x","lines":[],"paid":{paid}}}"#);
            assert_eq!(refused(&json).fields[0].field, "paid", "{paid}");
        }
    }
}
