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
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RepairRequest {
    pub store: StoreId,
    /// What is broken; 2–500 characters.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Words<500>"))]
    pub what: String,
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
    ];
    type Request = RepairRequest;
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
    /// What becomes of it.
    pub state: RepairState,
    /// What the owner is told besides, up to 500 characters; where it is declined at least 2.
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
