//! What waits in a shop, and acting on it.

use super::{Action, Logged, StaffOrder};
use crate::orders::Parcel;
use crate::{Caller, Empty, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
#[cfg(feature = "schema")]
use shuke_rules::bounds;
use shuke_rules::number::CardNumber;
use shuke_rules::policy::TaskId;
use shuke_rules::{Fen, Instant};

/// What waits in the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Work {
    /// To set aside, to hand over, to send and – for managers – to decide: the oldest first, 200 at most.
    pub orders: Vec<StaffOrder>,
    pub now: Instant,
}

pub struct GetWork;

impl Endpoint for GetWork {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/staff/v1/orders";
    const CALLER: Caller = Caller::Staff;
    const SUMMARY: &'static str = "The redemptions that wait for this shop.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = Work;
}

/// What to do with an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActRequest {
    pub action: Action,
    /// Money that was taken; must be what is due. With [`Action::HandOver`] and [`Action::TakePayment`].
    #[serde(default)]
    pub paid: Fen,
    /// Who brings it; with [`Action::Ship`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<Parcel>,
    /// What the member is told; with the claim's actions, 2–500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<bounds::Words<500>>"))]
    pub answer: Option<String>,
}

/// What was done. It can be undone for ten minutes under `log`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Acted {
    pub order: StaffOrder,
    /// The entry of the log.
    pub log: String,
    /// `None` for what cannot be undone.
    pub undo_until: Option<Instant>,
}

/// `{id}` is an order's.
pub struct Act;

impl Endpoint for Act {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/staff/v1/orders/{id}/actions";
    const CALLER: Caller = Caller::Staff;
    const SUMMARY: &'static str =
        "Does something with a redemption: sets aside, hands over, takes money, sends, decides a claim.";
    const ERRORS: &'static [ErrorCode] = &[
        ErrorCode::NotFound,
        ErrorCode::InvalidFields,
        ErrorCode::OrderState,
        ErrorCode::OrderOtherStore,
        ErrorCode::ManagerRequired,
        ErrorCode::AmountsDisagree,
    ];
    type Request = ActRequest;
    type Reply = Acted;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConfirmRequest {
    pub member: CardNumber,
    pub task: TaskId,
}

/// Only for a member whom this session looked up in the last ten minutes.
pub struct ConfirmTask;

impl Endpoint for ConfirmTask {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/staff/v1/task-confirmations";
    const CALLER: Caller = Caller::Staff;
    const SUMMARY: &'static str = "Confirms that a member who was looked up did what a task asks.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound, ErrorCode::TaskClaimedAlready, ErrorCode::LookUpFirst];
    type Request = ConfirmRequest;
    type Reply = Logged;
}
