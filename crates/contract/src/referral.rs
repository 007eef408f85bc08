//! Bringing a friend: a member's own page, what a link leads to, and teams.
//!
//! Friends are seen by a mask of their name only, and so is who brought one, unless they agreed to more. Nothing is given for sharing a link or
//! for opening one: what both get hangs on a purchase that was kept.

mod teams;

pub use teams::{JoinTeam, JoinTeamRequest, LeaveTeam, OpenTeam, TeamMate, TeamNow, TeamOffer, TeamTerms};

use crate::boards::{BoardPlace, BoardPrize};
use crate::{Caller, Empty, Endpoint, ErrorCode, Method, Refusal};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::boards::Phase;
use shuke_rules::referral::{Refused, State};
use shuke_rules::{Day, Fen, Points, Text};

endpoints![GetReferral, PutReferral, GetReferralLink, OpenTeam, JoinTeam, LeaveTeam];

/// Refusals of their own.
pub(crate) const REFUSALS: &[Refusal] = &[
    (ErrorCode::ReferralOff, 404),
    (ErrorCode::TeamFull, 409),
    (ErrorCode::TeamOver, 409),
    (ErrorCode::TeamOther, 409),
];

/// What one side, a gift or a team gets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rewards {
    pub points: Points,
    /// The goods, or what the coupon is called.
    pub coupon: Option<Text>,
}

/// All terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReferralTerms {
    /// Days after the day on which a link was opened on which one can join by it.
    pub window_days: u32,
    /// Days after the day of joining on which the purchase can be made that counts.
    pub buy_days: u32,
    /// What it comes to at least.
    pub least: Option<Fen>,
    /// Days after its own on which it is settling.
    pub settle_days: u32,
    /// How many friends a member can bring in a calendar month.
    pub per_month: u32,
    pub inviter: Rewards,
    pub friend: Rewards,
}

/// A friend, or the one who brought the member: the two sides of a bind see the same of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bound {
    /// The first letter of the name and `**`; empty for who gave none, or left. Of the inviter what they agreed to show.
    pub name: String,
    /// The day on which the friend joined.
    pub joined: Day,
    pub state: State,
    /// What the one who asks gets for it, or got.
    pub reward: Rewards,
    /// It is in the account and in the wallet.
    pub given: bool,
    /// What was given was taken back.
    pub taken_back: bool,
}

/// Somebody came by a link and was not bound by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NotBound {
    pub why: Refused,
    pub on: Day,
    /// It was the member who asks who came by somebody's link; else somebody came by theirs.
    pub mine: bool,
}

/// A gift for so many friends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FriendsGiftNow {
    pub friends: u32,
    pub what: Text,
    /// It is among the member's coupons.
    pub given: bool,
}

/// The ranking of a calendar month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReferralMonth {
    /// The first and the last day of the month.
    pub from: Day,
    pub until: Day,
    /// The result is final after that day.
    pub settled: Day,
    pub phase: Phase,
    pub prizes: Vec<BoardPrize>,
    /// The first places, by friends who bought.
    pub top: Vec<BoardPlace>,
    /// The place of the member who asks, from 1.
    pub place: Option<u32>,
    pub confirmed: u32,
    pub pending: u32,
}

/// A member's own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Referral {
    /// Of the member's link, `/r/{code}`.
    pub code: String,
    /// The first name as friends would read it; `None` for who gave no name.
    pub name: Option<String>,
    /// The member agreed that friends read it.
    pub shows_name: bool,
    pub terms: ReferralTerms,
    /// The newest first, 100 at most.
    pub friends: Vec<Bound>,
    /// How many are confirmed in all, and are not yet.
    pub confirmed: u32,
    pub pending: u32,
    pub brought_by: Option<Bound>,
    /// The newest first, 20 at most.
    pub not_bound: Vec<NotBound>,
    pub gifts: Vec<FriendsGiftNow>,
    /// This month, and the one before as long as its result is new.
    pub months: Vec<ReferralMonth>,
    pub team_terms: Option<TeamTerms>,
    /// What friends buy comes to something for members of this tier.
    #[serde(default)]
    pub commission: bool,
    /// The last one.
    pub team: Option<TeamNow>,
    pub today: Day,
}

pub struct GetReferral;

impl Endpoint for GetReferral {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/referral";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str =
        "The member's code, the friends whom they brought and where each stands, gifts, the month's ranking, the team.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::ReferralOff];
    type Request = Empty;
    type Reply = Referral;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReferralChoice {
    /// Whether who opens the link reads the member's first name.
    pub shows_name: bool,
}

pub struct PutReferral;

impl Endpoint for PutReferral {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/api/v1/me/referral";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Says whether who opens the member's link reads their first name.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::ReferralOff];
    type Request = ReferralChoice;
    type Reply = Referral;
}

/// Who looks at a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Looks {
    /// Nobody who is signed in: the link is kept for them.
    Guest,
    /// Its own member.
    Oneself,
    /// Who joined by it.
    Friend,
    /// Another member, who was one before.
    Member,
    #[serde(other)]
    Unknown,
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReferralLink {
    pub code: String,
    /// The first name of whose link it is, where they agreed to show it.
    pub name: Option<String>,
    /// They have left: one can join, and nothing hangs on the link any more.
    pub closed: bool,
    pub looks: Looks,
    pub terms: ReferralTerms,
    /// The last day on which who opens it today can join by it.
    pub join_until: Day,
    pub team: Option<TeamOffer>,
    pub today: Day,
}

/// `{id}` is the code of a link. Whoever is not signed in is noted to have opened it, by a cookie.
pub struct GetReferralLink;

impl Endpoint for GetReferralLink {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/referrals/{id}";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str =
        "What a member's link leads to: who invites, what both get, and when. Notes that this browser opened it.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound, ErrorCode::ReferralOff];
    type Request = Empty;
    type Reply = ReferralLink;
}
