//! The inbox: what happened and what will. Nothing of it is stored but until when it was seen: every message follows from
//! what the ledger, the orders and the ladder say.

use crate::ledger::Link;
use crate::staff::Action;
use crate::{Caller, Empty, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::policy::TierId;
use shuke_rules::{Day, Fen, Instant, Points, Text};

endpoints![GetInbox, SeeInbox];

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Inbox {
    /// Newest first; those of the last twelve months, 100 at most.
    pub messages: Vec<Message>,
    pub unread: u32,
    pub today: Day,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Message {
    pub what: What,
    /// When there was something to say.
    pub at: Instant,
    pub day: Day,
    /// Not seen yet; never of what the member did.
    pub unread: bool,
}

/// What a message says. Its page follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum What {
    /// Points end soon: said 30 and 7 days before their last day.
    PointsEnding {
        points: Points,
        day: Day,
    },
    /// Points have ended.
    PointsEnded {
        points: Points,
    },
    /// The tier will be reviewed: said 30 days before. `amount` 0: it will be kept.
    TierReview {
        tier: TierId,
        day: Day,
        amount: Fen,
    },
    TierRaised {
        to: TierId,
    },
    /// Went down, by a review or by a refund.
    TierLowered {
        from: TierId,
        to: TierId,
        by_refund: bool,
    },
    /// A refund took points back.
    PointsTakenBack {
        points: Points,
        receipt: String,
    },
    OrderPlaced {
        order: String,
        item: Text,
    },
    /// It can be collected.
    OrderReady {
        order: String,
        item: Text,
        store: Text,
    },
    OrderShipped {
        order: String,
        item: Text,
    },
    /// The money did not come in time; the points are back.
    OrderExpired {
        order: String,
        item: Text,
        points: Points,
    },
    OrderReturned {
        order: String,
        item: Text,
        points: Points,
    },
    ClaimDeclined {
        order: String,
        item: Text,
    },
    /// A refund undid a task.
    TaskUndone {
        task: Text,
        points: Points,
    },
    /// Coupons of one kind were given: for a birthday, for a tier. `coupon` is one of them.
    CouponGiven {
        coupon: String,
        name: Text,
        count: u32,
    },
    /// So many coupons can be used until that day: said in the morning of the last week. `coupon` is one of them.
    CouponsEnding {
        coupon: String,
        name: Text,
        count: u32,
        day: Day,
    },
    /// Staff took a coupon away.
    CouponVoided {
        coupon: String,
        name: Text,
        reason: String,
    },
    /// Staff undid something that they had done: what, with what, for which reason, and where that is seen.
    StaffUndid {
        action: Action,
        name: Text,
        page: Link,
        reason: String,
    },
    /// A line of a feature, and what it is about.
    Note {
        text: Text,
        page: Link,
    },
    #[serde(other)]
    Unknown,
}

pub struct GetInbox;

impl Endpoint for GetInbox {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/inbox";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "What happened and what will, newest first.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = Inbox;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeenRequest {
    /// The newest message that was shown; never moved back.
    pub until: Instant,
}

pub struct SeeInbox;

impl Endpoint for SeeInbox {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/inbox/seen";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Notes until when the member has seen the inbox.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = SeenRequest;
    type Reply = Inbox;
}
