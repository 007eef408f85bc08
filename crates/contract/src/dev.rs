//! Development only: the server's clock, moved on to see what time does.

use crate::{Caller, Endpoint, ErrorCode, Method, Refusal};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::Instant;

endpoints![MoveClock];

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
