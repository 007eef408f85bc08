//! From a code to whose it is, or to the order that waits for it.

use super::{SeenMember, StaffOrder};
use crate::{Caller, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
#[cfg(feature = "schema")]
use shuke_rules::bounds;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LookUpRequest {
    /// A member code (20 digits) or a pick-up code (12 digits), scanned or typed; spaces are allowed.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Typed<64>"))]
    pub code: String,
}

/// What a code leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Found {
    Member(SeenMember),
    Order(Box<StaffOrder>),
    #[serde(other)]
    Unknown,
}

pub struct LookUp;

impl Endpoint for LookUp {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/staff/v1/look-ups";
    const CALLER: Caller = Caller::Staff;
    const SUMMARY: &'static str = "Takes a member code, once, or a pick-up code, and says whose it is.";
    const ERRORS: &'static [ErrorCode] = &[
        ErrorCode::CodeNotAMemberCode,
        ErrorCode::CodeMisread,
        ErrorCode::CodeOtherBrand,
        ErrorCode::CodeExpired,
        ErrorCode::CodeUsed,
        ErrorCode::CodeUnknown,
        ErrorCode::OrderOtherStore,
    ];
    type Request = LookUpRequest;
    type Reply = Found;
}
