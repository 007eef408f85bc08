//! The points mall: what it offers, for whom and when.

use crate::{Caller, Empty, Endpoint, ErrorCode, Method, Refusal};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::mall::{Item, Withheld};
use shuke_rules::policy::{Mall as MallRules, Store, TemplateId};
use shuke_rules::{Day, Fen, Points, Text};

endpoints![GetMall, GetOffer];

/// Refusals of their own.
pub(crate) const REFUSALS: &[Refusal] = &[(ErrorCode::MallOff, 404)];

/// An item as this member sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Offer {
    pub item: Item,
    /// How many are left.
    pub left: i64,
    /// How many this member has had.
    pub had: u32,
    /// Why it cannot be had now, whatever it costs; `None`: it can.
    pub withheld: Option<Withheld>,
    /// Money still to be spent until the tier that it is for; `None` where that is no matter of money.
    pub tier_missing: Option<Fen>,
    /// What a pack gives, by name.
    #[serde(default)]
    pub gives: Vec<Gives>,
}

/// Coupons that a pack gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gives {
    pub coupon: TemplateId,
    pub name: Text,
    pub count: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mall {
    /// Everything that is on offer today or will be within twelve months, in the brand's order. `line` and `terms` of an item are empty here:
    /// [`GetOffer`] has them.
    pub offers: Vec<Offer>,
    pub rules: MallRules,
    /// What can be spent.
    pub points: Points,
    pub today: Day,
}

pub struct GetMall;

impl Endpoint for GetMall {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/mall";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "What the points mall offers this member, now and in the months to come.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::MallOff];
    type Request = Empty;
    type Reply = Mall;
}

/// One item, and where it can be collected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfferDetail {
    pub offer: Offer,
    pub rules: MallRules,
    /// Where one may collect it: the shop where the member joined first, the others in the policy's order.
    pub stores: Vec<Store>,
    pub points: Points,
    /// What of the member's points would be gone first for it, and when those would have ended: soonest first.
    pub leaves: Vec<crate::ledger::LotPart>,
    pub today: Day,
}

/// `{id}` is an item's.
pub struct GetOffer;

impl Endpoint for GetOffer {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/mall/{id}";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "One item of the mall, how it can be had and which points would leave for it.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::MallOff, ErrorCode::NotFound];
    type Request = Empty;
    type Reply = OfferDetail;
}
