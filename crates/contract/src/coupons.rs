//! Coupons: what a member holds, what can be claimed, and claiming.
//!
//! The templates that travel have no `claim.code`: who does not know the code does not learn it here.

use crate::{Caller, Empty, Endpoint, ErrorCode, Method, Refusal};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
#[cfg(feature = "schema")]
use shuke_rules::bounds;
use shuke_rules::coupons::claim::Withheld;
use shuke_rules::coupons::{CouponId, State};
use shuke_rules::policy::{Template, TemplateId};
use shuke_rules::{Day, Fen, Instant, Points, Text};

endpoints![GetCoupons, GetCouponOffers, ClaimCoupon];

/// Refusals of their own.
pub(crate) const REFUSALS: &[Refusal] = &[
    (ErrorCode::CouponNotOffered, 422),
    (ErrorCode::CouponSoldOut, 409),
    (ErrorCode::CouponLimit, 422),
    (ErrorCode::CouponTier, 422),
    (ErrorCode::CouponCodeUnknown, 404),
    (ErrorCode::CouponUnusable, 409),
];

/// What terms narrow a coupon, a leaderboard or a first-come gift to, as it is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OnlyFor {
    /// Classes of goods, then items, in the order of the terms; nothing is said for an item that the shelf does not name. Empty: all
    /// goods.
    pub goods: Vec<Text>,
    /// Empty: all shops.
    pub shops: Vec<Text>,
}

/// A coupon that a member holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeldCoupon {
    pub id: CouponId,
    /// What it was given under; later edits of the template do not reach it.
    pub terms: Template,
    /// The names of the terms' scope.
    #[serde(default)]
    pub only_for: OnlyFor,
    /// The first and the last day on which it can be used; `None`: it does not end.
    pub first: Day,
    pub last: Option<Day>,
    /// As of the reply's `now`.
    pub state: State,
    /// It can be used now, and its last day is within a week.
    pub ends_soon: bool,
    /// The member's tier is high enough for it.
    pub tier_reached: bool,
    pub given: Day,
    pub used: Option<Day>,
    /// The receipt of the sale that used it; none where staff used it without a till.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// It is void because what it was given for was undone, not by staff. What a tier gave comes back with the tier.
    #[serde(default)]
    pub withdrawn: bool,
}

/// Everything that a member holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Wallet {
    /// Those that can be used now first, the sooner end first; then those that a till keeps, those of later, and the last 100 of
    /// those that are used, expired or void.
    pub coupons: Vec<HeldCoupon>,
    pub today: Day,
    pub now: Instant,
}

pub struct GetCoupons;

impl Endpoint for GetCoupons {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/coupons";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "The member's coupons, in the states that they have now; what is due is given first.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = Wallet;
}

/// A coupon that can be claimed, by this member or by others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CouponOffer {
    /// `claim.points` is what it costs.
    pub terms: Template,
    /// The names of the terms' scope.
    #[serde(default)]
    pub only_for: OnlyFor,
    /// How many are left for everybody; `None`: as many as are asked for.
    pub left: Option<i64>,
    /// How many the member has had.
    pub had: u32,
    /// Why the member cannot claim it now.
    pub withheld: Option<Withheld>,
    /// What is to be spent to reach its tier, where money leads there.
    pub tier_missing: Option<Fen>,
}

/// What can be claimed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CouponOffers {
    /// In the policy's order; those whose time is over, and those that take a code, are not among them.
    pub offers: Vec<CouponOffer>,
    pub points: Points,
    pub today: Day,
}

pub struct GetCouponOffers;

impl Endpoint for GetCouponOffers {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/coupon-offers";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "The coupons that can be claimed, with what is left and why one cannot be had.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = CouponOffers;
}

/// What to claim: by its template, or by a code that was given out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClaimCouponRequest {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<TemplateId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<bounds::Typed<64>>"))]
    pub code: Option<String>,
    /// The price that was shown: another one is refused.
    #[serde(default)]
    pub points: Points,
}

/// It is the member's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CouponClaimed {
    pub coupon: HeldCoupon,
    /// What can be spent since.
    pub points: Points,
}

pub struct ClaimCoupon;

impl Endpoint for ClaimCoupon {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/coupons";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Claims a coupon, for points where it costs some: both or neither.";
    const ERRORS: &'static [ErrorCode] = &[
        ErrorCode::NotFound,
        ErrorCode::InvalidFields,
        ErrorCode::CouponNotOffered,
        ErrorCode::CouponSoldOut,
        ErrorCode::CouponLimit,
        ErrorCode::CouponTier,
        ErrorCode::CouponCodeUnknown,
        ErrorCode::PriceChanged,
        ErrorCode::PointsShort,
    ];
    type Request = ClaimCouponRequest;
    type Reply = CouponClaimed;
}
