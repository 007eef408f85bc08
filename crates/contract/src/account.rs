//! What is known about a member, what they agreed to, and how they take it with them or leave.

use crate::addresses::Address;
use crate::card::Card;
use crate::check_in::Stamp;
use crate::coupons::HeldCoupon;
use crate::orders::Order;
use crate::receipts::Receipt;
use crate::sign_in::ConsentChoice;
use crate::staff::Action;
use crate::tasks::{Claimed, Confirmed, Visited};
use crate::{Caller, Empty, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
pub use shuke_rules::birthday::Birthday;
#[cfg(feature = "schema")]
use shuke_rules::bounds;
use shuke_rules::ledger::Entry;
use shuke_rules::number::CardNumber;
use shuke_rules::policy::{ConsentId, StoreId};
use shuke_rules::tiers::Step;
use shuke_rules::{Fen, Instant};
use std::collections::BTreeMap;

endpoints![GetProfile, PutProfile, PutConsent, GetExport, CloseAccount];

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Profile {
    pub number: CardNumber,
    pub name: Option<String>,
    /// `138 •••• 5678`; `None` for a member who was imported.
    pub phone_masked: Option<String>,
    pub birthday: Option<Birthday>,
    pub joined_at: Instant,
    pub joined_in: Option<StoreId>,
    /// Those that were given at some time, as they stand now.
    pub consents: Vec<ConsentState>,
    /// Devices that are signed in now, this one included.
    pub sessions: i64,
}

/// What the member last said about a consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConsentState {
    pub id: ConsentId,
    pub version: String,
    pub given: bool,
    pub at: Instant,
}

pub struct GetProfile;

impl Endpoint for GetProfile {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/profile";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "What is known about the member, and what they agreed to.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = Profile;
}

/// Characters that a member's name has at most, as one sees them.
pub const NAME_CHARACTERS: usize = 40;

/// Replaces both; `None` forgets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProfileUpdate {
    /// At most 40 characters.
    #[cfg_attr(feature = "schema", schemars(with = "Option<bounds::Words<NAME_CHARACTERS>>"))]
    pub name: Option<String>,
    pub birthday: Option<Birthday>,
}

pub struct PutProfile;

impl Endpoint for PutProfile {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/api/v1/me/profile";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Sets or forgets the member's name and birthday.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::InvalidFields];
    type Request = ProfileUpdate;
    type Reply = Profile;
}

/// Withdrawing a consent that membership needs is closing the account: it is refused with that remedy.
pub struct PutConsent;

impl Endpoint for PutConsent {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/api/v1/me/consents";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Gives or withdraws a consent. Every change is logged.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::ConsentRequired, ErrorCode::InvalidFields];
    type Request = ConsentChoice;
    type Reply = Profile;
}

/// Everything that is stored about a member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Export {
    pub exported_at: Instant,
    pub brand: String,
    /// In full, unlike everywhere else.
    pub phone: Option<String>,
    /// The name of the customer in the import that the member came from.
    pub imported_as: Option<String>,
    pub profile: Profile,
    pub card: Card,
    pub receipts: Vec<Receipt>,
    /// Every change of tier and every review.
    pub tier_steps: Vec<Step>,
    /// Every day checked in on.
    pub check_ins: Vec<Stamp>,
    /// Every scan of a shop's code.
    pub visits: Vec<Visited>,
    /// Every reward of a task.
    pub task_claims: Vec<Claimed>,
    /// Everything that staff saw the member do for a task.
    #[serde(default)]
    pub confirmations: Vec<Confirmed>,
    /// Everything that staff did for the member, or to what is theirs.
    #[serde(default)]
    pub served: Vec<Served>,
    /// Every quote that a till made and did not sell yet.
    #[serde(default)]
    pub quotes: Vec<QuotedThen>,
    /// The points ledger with its hash chain.
    pub ledger: Vec<Entry>,
    /// Every redemption, oldest first.
    pub orders: Vec<Order>,
    /// Every coupon ever held, newest first.
    pub coupons: Vec<HeldCoupon>,
    pub addresses: Vec<Address>,
    /// Every consent ever given or withdrawn.
    pub consent_log: Vec<ConsentState>,
    pub sessions: Vec<SessionInfo>,
    /// What features know of the member that has no list of its own here, by feature.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub more: BTreeMap<String, serde_json::Value>,
}

/// What a till was told that a basket would come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QuotedThen {
    pub at: Instant,
    pub until: Instant,
    pub goods: Fen,
    pub delivery: Fen,
}

/// Something that staff did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Served {
    pub at: Instant,
    pub store: StoreId,
    pub action: Action,
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionInfo {
    pub created_at: Instant,
    pub last_seen_at: Instant,
    /// The browser, as it named itself.
    pub user_agent: String,
}

pub struct GetExport;

impl Endpoint for GetExport {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/export";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Everything that is stored about the member.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = Export;
}

/// The member typed this to say that they mean it: the last four digits of the card number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CloseRequest {
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Typed<64>"))]
    pub last_four: String,
}

pub struct CloseAccount;

impl Endpoint for CloseAccount {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/close";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Closes the account: name, phone, birthday, addresses, sessions and codes are deleted; sales and orders stay without a person.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::InvalidFields];
    type Request = CloseRequest;
    type Reply = Empty;
}
