//! Tasks: what earns points besides buying, how far one is, and claiming the reward.

use crate::{Caller, Empty, Endpoint, ErrorCode, Method, Refusal};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::coupons::CouponId;
use shuke_rules::policy::{Repeat, StoreId, TaskId, TaskKind, TemplateId};
use shuke_rules::{Day, Fen, Instant, Points, Text};

endpoints![GetTasks, ClaimTask, Visit];

/// Refusals of their own.
pub(crate) const REFUSALS: &[Refusal] = &[(ErrorCode::TaskNotDone, 422), (ErrorCode::TaskClaimedAlready, 409)];

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tasks {
    pub tasks: Vec<TaskNow>,
    /// What can be spent.
    pub points: Points,
    /// The last day of the zone for new members, while it is open to this one.
    #[serde(default)]
    pub welcome_until: Option<Day>,
    pub today: Day,
}

/// A task as of today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TaskNow {
    pub id: TaskId,
    pub name: Text,
    pub note: Text,
    pub kind: TaskKind,
    pub repeat: Repeat,
    pub points: Points,
    /// How often it happened in this period, and how often it must.
    pub done: u32,
    pub times: u32,
    /// How much was spent in this period, and how much must be; `None` where that is not what counts.
    #[serde(default)]
    pub spend: Option<Spend>,
    /// The coupon that one is given besides the points.
    #[serde(default)]
    pub coupon: Option<RewardCoupon>,
    pub state: TaskState,
    /// Staff took back that they saw it done in this period, for this reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone: Option<String>,
    /// The last day of this period; `None` for a task that is done once.
    pub until: Option<Day>,
}

/// Progress in money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Spend {
    /// Paid and not refunded.
    pub spent: Fen,
    pub of: Fen,
}

/// A coupon that rewards a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RewardCoupon {
    pub template: TemplateId,
    pub name: Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    Open,
    /// Done; its reward waits to be claimed.
    Done,
    Claimed,
    #[serde(other)]
    Unknown,
}

pub struct GetTasks;

impl Endpoint for GetTasks {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/tasks";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "The tasks of the policy, how far the member is and what can be claimed.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = Tasks;
}

/// A reward that was booked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TaskClaimed {
    pub points: Points,
    /// The coupon that was given besides.
    #[serde(default)]
    pub coupon: Option<CouponId>,
    pub now: Tasks,
}

/// `{id}` is a task's.
pub struct ClaimTask;

impl Endpoint for ClaimTask {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/tasks/{id}/claim";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Claims the reward of a task that is done, once a period.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound, ErrorCode::TaskNotDone, ErrorCode::TaskClaimedAlready];
    type Request = Empty;
    type Reply = TaskClaimed;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VisitRequest {
    pub store: StoreId,
}

/// Scanning the code that hangs in a shop, as a member.
pub struct Visit;

impl Endpoint for Visit {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/visits";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Notes that the member scanned a shop's code today; once a shop and day.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::StoreUnknown, ErrorCode::StoreRevoked];
    type Request = VisitRequest;
    type Reply = Tasks;
}

/// Something that staff saw a member do for a task, in one of its periods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Confirmed {
    pub task: TaskId,
    pub period: String,
    pub at: Instant,
    /// They took it back, for this reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone: Option<String>,
}

/// A scan of a shop's code, as the member's export has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Visited {
    pub day: Day,
    pub store: StoreId,
    pub at: Instant,
}

/// A reward that was claimed, as the member's export has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claimed {
    pub task: TaskId,
    /// A day, an ISO week (`2026-W47`) or a month (`2026-11`); empty for a task that is done once.
    pub period: String,
    pub at: Instant,
    pub points: Points,
    /// When something undid it.
    pub undone_at: Option<Instant>,
}
