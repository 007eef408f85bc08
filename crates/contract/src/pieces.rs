//! Single pieces of goods by their codes (一码一物): whether one is real, whose it is, its warranty and its repair.

mod repair;

pub use repair::*;

use crate::{Caller, Empty, Endpoint, ErrorCode, Method, Refusal};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
#[cfg(feature = "schema")]
use shuke_rules::bounds;
use shuke_rules::goods::Good;
use shuke_rules::item_code::ItemCode;
use shuke_rules::pieces::How;
use shuke_rules::policy::Text;
use shuke_rules::{Day, Fen, Instant, Points};

endpoints![
    GetPiece,
    SeePiece,
    RegisterPiece,
    OfferPiece,
    KeepPiece,
    TakePiece,
    AskRepair,
    SayOfRepair,
    WithdrawRepair,
    ListRepairs,
    MoveRepair
];

/// Refusals of their own.
pub(crate) const REFUSALS: &[Refusal] = &[
    (ErrorCode::PieceRegistered, 409),
    (ErrorCode::ReceiptNeeded, 422),
    (ErrorCode::ReceiptUnfit, 422),
    (ErrorCode::PieceNotYours, 403),
    (ErrorCode::OfferWrong, 422),
    (ErrorCode::RepairState, 409),
    (ErrorCode::PhotoRefused, 422),
];

/// A piece as this member, or a guest, sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Piece {
    pub code: ItemCode,
    pub good: Good,
    /// What its group is called; `None`: it is in none.
    pub category: Option<Text>,
    pub quality: Quality,
    pub seen: Seen,
    pub owner: Owner,
    /// For so many months after purchase it is repaired; 0: it never is.
    pub warranty_months: u32,
    /// Of whoever owns it and asks.
    pub own: Option<Own>,
    /// How it can be registered; `None`: it cannot by who asks, or not now.
    pub register: Option<Register>,
    /// Repairs that who asks asked for, newest first.
    pub repairs: Vec<Repair>,
    /// Shops where it can be repaired, the one where the member joined first.
    pub shops: Vec<RepairShop>,
    pub today: Day,
}

/// What is known of how it was made and checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quality {
    /// Empty: not known.
    pub lot: String,
    pub produced: Option<Day>,
    pub checked: Option<Day>,
    /// Empty: nothing is said.
    pub said: Text,
}

/// Where its code was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Seen {
    /// The first time; `None`: never before.
    pub first: Option<Day>,
    /// Where that was; empty: nobody said.
    pub city: String,
    /// The last day on which it was seen in so many cities that it counts as copied.
    pub suspect: Option<Day>,
    /// In how many on that day.
    pub cities: i64,
}

/// Whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    Nobody,
    You,
    Another,
    #[serde(other)]
    Unknown,
}

/// What its owner knows of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Own {
    pub since: Day,
    pub how: How,
    /// The day of its purchase, or of its first registration where no receipt says.
    pub bought: Day,
    /// The last day on which it is repaired for nothing; `None`: it never is.
    pub warranty_until: Option<Day>,
    /// With which somebody else can take it over.
    pub offer: Option<Offer>,
    /// What registering brought; 0: nothing, or it was taken back.
    pub points: Points,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Offer {
    /// Eight digits.
    pub code: String,
    pub until: Instant,
    /// The last day of it.
    pub until_day: Day,
}

/// How a piece can be registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Register {
    /// Receipts of the member that are good for it, newest first, twenty at most.
    pub receipts: Vec<Purchase>,
    /// Whether it can be registered without one.
    pub first_come: bool,
    /// What it brings; 0: nothing.
    pub points: Points,
}

/// A purchase of these goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Purchase {
    /// As of its receipt.
    pub id: String,
    /// `None` for one that was imported without its shop.
    pub store: Option<Text>,
    pub day: Day,
    pub paid: Fen,
}

/// `{id}` is the code of a piece, or `{the fourteen digits of its goods}-{code}`: then both must belong together.
pub struct GetPiece;

impl Endpoint for GetPiece {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/item-codes/{id}";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str =
        "One piece by its code: what it is, whether it is real, whose, and what can be done with it.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound];
    type Request = Empty;
    type Reply = Piece;
}

/// `{id}` as of [`GetPiece`].
pub struct SeePiece;

impl Endpoint for SeePiece {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/item-codes/{id}/seen";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str = "Notes that the code of a piece was looked at today, and where.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound];
    type Request = Empty;
    type Reply = Seen;
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegisterRequest {
    /// The receipt of its purchase; none: whoever comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<bounds::Token<64>>"))]
    pub receipt: Option<String>,
}

/// `{id}` as of [`GetPiece`].
pub struct RegisterPiece;

impl Endpoint for RegisterPiece {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/item-codes/{id}/register";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Registers a piece as the member's, once, by a receipt or as the first who comes.";
    const ERRORS: &'static [ErrorCode] =
        &[ErrorCode::NotFound, ErrorCode::PieceRegistered, ErrorCode::ReceiptNeeded, ErrorCode::ReceiptUnfit];
    type Request = RegisterRequest;
    type Reply = Piece;
}

/// `{id}` as of [`GetPiece`].
pub struct OfferPiece;

impl Endpoint for OfferPiece {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/item-codes/{id}/offer";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str =
        "Makes a code with which somebody else can take the member's piece over; an earlier one is void.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound, ErrorCode::PieceNotYours];
    type Request = Empty;
    type Reply = Piece;
}

/// `{id}` as of [`GetPiece`].
pub struct KeepPiece;

impl Endpoint for KeepPiece {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/item-codes/{id}/keep";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Voids the code with which somebody else could take the member's piece over.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound, ErrorCode::PieceNotYours];
    type Request = Empty;
    type Reply = Piece;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TakeRequest {
    /// The eight digits of the owner.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Typed<64>"))]
    pub code: String,
}

/// `{id}` as of [`GetPiece`].
pub struct TakePiece;

impl Endpoint for TakePiece {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/item-codes/{id}/take";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Takes a piece over with the code of its owner. Its warranty goes on as it was.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound, ErrorCode::PieceRegistered, ErrorCode::OfferWrong];
    type Request = TakeRequest;
    type Reply = Piece;
}
