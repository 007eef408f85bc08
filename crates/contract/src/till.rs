//! The till's API: identify a member, quote, sell, refund. A key works for its own shop only.

mod quote;

pub use quote::*;

use crate::{Caller, Endpoint, ErrorCode, Method, Refusal};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
#[cfg(feature = "schema")]
use shuke_rules::bounds;
use shuke_rules::coupons::CouponId;
use shuke_rules::number::CardNumber;
use shuke_rules::policy::{ClassId, Text, TierId};
use shuke_rules::{Fen, Instant, Multiplier, Points};
use std::collections::BTreeMap;

endpoints![Identify, CreateQuote, CreateSale, CreateRefund];

/// Refusals of their own.
pub(crate) const REFUSALS: &[Refusal] = &[
    (ErrorCode::CodeNotAMemberCode, 422),
    (ErrorCode::CodeMisread, 422),
    (ErrorCode::CodeOtherBrand, 422),
    (ErrorCode::CodeExpired, 422),
    (ErrorCode::CodeUsed, 409),
    (ErrorCode::CodeUnknown, 404),
    (ErrorCode::QuoteUnknown, 404),
    (ErrorCode::QuoteOver, 409),
    (ErrorCode::MemberUnknown, 404),
    (ErrorCode::SaleExists, 409),
    (ErrorCode::SaleUnknown, 404),
    (ErrorCode::AmountsDisagree, 422),
    (ErrorCode::RefundTooLarge, 422),
    (ErrorCode::RefundExists, 409),
];

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IdentifyRequest {
    /// The 20 digits of the member code, scanned or typed; spaces are allowed.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Typed<64>"))]
    pub code: String,
}

/// The member, and no more than a cashier needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Identified {
    /// Names the member in the sale.
    pub member: CardNumber,
    pub name: Option<String>,
    pub tier: TierId,
    pub tier_name: Text,
    pub points: Points,
    /// Points are multiplied by this.
    pub multiplier: Multiplier,
    /// What the member pays, by class of goods, in per cent of the list price; a class that is missing: 100.
    pub pays_percent: BTreeMap<ClassId, u8>,
    pub now: Instant,
}

pub struct Identify;

impl Endpoint for Identify {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/till/v1/members/identify";
    const CALLER: Caller = Caller::Till;
    const SUMMARY: &'static str =
        "Takes a member code, once, and says whose it is, the tier and the prices that apply.";
    const ERRORS: &'static [ErrorCode] = &[
        ErrorCode::CodeNotAMemberCode,
        ErrorCode::CodeMisread,
        ErrorCode::CodeOtherBrand,
        ErrorCode::CodeExpired,
        ErrorCode::CodeUsed,
        ErrorCode::CodeUnknown,
    ];
    type Request = IdentifyRequest;
    type Reply = Identified;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SaleRequest {
    /// The till's own number of the sale, unique within the shop: 1–64 characters of `A-Za-z0-9-_.:`.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Token<64>"))]
    pub number: String,
    pub member: CardNumber,
    /// The quote that it was sold by: its coupons are used up with the sale. Lines and amounts must be those of the quote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<bounds::Token<64>>"))]
    pub quote: Option<String>,
    /// When it was paid, not in the future; `None`: now.
    #[serde(default)]
    pub at: Option<Instant>,
    /// 1–200.
    pub lines: Vec<SaleLine>,
    /// What was paid for the goods: the sum of the lines' `paid`. What delivery cost is no part of it.
    pub paid: Fen,
}

/// A line; amounts are of the whole line. `list` − Σ `discounts` = `paid`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SaleLine {
    /// The item's number in the till.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Line<64>"))]
    pub item: String,
    /// What the receipt calls it, 1–80 characters.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Line<80, 1>"))]
    pub name: String,
    pub class: ClassId,
    /// At least 1.
    pub quantity: i64,
    /// Price before discounts.
    pub list: Fen,
    #[serde(default)]
    pub discounts: Vec<Discount>,
    pub paid: Fen,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Discount {
    /// What the receipt calls it.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Line<80, 1>"))]
    pub name: String,
    /// Taken off; positive.
    pub amount: Fen,
}

/// The sale is booked: spend, tier and points moved together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SaleBooked {
    /// Names the sale in a refund.
    pub id: String,
    pub earned: Points,
    /// The member's balance after it.
    pub points: Points,
    pub tier_before: TierId,
    pub tier: TierId,
    /// The rule version that it was decided under.
    pub rule_version: i64,
    /// The sale was made so many days before the member joined, as a till that was without network may send it; left out where it was not. It
    /// counts all the same: whether it is theirs is for the shop to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_before_joining: Option<i64>,
}

pub struct CreateSale;

impl Endpoint for CreateSale {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/till/v1/sales";
    const CALLER: Caller = Caller::Till;
    const SUMMARY: &'static str = "Books a sale: qualifying spend, tier and points in one transaction.";
    const ERRORS: &'static [ErrorCode] = &[
        ErrorCode::InvalidFields,
        ErrorCode::AmountsDisagree,
        ErrorCode::MemberUnknown,
        ErrorCode::SaleExists,
        ErrorCode::QuoteUnknown,
        ErrorCode::QuoteOver,
        ErrorCode::PointsShort,
    ];
    const STATUS: u16 = 201;
    type Request = SaleRequest;
    type Reply = SaleBooked;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RefundRequest {
    /// The till's own number of the refund, unique within the shop: 1–64 characters of `A-Za-z0-9-_.:`.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Token<64>"))]
    pub number: String,
    pub lines: Vec<RefundLine>,
    /// The gifts of the sale's coupons were handed back as well. Matters with the refund after which nothing of the sale is left.
    #[serde(default)]
    pub gifts_back: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RefundLine {
    /// Which line of the sale, the first is 0. Each at most once in a refund.
    pub line: usize,
    /// Given back; positive, at most what is left of the line's `paid`. Zero for a line for which nothing was paid, as where points
    /// or a coupon covered all of it: the whole line comes back then.
    pub amount: Fen,
}

/// The refund is booked: spend, tier and points moved back together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RefundBooked {
    pub id: String,
    pub amount: Fen,
    /// What of the sale's points left the balance.
    pub taken_back: Points,
    /// What of `taken_back` was spent already: this refund's part of the debt, before anything repaid it.
    pub shortfall: Points,
    /// All that the member owes after it, and after the points that came back have repaid what they could.
    pub debt: Points,
    /// Points that had paid for what came back, and that the member has again.
    pub points_back: Points,
    /// The member's balance after it, and after the rewards of tasks that it undid went back.
    pub points: Points,
    pub tier_before: TierId,
    pub tier: TierId,
    /// Coupons that the sale had used and the member has again, because all of it came back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coupons_back: Vec<CouponId>,
    /// Coupons that stay used although all of the sale came back: the member kept their gifts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gifts_kept: Vec<CouponId>,
}

/// `{id}` is that of the booked sale.
pub struct CreateRefund;

impl Endpoint for CreateRefund {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/till/v1/sales/{id}/refunds";
    const CALLER: Caller = Caller::Till;
    const SUMMARY: &'static str =
        "Refunds lines of a sale: earned points come back in proportion, a tier won by it is undone.";
    const ERRORS: &'static [ErrorCode] =
        &[ErrorCode::InvalidFields, ErrorCode::SaleUnknown, ErrorCode::RefundTooLarge, ErrorCode::RefundExists];
    const STATUS: u16 = 201;
    type Request = RefundRequest;
    type Reply = RefundBooked;
}
