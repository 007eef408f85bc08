//! Redemptions: placing one, where it is, and what happens next.

use crate::addresses::AddressFields;
use crate::{Caller, Empty, Endpoint, ErrorCode, Method, Refusal};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
#[cfg(feature = "schema")]
use shuke_rules::bounds;
use shuke_rules::mall::{ItemKind, OrderState, Price, Way};
use shuke_rules::pick_up::PickUpCode;
use shuke_rules::policy::StoreId;
use shuke_rules::{Day, Fen, Instant, Points, Text};

endpoints![Redeem, ListOrders, GetOrder, CancelOrder, ReceiveOrder, ClaimOrder];

/// Refusals of their own.
pub(crate) const REFUSALS: &[Refusal] = &[
    (ErrorCode::ItemNotOffered, 422),
    (ErrorCode::ItemSoldOut, 409),
    (ErrorCode::ItemLimit, 422),
    (ErrorCode::ItemTier, 422),
    (ErrorCode::PriceChanged, 409),
    (ErrorCode::OrderState, 409),
    (ErrorCode::ClaimTooLate, 422),
];

/// What to redeem and how it should come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RedeemRequest {
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Line<64>"))]
    pub item: String,
    pub way: Way,
    /// Where it is collected; with [`Way::PickUp`] only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store: Option<StoreId>,
    /// An address of the member's book; with the express ways only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<bounds::Token<64>>"))]
    pub address: Option<String>,
    /// The whole price that was shown: another one is refused.
    pub price: Price,
}

pub struct Redeem;

impl Endpoint for Redeem {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/orders";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Redeems an item: points leave and the item is held, both or neither.";
    const ERRORS: &'static [ErrorCode] = &[
        ErrorCode::MallOff,
        ErrorCode::NotFound,
        ErrorCode::InvalidFields,
        ErrorCode::ItemNotOffered,
        ErrorCode::ItemSoldOut,
        ErrorCode::ItemLimit,
        ErrorCode::ItemTier,
        ErrorCode::PriceChanged,
        ErrorCode::PointsShort,
    ];
    type Request = RedeemRequest;
    type Reply = Order;
}

/// A redemption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Order {
    pub id: String,
    pub state: OrderState,
    /// As it was when it was redeemed.
    pub item: OrderItem,
    /// In all, with delivery.
    pub price: Price,
    /// Money that is still to be paid.
    pub due: Fen,
    pub way: Way,
    /// Where it is collected.
    pub store: Option<OrderStore>,
    /// Where it is sent.
    pub address: Option<AddressFields>,
    /// Shown to staff; while it is good for something.
    pub code: Option<PickUpCode>,
    /// Until when a reserved order is held.
    pub reserved_until: Option<Instant>,
    /// Who brings it, and its number there.
    pub parcel: Option<Parcel>,
    /// Oldest first.
    pub steps: Vec<OrderStep>,
    /// The last day on which one can say that it is faulty; `None` where that is not possible now.
    pub claim_until: Option<Day>,
    pub claim: Option<Claim>,
    /// When it will count as received though nobody says so.
    pub received_by: Option<Day>,
    pub today: Day,
    pub now: Instant,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderItem {
    pub id: String,
    pub name: Text,
    pub terms: Text,
    pub kind: ItemKind,
    pub picture: Option<String>,
    /// What a pack gives: to the member when it is received.
    #[serde(default)]
    pub gives: Vec<crate::mall::Gives>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderStore {
    pub id: StoreId,
    pub name: Text,
    pub address: Text,
    pub hours: Text,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Parcel {
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Words<40>"))]
    pub carrier: String,
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Words<40>"))]
    pub number: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderStep {
    pub state: OrderState,
    pub at: Instant,
    pub day: Day,
    /// It went back to this state: staff undid what came before, for this reason.
    pub undone: Option<String>,
}

/// What a member said is faulty, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    pub at: Instant,
    pub day: Day,
    pub what: String,
    /// `None` until somebody has decided.
    pub accepted: Option<bool>,
    /// What the shop said to it; while nobody has decided, why it took back that it was declined, if it was.
    pub answer: String,
}

/// One page of the list, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrdersRequest {
    /// `next` of the page before; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<bounds::Token<64>>"))]
    pub after: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrdersPage {
    pub orders: Vec<OrderSummary>,
    pub next: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderSummary {
    pub id: String,
    pub state: OrderState,
    /// Its `terms` are empty here: [`GetOrder`] has them.
    pub item: OrderItem,
    pub price: Price,
    pub way: Way,
    pub at: Instant,
    pub day: Day,
}

pub struct ListOrders;

impl Endpoint for ListOrders {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/orders";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "The member's redemptions, newest first, 30 a page.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = OrdersRequest;
    type Reply = OrdersPage;
}

pub struct GetOrder;

impl Endpoint for GetOrder {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/orders/{id}";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "One redemption: where it is and what happens next.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound];
    type Request = Empty;
    type Reply = Order;
}

/// Only of a reserved one: what is placed is final.
pub struct CancelOrder;

impl Endpoint for CancelOrder {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/orders/{id}/cancel";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Takes a reserved redemption back: points and item return.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound, ErrorCode::OrderState];
    type Request = Empty;
    type Reply = Order;
}

pub struct ReceiveOrder;

impl Endpoint for ReceiveOrder {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/orders/{id}/receive";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Says that what was sent has arrived.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound, ErrorCode::OrderState];
    type Request = Empty;
    type Reply = Order;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClaimRequest {
    /// What is faulty; 2–500 characters.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Words<500>"))]
    pub what: String,
}

pub struct ClaimOrder;

impl Endpoint for ClaimOrder {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/orders/{id}/claim";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Says that what was received is faulty, within the days that the policy gives.";
    const ERRORS: &'static [ErrorCode] =
        &[ErrorCode::NotFound, ErrorCode::InvalidFields, ErrorCode::OrderState, ErrorCode::ClaimTooLate];
    type Request = ClaimRequest;
    type Reply = Order;
}

/// What came back to the member when an order was undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GivenBack {
    pub points: Points,
    pub fen: Fen,
}
