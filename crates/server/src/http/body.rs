//! Reading what comes in, with errors that say what is wrong and where.

use crate::Error;
use axum::body::{Body, Bytes};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use shuke_contract::{ErrorCode, Problem};

/// What is still read of a body that is refused: its sender gets to read the answer, and may use the connection again.
const DRAINED: usize = 32 << 20;

/// The whole body, if it is JSON by its own account and not too large.
pub async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes, Error> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        drain(body).await;
        return Err(too_large(limit));
    }
    if !is_json(headers) {
        drain(body).await;
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
            drain(body).await;
            return Err(too_large(limit));
        }
        whole.extend_from_slice(&data);
    }
    Ok(whole.into())
}

/// Reads on without keeping anything.
pub async fn drain(mut body: Body) {
    let mut seen = 0;
    while let Some(Ok(frame)) = body.frame().await {
        seen += frame.data_ref().map_or(0, Bytes::len);
        if seen > DRAINED {
            return;
        }
    }
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

fn malformed(message: &str, field: Option<(String, String)>) -> Error {
    let problem = Problem::new(ErrorCode::MalformedBody, message);
    match field {
        Some((path, message)) => problem.field(path, message).into(),
        None => problem.into(),
    }
}

/// A value from JSON; an empty body stands for `{}`.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let bytes = if bytes.is_empty() { b"{}" } else { bytes };
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.inner();
        match inner.classify() {
            serde_json::error::Category::Data => {
                malformed("The body is not of the shape described.", Some((path, inner.to_string())))
            }
            _ => malformed(&format!("The body is not JSON: {inner}."), None),
        }
    })?;
    json.end().map_err(|error| malformed(&format!("The body is not JSON: {error}."), None))?;
    Ok(value)
}

/// A value from the query string.
pub fn query<T: DeserializeOwned>(query: Option<&str>) -> Result<T, Error> {
    serde_urlencoded::from_str(query.unwrap_or_default()).map_err(|error| {
        Problem::new(ErrorCode::InvalidFields, "The query string is not of the shape described.")
            .field("query", error.to_string())
            .into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_contract::till::SaleRequest;

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
    fn numbers_that_do_not_fit_and_fractions_are_refused() {
        for paid in ["1.5", "1e3", "99999999999999999999", "\"1\"", "null"] {
            let json = format!(r#"{{"number":"1","member":"x","lines":[],"paid":{paid}}}"#);
            assert_eq!(refused(&json).fields[0].field, "paid", "{paid}");
        }
    }
}
