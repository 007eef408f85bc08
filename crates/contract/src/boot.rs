//! What the app starts with: the brand, its rules and who is signed in. The server writes the same into the page.

use crate::card::Card;
use crate::wechat::InWechat;
use crate::{Caller, Empty, Endpoint, ErrorCode, Method, Refusal};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::Instant;
use shuke_rules::policy::{Brand, Consent, Expiry, Store};
use shuke_rules::tiers::Rules;

endpoints![GetBoot, GetStore];

/// Refusals of their own.
pub(crate) const REFUSALS: &[Refusal] = &[(ErrorCode::StoreUnknown, 404), (ErrorCode::StoreRevoked, 410)];

/// Everything that the first screen needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Boot {
    pub brand: Brand,
    /// The server decides by these; the browser forecasts with them.
    pub rules: Rules,
    pub expiry: Expiry,
    /// What one is asked on joining; left out where there is nothing, and of what a page starts with unless it shows them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consents: Vec<Consent>,
    /// The card of who is signed in.
    pub card: Option<Card>,
    /// The shop whose code led here; only in a page at `/s/{store}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store: Option<Store>,
    /// What the brand offers.
    #[serde(default)]
    pub has: Has,
    /// Only inside WeChat, where the brand has an account there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wechat: Option<InWechat>,
    /// The server's clock.
    pub now: Instant,
    /// The development sign-in is on: never on a public address.
    #[serde(default)]
    pub dev_sign_in: bool,
}

/// What a brand may offer or not: the places of the bottom bar follow from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a thing that a brand has or has not, whatever the others are"
)]
pub struct Has {
    /// A points mall.
    pub mall: bool,
    /// Something to take part in: checking in, tasks, leaderboards.
    pub together: bool,
    /// Coupons, now or under an earlier version of its rules.
    #[serde(default)]
    pub coupons: bool,
    /// Something that one agrees to on joining.
    #[serde(default)]
    pub consents: bool,
    /// Something for bringing a friend.
    #[serde(default)]
    pub referral: bool,
    /// An account of WeChat's; left out where there is none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wechat: bool,
}

pub struct GetBoot;

impl Endpoint for GetBoot {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/boot";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str = "The brand, its rules and, when signed in, the member's card.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = Boot;
}

/// The shop that a printed code names. `{id}` is its [`StoreId`].
pub struct GetStore;

impl Endpoint for GetStore {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/stores/{id}";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str = "The shop whose printed code leads to /s/{id}.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::StoreUnknown, ErrorCode::StoreRevoked];
    type Request = Empty;
    type Reply = Store;
}
