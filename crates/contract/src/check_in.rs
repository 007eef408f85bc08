//! Checking in once a business day, and for missed days afterwards.

use crate::{Caller, Empty, Endpoint, ErrorCode, Method, Refusal};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::check_in::Reward;
use shuke_rules::{Day, Points, Text};

endpoints![GetCheckIns, CheckIn, MakeUp];

/// Refusals of their own.
pub(crate) const REFUSALS: &[Refusal] =
    &[(ErrorCode::CheckInOff, 404), (ErrorCode::CheckedInAlready, 409), (ErrorCode::MakeUpRefused, 422)];

/// The member's check-ins as of today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckIns {
    pub today: Day,
    /// Today is checked in on.
    pub done: bool,
    /// Days in a row up to today, or up to yesterday while today is still to come.
    pub streak: u32,
    /// What checking in earns: today, or tomorrow when today is done.
    pub reward: Reward,
    /// As on the card: the days of this week that are checked in on, 1 for Monday to 64 for Sunday.
    pub week: u8,
    /// The streak's next reward.
    pub next: Option<NextReward>,
    /// This month's and last month's, oldest first.
    pub stamps: Vec<Stamp>,
    /// Days with a reward of their own, from the first of last month to the end of next month.
    pub themed: Vec<Themed>,
    /// What making up for a missed day costs; `None` where the policy has no such thing.
    pub make_up: Option<MakeUpOffer>,
    /// What can be spent.
    pub points: Points,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NextReward {
    /// Further days in a row until then, from the streak as it is.
    pub days: u32,
    pub points: Points,
}

/// A day that was checked in on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Stamp {
    pub day: Day,
    pub points: Points,
    /// Afterwards.
    pub made_up: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Themed {
    pub day: Day,
    pub name: Text,
    pub points: Points,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MakeUpOffer {
    pub price: Points,
    /// Days that can be made up for today, oldest first.
    pub days: Vec<Day>,
    /// How often in a calendar month, and how often it still can be this month.
    pub per_month: u32,
    pub left: u32,
}

pub struct GetCheckIns;

impl Endpoint for GetCheckIns {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/check-ins";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "The member's check-ins, and what the next one earns.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::CheckInOff];
    type Request = Empty;
    type Reply = CheckIns;
}

/// A check-in that was booked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckedIn {
    pub day: Day,
    pub reward: Reward,
    /// How it is now.
    pub now: CheckIns,
}

/// The business day is the server's: a phone's clock changes nothing.
pub struct CheckIn;

impl Endpoint for CheckIn {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/check-ins";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Checks in for today.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::CheckInOff, ErrorCode::CheckedInAlready];
    type Request = Empty;
    type Reply = CheckedIn;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MakeUpRequest {
    pub day: Day,
}

pub struct MakeUp;

impl Endpoint for MakeUp {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/check-ins/make-up";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Checks in for a missed day, for points: it earns the base and keeps the streak.";
    const ERRORS: &'static [ErrorCode] =
        &[ErrorCode::CheckInOff, ErrorCode::CheckedInAlready, ErrorCode::MakeUpRefused, ErrorCode::PointsShort];
    type Request = MakeUpRequest;
    type Reply = CheckedIn;
}
