//! Taking coupons without a till, and taking them away.

use super::Logged;
use crate::{Caller, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
#[cfg(feature = "schema")]
use shuke_rules::bounds;
use shuke_rules::coupons::CouponId;
use shuke_rules::number::CardNumber;
use shuke_rules::policy::{ClassId, ItemId};
use shuke_rules::{Fen, Text};

/// A coupon of a member who was looked up, and what it is used for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UseCouponRequest {
    pub member: CardNumber,
    pub coupon: CouponId,
    /// The list price of each piece that it is used for, 40 at most; that the goods are what it is for is for staff to see. None for
    /// a gift.
    #[serde(default)]
    pub prices: Vec<Fen>,
    /// What class of goods the pieces are of. Without it: that of the item on the shelf, else the first that the coupon is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<ClassId>,
    /// The pieces' item, which may have a price of its own. Without it: none that has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// What the server said it comes to: the coupon is used up. `None`: only asks, nothing is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_pay: Option<Fen>,
}

/// What the goods come to with the coupon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CouponUse {
    /// The pieces at list prices.
    pub list: Fen,
    /// What the coupon takes off; the rest of the way is the member's price.
    pub off: Fen,
    /// What is to be taken.
    pub to_pay: Fen,
    /// What is to be handed over.
    pub gift: Option<Text>,
    /// The entry of the log, once it is used up.
    pub logged: Option<Logged>,
}

/// Only for a member whom this session looked up in the last ten minutes.
pub struct UseCoupon;

impl Endpoint for UseCoupon {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/staff/v1/coupon-uses";
    const CALLER: Caller = Caller::Staff;
    const SUMMARY: &'static str =
        "Says what goods come to with a coupon of a member who was looked up, and uses it up.";
    const ERRORS: &'static [ErrorCode] = &[
        ErrorCode::NotFound,
        ErrorCode::InvalidFields,
        ErrorCode::LookUpFirst,
        ErrorCode::CouponUnusable,
        ErrorCode::AmountsDisagree,
    ];
    type Request = UseCouponRequest;
    type Reply = CouponUse;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VoidCouponRequest {
    pub member: CardNumber,
    pub coupon: CouponId,
    /// What the member is told, 2–200 characters.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Words<200>"))]
    pub reason: String,
}

/// By managers, for a member whom this session looked up in the last ten minutes.
pub struct VoidCoupon;

impl Endpoint for VoidCoupon {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/staff/v1/coupon-voids";
    const CALLER: Caller = Caller::Staff;
    const SUMMARY: &'static str = "Takes a coupon away from a member who was looked up, with a reason.";
    const ERRORS: &'static [ErrorCode] = &[
        ErrorCode::NotFound,
        ErrorCode::InvalidFields,
        ErrorCode::LookUpFirst,
        ErrorCode::ManagerRequired,
        ErrorCode::CouponUnusable,
    ];
    type Request = VoidCouponRequest;
    type Reply = Logged;
}
