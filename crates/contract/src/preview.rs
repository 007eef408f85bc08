//! What a basket would cost: the till's function, asked by the member. Nothing is kept or locked.

use crate::{Caller, Empty, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
#[cfg(feature = "schema")]
use shuke_rules::bounds;
use shuke_rules::coupons::CouponId;
use shuke_rules::policy::{Goods, StoreId, Text};
use shuke_rules::pricing::{Applied, Delivery, PointsPaid, PricedLine, Why};
use shuke_rules::{Fen, Points};

endpoints![GetShelf, GetPreview];

/// What can be put into a basket, and where it could be bought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Shelf {
    /// Without any, only amounts can be typed.
    pub goods: Vec<Goods>,
    /// The shops that are open, the one where the member joined first.
    pub stores: Vec<ShelfStore>,
    /// How many points are one yuan; `None` where they are no money.
    pub points_per_yuan: Option<u32>,
    /// Whether having something sent costs anything.
    pub delivers: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShelfStore {
    pub id: StoreId,
    pub name: Text,
}

pub struct GetShelf;

impl Endpoint for GetShelf {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/shelf";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "What can be put into a basket to see what it would cost.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = Shelf;
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PreviewRequest {
    pub store: StoreId,
    /// A JSON list of 1–40 lines, as a quote takes them: `[{"item": "10021", "class": "regular", "quantity": 2, "price": 2800}]`.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Typed<16000>"))]
    pub basket: String,
    /// The coupons to use, by their ids with commas between; empty: none. Left out: the best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<bounds::Line<4000>>"))]
    pub coupons: Option<String>,
    /// How many points to pay with at most.
    #[serde(default)]
    pub points: Points,
    /// It is sent.
    #[serde(default)]
    pub sent: bool,
}

/// What a till would say now. On each line `list` less what all steps took is `paid`; those and delivery are `to_pay`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Preview {
    pub lines: Vec<PricedLine>,
    /// In the order in which they apply.
    pub coupons: Vec<Applied>,
    /// The member's others, each with what stands against it.
    pub declined: Vec<Unused>,
    pub points: PointsPaid,
    pub delivery: Delivery,
    pub list: Fen,
    pub to_pay: Fen,
    /// Whether no set of the member's coupons comes to less; `false` also where they were chosen by hand.
    pub best: bool,
}

/// A coupon that is not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unused {
    pub coupon: CouponId,
    /// Empty for one that the member does not have.
    pub name: Text,
    pub why: Why,
}

pub struct GetPreview;

impl Endpoint for GetPreview {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/preview";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "What a basket would cost the member now, and why. Locks nothing.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::InvalidFields, ErrorCode::StoreUnknown];
    type Request = PreviewRequest;
    type Reply = Preview;
}
