//! What a refusal looks like: `application/problem+json` (RFC 9457) with a code, the rule, the figures and the remedy.

mod code;

pub use code::ErrorCode;

use core::fmt;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use std::collections::BTreeMap;

/// A code and the HTTP status that it travels with.
pub type Refusal = (ErrorCode, u16);

/// The codes of all features; one that is missing here does not compile.
const REFUSALS: &[&[Refusal]] = &[
    SHARED,
    crate::addresses::REFUSALS,
    crate::boot::REFUSALS,
    crate::check_in::REFUSALS,
    crate::coupons::REFUSALS,
    crate::dev::REFUSALS,
    crate::mall::REFUSALS,
    crate::orders::REFUSALS,
    crate::referral::REFUSALS,
    crate::commission::REFUSALS,
    crate::posters::REFUSALS,
    crate::pieces::REFUSALS,
    crate::sign_in::REFUSALS,
    crate::staff::REFUSALS,
    crate::tasks::REFUSALS,
    crate::till::REFUSALS,
    crate::wechat::REFUSALS,
];

/// Those that are no feature's own.
const SHARED: &[Refusal] = &[
    (ErrorCode::MalformedHead, 400),
    (ErrorCode::MalformedBody, 400),
    (ErrorCode::BodyTooLarge, 413),
    (ErrorCode::UnsupportedMediaType, 415),
    (ErrorCode::InvalidFields, 422),
    (ErrorCode::IdempotencyKeyMissing, 400),
    (ErrorCode::IdempotencyKeyReused, 422),
    (ErrorCode::ForeignOrigin, 403),
    (ErrorCode::SignInRequired, 401),
    (ErrorCode::OtherMember, 409),
    (ErrorCode::TillKeyRequired, 401),
    (ErrorCode::NotFound, 404),
    (ErrorCode::MethodNotAllowed, 405),
    (ErrorCode::Timeout, 408),
    (ErrorCode::TooManyRequests, 429),
    (ErrorCode::Internal, 500),
    (ErrorCode::Unavailable, 503),
    (ErrorCode::PointsShort, 422),
    (ErrorCode::Unknown, 500),
];

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    pub code: ErrorCode,
    /// The HTTP status.
    pub status: u16,
    /// What happened, in English, for whoever integrates. People are shown texts by `code`.
    pub message: String,
    /// The rule that said no, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The figures that it said no with; the unit ends the name (`left_fen`, `retry_after_seconds`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<String, i64>,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// What is wrong with each field, by its path (`lines[0].paid`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// Names this request in the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldProblem {
    pub field: String,
    pub message: String,
}

impl Problem {
    pub const CONTENT_TYPE: &'static str = "application/problem+json";

    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            status: code.status(),
            message: message.into(),
            rule: None,
            figures: BTreeMap::new(),
            remedy: None,
            fields: Vec::new(),
            request_id: None,
        }
    }

    pub fn rule(mut self, rule: impl Into<String>) -> Self {
        self.rule = Some(rule.into());
        self
    }

    pub fn figure(mut self, name: &str, value: i64) -> Self {
        self.figures.insert(name.to_owned(), value);
        self
    }

    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    pub fn field(mut self, field: impl Into<String>, message: impl Into<String>) -> Self {
        self.fields.push(FieldProblem { field: field.into(), message: message.into() });
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}: {}", self.status, self.code, self.message)
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_a_newer_server_is_read_as_unknown() {
        let text = r#"{"code":"tea_too_hot","status":418,"message":"x","steam":true}"#;
        let problem: Problem = serde_json::from_str(text).unwrap();
        assert_eq!(problem.code, ErrorCode::Unknown);
    }

    #[test]
    fn empty_parts_do_not_travel() {
        let json = serde_json::to_string(&Problem::new(ErrorCode::NotFound, "no")).unwrap();
        assert_eq!(json, r#"{"code":"not_found","status":404,"message":"no"}"#);
    }
}
