//! Posters with a member's link: drawn by the browser, kept by the server so that a picture has an address to be saved from.

use crate::{Caller, Empty, Endpoint, ErrorCode, Method, Refusal};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::Instant;
#[cfg(feature = "schema")]
use shuke_rules::bounds;

endpoints![GetPosters, KeepPoster];

/// Refusals of their own.
pub(crate) const REFUSALS: &[Refusal] = &[(ErrorCode::PosterRefused, 422)];

/// Bytes of a poster at most.
pub const POSTER_BYTES: usize = 300_000;
/// Characters of the same in base64.
const POSTER_TEXT: usize = POSTER_BYTES.div_ceil(3) * 4;
/// Posters of a member that are kept; the oldest makes room for the next.
pub const POSTERS: usize = 20;

/// What a poster is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Posters {
    /// Of the member's link, `/r/{code}`.
    pub code: String,
    /// The first name as friends would read it; `None` for who gave no name.
    pub name: Option<String>,
    /// The member agreed that friends read it.
    pub shows_name: bool,
}

pub struct GetPosters;

impl Endpoint for GetPosters {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/posters";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "What a poster with the member's link is made of.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::ReferralOff];
    type Request = Empty;
    type Reply = Posters;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeepPosterRequest {
    /// PNG in base64 (RFC 4648, with padding), 1080 × 1440, 300 000 bytes at most. Only its picture is kept.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Token<POSTER_TEXT>"))]
    pub png: String,
}

/// A poster that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeptPoster {
    /// Below the server's own, for whoever knows it.
    pub address: String,
    pub made_at: Instant,
}

/// The same picture is kept once.
pub struct KeepPoster;

impl Endpoint for KeepPoster {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/posters";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Keeps a poster: the last 20 pictures, each once.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::InvalidFields, ErrorCode::PosterRefused];
    const BODY_BYTES: usize = POSTER_TEXT + 100;
    type Request = KeepPosterRequest;
    type Reply = KeptPoster;
}
