//! Development only: the server's clock, moved on to see what time does, and whom one can sign in as.

use crate::{Caller, Empty, Endpoint, ErrorCode, Method, Refusal};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::Instant;
use shuke_rules::number::CardNumber;

endpoints![MoveClock, ListDevMembers];

/// Refusals of their own.
pub(crate) const REFUSALS: &[Refusal] = &[(ErrorCode::DevClockOff, 404)];

/// How far on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClockMove {
    /// From 0 up: what happened stays past. 0 tells the time.
    pub seconds: i64,
}

/// The clock after it was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClockMoved {
    pub now: Instant,
}

/// The clock is one process's: of several servers on the same data each is moved by itself.
pub struct MoveClock;

impl Endpoint for MoveClock {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/dev/clock";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str =
        "Development only, loopback only: moves the clock of a server that was started with `clock_offset` on.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::DevClockOff];
    type Request = ClockMove;
    type Reply = ClockMoved;
}

/// Somebody to sign in as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DevMember {
    pub number: CardNumber,
    pub name: String,
}

/// The first who joined and have a name; at most eight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DevMembers {
    pub members: Vec<DevMember>,
}

pub struct ListDevMembers;

impl Endpoint for ListDevMembers {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/dev/members";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str =
        "Development only, this machine or its network only: members to sign in as, the demo's where there is one.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::DevSignInOff];
    type Request = Empty;
    type Reply = DevMembers;
}
