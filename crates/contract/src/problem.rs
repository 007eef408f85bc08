//! What a refusal looks like: `application/problem+json` (RFC 9457) with a code, the rule, the figures and the remedy.

use core::fmt;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why a request was refused. Clients match on this, never on prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    // Any endpoint
    /// 400: not JSON, or not of the shape described.
    MalformedBody,
    /// 413: more than the limit (`figures.limit_bytes`).
    BodyTooLarge,
    /// 415: not `application/json`.
    UnsupportedMediaType,
    /// 422: well formed, but fields are wrong; `fields` names each.
    InvalidFields,
    /// 400: a write without a well-formed `Idempotency-Key`.
    IdempotencyKeyMissing,
    /// 422: the key came before with another body.
    IdempotencyKeyReused,
    /// 403: a write from another site's page.
    ForeignOrigin,
    /// 401: no session, or one that ended.
    SignInRequired,
    /// 409: `Member-Number` names another member than the one who is signed in. Nothing was done; load the page anew.
    OtherMember,
    /// 401: no API key, or one that is unknown or withdrawn.
    TillKeyRequired,
    /// 404
    NotFound,
    /// 405
    MethodNotAllowed,
    /// 408: took longer than the limit.
    Timeout,
    /// 429: `figures.retry_after_seconds`.
    TooManyRequests,
    /// 500: nothing more is said; the log has the cause under `request_id`.
    Internal,
    /// 503: cannot write just now (disk full, database away). Nothing was changed; try again.
    Unavailable,

    // Shop codes
    /// 404: no shop has this code.
    StoreUnknown,
    /// 410: the shop's printed code was withdrawn.
    StoreRevoked,

    // Joining and signing in
    /// 429: the last code was sent less than a minute ago (`figures.retry_after_seconds`).
    OtpTooSoon,
    /// 429: too many codes for this number or address today.
    OtpLimit,
    /// 422: wrong digits; `figures.tries_left`.
    OtpWrong,
    /// 422: older than five minutes, or used, or never sent. Ask for a new one.
    OtpExpired,
    /// 422: five wrong tries. Ask for a new one.
    OtpExhausted,
    /// 502: the message could not be handed to the SMS gateway.
    OtpNotSent,
    /// 422: a required consent is missing, or for another version of the text.
    ConsentRequired,
    /// 404: no member has this number. Join instead.
    NotAMember,
    /// 404: the development sign-in is off.
    DevSignInOff,

    // Member codes
    /// 422: digits of another kind, a payment code for instance.
    CodeNotAMemberCode,
    /// 422: the check digit is wrong.
    CodeMisread,
    /// 422: a member code of another brand.
    CodeOtherBrand,
    /// 422: no longer, or not yet, valid; the member shows the present one.
    CodeExpired,
    /// 409: already used; the next one comes within a minute (`figures.retry_after_seconds`).
    CodeUsed,
    /// 404: its device was signed out or its member closed the account.
    CodeUnknown,

    // Points and checking in
    /// 404: the policy has no check-in.
    CheckInOff,
    /// 409: that day is checked in on.
    CheckedInAlready,
    /// 422: that day cannot be made up for; `rule` says why.
    MakeUpRefused,
    /// 422: fewer points than it costs (`figures.price_points`, `figures.points`).
    PointsShort,

    // The mall and its orders
    /// 404: the policy has no mall.
    MallOff,
    /// 422: not on offer now; `rule` says until when or from when.
    ItemNotOffered,
    /// 409: the last one is gone.
    ItemSoldOut,
    /// 422: the member has had as many as one can have (`figures.per_member`).
    ItemLimit,
    /// 422: for a higher tier (`figures.missing_fen` where money leads there).
    ItemTier,
    /// 409: it costs something else by now (`figures.points`, `figures.fen`).
    PriceChanged,
    /// 409: an order in this state does not do that.
    OrderState,
    /// 422: the days in which one can say that it is faulty are over.
    ClaimTooLate,
    /// 422: there are as many addresses as there can be (`figures.limit`).
    AddressesFull,

    // Tasks
    /// 422: not done yet (`figures.done`, `figures.times`).
    TaskNotDone,
    /// 409: the reward of this period was claimed.
    TaskClaimedAlready,

    // Staff
    /// 401: no session of staff, or one that ended.
    StaffSignInRequired,
    /// 403: this number is not staff's.
    NotStaff,
    /// 403: for managers.
    ManagerRequired,
    /// 403: it is another shop's.
    OrderOtherStore,
    /// 403: the member was not looked up by this session in the last ten minutes.
    LookUpFirst,
    /// 422: more than ten minutes ago, or undone already, or nothing that can be undone.
    UndoTooLate,

    // Sales and refunds
    /// 404: no such member.
    MemberUnknown,
    /// 409: the till sent another sale under this number.
    SaleExists,
    /// 404: no such sale at this shop.
    SaleUnknown,
    /// 422: the amounts do not add up (`figures`).
    AmountsDisagree,
    /// 422: more than is left to refund on a line (`figures.left_fen`).
    RefundTooLarge,
    /// 409: the till sent another refund under this number.
    RefundExists,

    /// A code that this client does not know.
    #[serde(other)]
    Unknown,
}

impl ErrorCode {
    /// The HTTP status it travels with.
    pub const fn status(self) -> u16 {
        match self {
            Self::MalformedBody | Self::IdempotencyKeyMissing => 400,
            Self::SignInRequired | Self::TillKeyRequired | Self::StaffSignInRequired => 401,
            Self::ForeignOrigin
            | Self::NotStaff
            | Self::ManagerRequired
            | Self::OrderOtherStore
            | Self::LookUpFirst => 403,
            Self::NotFound
            | Self::StoreUnknown
            | Self::NotAMember
            | Self::DevSignInOff
            | Self::CheckInOff
            | Self::MallOff
            | Self::CodeUnknown
            | Self::MemberUnknown
            | Self::SaleUnknown => 404,
            Self::MethodNotAllowed => 405,
            Self::Timeout => 408,
            Self::OtherMember
            | Self::CodeUsed
            | Self::CheckedInAlready
            | Self::ItemSoldOut
            | Self::PriceChanged
            | Self::OrderState
            | Self::TaskClaimedAlready
            | Self::SaleExists
            | Self::RefundExists => 409,
            Self::StoreRevoked => 410,
            Self::BodyTooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::InvalidFields
            | Self::IdempotencyKeyReused
            | Self::OtpWrong
            | Self::OtpExpired
            | Self::OtpExhausted
            | Self::ConsentRequired
            | Self::CodeNotAMemberCode
            | Self::CodeMisread
            | Self::CodeOtherBrand
            | Self::CodeExpired
            | Self::MakeUpRefused
            | Self::PointsShort
            | Self::ItemNotOffered
            | Self::ItemLimit
            | Self::ItemTier
            | Self::ClaimTooLate
            | Self::AddressesFull
            | Self::TaskNotDone
            | Self::UndoTooLate
            | Self::AmountsDisagree
            | Self::RefundTooLarge => 422,
            Self::TooManyRequests | Self::OtpTooSoon | Self::OtpLimit => 429,
            Self::Internal | Self::Unknown => 500,
            Self::OtpNotSent => 502,
            Self::Unavailable => 503,
        }
    }
}

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
