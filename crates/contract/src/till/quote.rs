//! Quotes: what a basket comes to before it is paid, and why.

use crate::{Caller, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
#[cfg(feature = "schema")]
use shuke_rules::bounds;
use shuke_rules::coupons::CouponId;
use shuke_rules::number::CardNumber;
use shuke_rules::policy::Text;
use shuke_rules::pricing::{Applied, Choice, Delivery, Line, PointsPaid, PricedLine, Remedy, Why};
use shuke_rules::{Fen, Instant, Points};

/// A basket whose price is asked. Neither `member` nor `code`: somebody who is no member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QuoteRequest {
    /// The number that the sale will have. Another quote under the same number replaces this one and frees its coupons.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Token<64>"))]
    pub number: String,
    /// The card number, from an identification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<CardNumber>,
    /// A member code instead, which is taken, once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<bounds::Typed<64>>"))]
    pub code: Option<String>,
    /// 1–200, each with the list price of one piece.
    pub lines: Vec<Line>,
    /// `"best"`, or `{"these": ["7", "9"]}`; none: `{"these": []}`.
    #[serde(default)]
    pub coupons: Choice,
    /// How many points the member wants to pay with at most. They leave the balance with the sale.
    #[serde(default)]
    pub points: Points,
    /// The goods are sent, which may cost a fee.
    #[serde(default)]
    pub sent: bool,
}

/// What a basket comes to. On each line `list` less what all steps took is `paid`; the lines' `paid` and what delivery
/// costs are `to_pay`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quoted {
    /// Names the quote in the sale.
    pub id: String,
    /// The member whom the sale will be booked to.
    pub member: Option<CardNumber>,
    /// Every line's way from list price to paid, in the order of the request.
    pub lines: Vec<PricedLine>,
    /// The coupons that are used, in the order in which they apply. They are kept for this quote.
    pub coupons: Vec<Applied>,
    /// The member's other coupons, each with what stands against it.
    pub declined: Vec<NotUsed>,
    /// What of it points pay; `at_most` is what this member could pay with.
    pub points: PointsPaid,
    /// What having it sent costs: `fee` less `off`.
    pub delivery: Delivery,
    /// The goods at list prices.
    pub list: Fen,
    /// What is due in money, for goods and delivery.
    pub to_pay: Fen,
    /// Whether no set of the member's coupons comes to less; `false` also where they were chosen by hand.
    pub best: bool,
    /// The sale must come before then: the coupons are free again from then on.
    pub until: Instant,
    pub now: Instant,
    /// The rule version that the prices are decided under.
    pub rule_version: i64,
}

/// A coupon that is not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NotUsed {
    pub coupon: CouponId,
    /// Empty for one that the member does not have.
    pub name: Text,
    pub why: Why,
    pub remedy: Remedy,
}

pub struct CreateQuote;

impl Endpoint for CreateQuote {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/till/v1/quotes";
    const CALLER: Caller = Caller::Till;
    const SUMMARY: &'static str = "Says what a basket comes to and why, and keeps the coupons for 15 minutes.";
    const ERRORS: &'static [ErrorCode] = &[
        ErrorCode::InvalidFields,
        ErrorCode::MemberUnknown,
        ErrorCode::SaleExists,
        ErrorCode::CodeNotAMemberCode,
        ErrorCode::CodeMisread,
        ErrorCode::CodeOtherBrand,
        ErrorCode::CodeExpired,
        ErrorCode::CodeUsed,
        ErrorCode::CodeUnknown,
    ];
    const STATUS: u16 = 201;
    type Request = QuoteRequest;
    type Reply = Quoted;
}
