//! Teams: one is opened by a member and joined by the link of that member.

use super::Referral;
use crate::{Caller, Empty, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
#[cfg(feature = "schema")]
use shuke_rules::bounds;
use shuke_rules::referral::TeamState;
use shuke_rules::{Day, Text};

/// A team of which the member is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TeamNow {
    pub state: TeamState,
    pub size: u32,
    /// The last day on which one can join it and buy.
    pub until: Day,
    pub gift: Text,
    /// The member opened it.
    pub own: bool,
    pub mates: Vec<TeamMate>,
    /// The member's gift is among their coupons.
    pub given: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TeamMate {
    /// The first letter of the name and `**`; empty for who gave none.
    pub name: String,
    pub me: bool,
    /// The day of the purchase that counts, as long as it is kept.
    pub bought: Option<Day>,
}

/// What a policy offers of teams.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TeamTerms {
    pub size: u32,
    /// Days after the day on which it is opened.
    pub days: u32,
    pub gift: Text,
}

/// A team that can be joined by a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TeamOffer {
    pub size: u32,
    pub left: u32,
    pub until: Day,
    pub gift: Text,
    /// The member who looks is in it.
    pub joined: bool,
}

pub struct OpenTeam;

impl Endpoint for OpenTeam {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/referral/team";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Opens a team that others join by the member's link.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::ReferralOff, ErrorCode::TeamOther];
    type Request = Empty;
    type Reply = Referral;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JoinTeamRequest {
    /// The code of the link of who opened it.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Typed<64>"))]
    pub code: String,
}

pub struct JoinTeam;

impl Endpoint for JoinTeam {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/referral/team/join";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Joins the open team of who has this link.";
    const ERRORS: &'static [ErrorCode] =
        &[ErrorCode::NotFound, ErrorCode::ReferralOff, ErrorCode::TeamFull, ErrorCode::TeamOver, ErrorCode::TeamOther];
    type Request = JoinTeamRequest;
    type Reply = Referral;
}

pub struct LeaveTeam;

impl Endpoint for LeaveTeam {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/referral/team/leave";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Leaves the team, whose place is free again; one's own ends with that.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::ReferralOff, ErrorCode::TeamOver];
    type Request = Empty;
    type Reply = Referral;
}
