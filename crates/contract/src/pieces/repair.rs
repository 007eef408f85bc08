//! Repairs of single pieces: asked for by their owners, moved on by the shop.

use super::Piece;
use crate::{Caller, Empty, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
#[cfg(feature = "schema")]
use shuke_rules::bounds;
use shuke_rules::item_code::ItemCode;
use shuke_rules::pieces::RepairState;
use shuke_rules::policy::{StoreId, Text};
use shuke_rules::{Day, Instant};

/// Bytes of a photo at most, and points along its longer side.
pub const PHOTO_BYTES: usize = 300_000;
pub const PHOTO_SIDE: usize = 1_600;
/// Characters of the same in base64.
pub const PHOTO_TEXT: usize = PHOTO_BYTES.div_ceil(3) * 4;
/// Photos that go with what is said at once.
pub const PHOTOS: usize = 3;
/// Bytes of words with photos.
const SAID_BYTES: usize = PHOTOS * (PHOTO_TEXT + 4) + 8_000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RepairShop {
    pub id: StoreId,
    pub name: Text,
}

/// A repair and everything that was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Repair {
    pub id: String,
    pub state: RepairState,
    pub store: Text,
    /// Oldest first.
    pub steps: Vec<RepairStep>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RepairStep {
    pub state: RepairState,
    pub at: Instant,
    pub day: Day,
    /// What the owner or the shop said; empty: nothing.
    pub note: String,
    /// Whether it was the shop.
    #[serde(default)]
    pub from_shop: bool,
    /// Photos of the owner's: their addresses below the server's own, for whoever knows them.
    #[serde(default)]
    pub pictures: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RepairRequest {
    pub store: StoreId,
    /// What is broken; 2–500 characters.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Words<500>"))]
    pub what: String,
    /// Photos of it as of [`SayOfRepairRequest`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<bounds::Token<PHOTO_TEXT>>"))]
    pub pictures: Vec<String>,
}

/// `{id}` as of [`GetPiece`].
pub struct AskRepair;

impl Endpoint for AskRepair {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/item-codes/{id}/repairs";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Asks a shop to repair the member's piece; one repair of a piece at a time.";
    const ERRORS: &'static [ErrorCode] = &[
        ErrorCode::NotFound,
        ErrorCode::InvalidFields,
        ErrorCode::StoreUnknown,
        ErrorCode::PieceNotYours,
        ErrorCode::RepairState,
        ErrorCode::PhotoRefused,
    ];
    const BODY_BYTES: usize = SAID_BYTES;
    type Request = RepairRequest;
    type Reply = Piece;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SayOfRepairRequest {
    /// What the shop should know; 2–500 characters.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Words<500>"))]
    pub words: String,
    /// Three photos at most: JPEG in base64 (RFC 4648, with padding), 1 600 points a side and 300 000 bytes at most. Only its picture is kept of each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<bounds::Token<PHOTO_TEXT>>"))]
    pub pictures: Vec<String>,
}

/// `{id}` is a repair's.
pub struct SayOfRepair;

impl Endpoint for SayOfRepair {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/repairs/{id}/words";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Tells the shop more of a repair that is under way.";
    const ERRORS: &'static [ErrorCode] =
        &[ErrorCode::NotFound, ErrorCode::InvalidFields, ErrorCode::RepairState, ErrorCode::PhotoRefused];
    const BODY_BYTES: usize = SAID_BYTES;
    type Request = SayOfRepairRequest;
    type Reply = Piece;
}

/// `{id}` is a repair's.
pub struct WithdrawRepair;

impl Endpoint for WithdrawRepair {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/repairs/{id}/withdraw";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Takes a question for a repair back, as long as the shop does not have the piece.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound, ErrorCode::RepairState];
    type Request = Empty;
    type Reply = Piece;
}

/// A repair as the shop sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShopRepair {
    pub repair: Repair,
    pub code: ItemCode,
    pub good: Text,
    /// Whether it is within its warranty.
    pub is_warranted: bool,
    /// What can become of it now.
    pub next: Vec<RepairState>,
    /// Whoever asked has closed their account: nothing that is written is kept.
    #[serde(default)]
    pub has_left: bool,
}

/// What waits to be repaired, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Repairs {
    pub repairs: Vec<ShopRepair>,
}

pub struct ListRepairs;

impl Endpoint for ListRepairs {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/staff/v1/repairs";
    const CALLER: Caller = Caller::Staff;
    const SUMMARY: &'static str = "The repairs of the shop that are not over, oldest first.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = Repairs;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MoveRepairRequest {
    /// What becomes of it; none: its owner is only told something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<RepairState>,
    /// What the owner is told besides, up to 500 characters; where it is declined, or nothing becomes of it, at least 2.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Words<500>"))]
    pub note: String,
}

/// `{id}` is a repair's.
pub struct MoveRepair;

impl Endpoint for MoveRepair {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/staff/v1/repairs/{id}";
    const CALLER: Caller = Caller::Staff;
    const SUMMARY: &'static str = "Says how far a repair is; its owner is told.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound, ErrorCode::InvalidFields, ErrorCode::RepairState];
    type Request = MoveRepairRequest;
    type Reply = ShopRepair;
}
