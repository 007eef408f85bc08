//! What goes out: JSON, or a problem with the id of its request.

use crate::Error;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use shuke_contract::{ErrorCode, Problem};

/// An answer as it is stored under an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub body: String,
}

impl Answer {
    pub fn json(status: u16, reply: &impl Serialize) -> Result<Self, Error> {
        Ok(Self { status, body: serde_json::to_string(reply).map_err(Error::internal)? })
    }

    pub fn problem(problem: &Problem) -> Result<Self, Error> {
        Self::json(problem.status, problem)
    }

    pub fn is_problem(&self) -> bool {
        self.status >= 400
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        if self.is_problem() {
            return match serde_json::from_str::<Problem>(&self.body) {
                Ok(problem) => Error::from(problem).into_response(),
                Err(error) => Error::internal(error).into_response(),
            };
        }
        json(self.status, self.body)
    }
}

/// A JSON body that no cache may keep.
pub fn json(status: u16, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The same with what names it; nothing but that for who `asked` and has it already. The caller keeps it, no cache does.
pub fn tagged(status: u16, body: String, tag: &str, asked: &HeaderMap) -> Result<Response, Error> {
    let tag = format!("\"{tag}\"");
    let mut response = if is_known(asked, &tag) {
        let mut same = json(StatusCode::NOT_MODIFIED.as_u16(), Body::empty());
        same.headers_mut().remove(CONTENT_TYPE);
        same
    } else {
        json(status, body)
    };
    response.headers_mut().insert(ETAG, HeaderValue::from_str(&tag).map_err(Error::internal)?);
    Ok(response)
}

/// Whether `If-None-Match` names a tag, or any.
pub fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let values = asked.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut named = values.flat_map(|value| value.split(',')).map(str::trim);
    named.any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

/// What went wrong, for the log: carried beside the response to where the request's id is known.
#[derive(Clone, Debug)]
pub struct Cause(pub String);

impl IntoResponse for Error {
    /// The request's id is added on the way out.
    fn into_response(self) -> Response {
        let problem = self.problem();
        let mut response = problem_response(&problem);
        if problem.status >= 500 {
            response.extensions_mut().insert(Cause(self.to_string()));
        }
        response
    }
}

/// A problem on its way out; the outermost layer gives it the request's id.
#[derive(Clone, Debug)]
pub struct Refusal(pub Problem);

fn problem_response(problem: &Problem) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.extensions_mut().insert(Refusal(problem.clone()));
    response
}

/// Writes the problem that a response carries into its body.
pub fn with_request_id(mut response: Response, id: &str) -> Response {
    let Some(Refusal(mut problem)) = response.extensions_mut().remove::<Refusal>() else { return response };
    problem.request_id = Some(id.to_owned());
    let retry = problem.figures.get("retry_after_seconds").copied();
    *response.body_mut() = Body::from(serde_json::to_vec(&problem).unwrap_or_default());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(Problem::CONTENT_TYPE));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = retry.filter(|_| problem.status == 429 || problem.status == 503) {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

pub fn not_found() -> Error {
    Problem::new(ErrorCode::NotFound, "There is nothing here.").into()
}

/// For a path that exists with other methods.
pub async fn method_not_allowed() -> Error {
    Problem::new(ErrorCode::MethodNotAllowed, "This path does not take that method.")
        .remedy("See /api/v1/openapi.json for what it takes.")
        .into()
}
