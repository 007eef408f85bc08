//! Leaderboards and first-come gifts: their terms, who stands where, and how the member does.
//!
//! Others are seen by a mask of their name only. Amounts are in fen where money is counted, else in orders.

use crate::coupons::OnlyFor;
use crate::{Caller, Empty, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::boards::{Phase, Why};
use shuke_rules::policy::{BoardId, TemplateId};
use shuke_rules::{Day, Fen, Text};

endpoints![GetBoards, GetBoard];

/// What decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BoardKind {
    /// The most money paid and not refunded.
    Paid,
    /// The most orders of which something remains.
    Orders,
    /// Who orders first; the gift is given at once.
    First,
    #[serde(other)]
    Unknown,
}

/// A leaderboard, or a first-come gift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Board {
    pub id: BoardId,
    pub name: Text,
    pub note: Text,
    pub kind: BoardKind,
    pub phase: Phase,
    pub terms: BoardTerms,
    pub prizes: Vec<BoardPrize>,
    /// How many members are on it, or, of first-come gifts, how many are given.
    pub members: u32,
    /// The first places; of first-come gifts none.
    pub top: Vec<BoardPlace>,
    /// How the member does who asks.
    pub mine: Option<MyPlace>,
}

/// Which orders count, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BoardTerms {
    /// The first and the last day on which an order counts.
    pub from: Day,
    pub until: Day,
    /// The last day on which something changes: the result is final after it.
    pub settled: Day,
    /// Days after its own on which an order is pending.
    pub settle_days: u32,
    /// What else is bought, or elsewhere, does not count.
    pub only_for: OnlyFor,
    /// At least so much of an order must remain.
    pub least: Option<Fen>,
    /// The lowest tier whose orders count.
    pub tier: Option<Text>,
}

/// What some places win: a coupon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BoardPrize {
    /// The first and the last of these places.
    pub from: u32,
    pub to: u32,
    /// Its coupon.
    pub coupon: TemplateId,
    /// The goods, or what the coupon is called.
    pub what: Text,
    /// Days after the day on which it is given on which it can be used; `None`: as its coupon says.
    pub days: Option<u32>,
}

/// Somebody's place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BoardPlace {
    /// From 1.
    pub place: u32,
    /// The first letter of the name and `**`; empty for who gave none, or left.
    pub name: String,
    pub confirmed: i64,
    /// Of orders that can still be returned.
    pub pending: i64,
    /// It is the member who asks.
    pub me: bool,
}

/// How the member does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyPlace {
    /// From 1; `None`: nothing of theirs counts.
    pub place: Option<u32>,
    pub confirmed: i64,
    pub pending: i64,
    /// When the next of what is pending is confirmed: the first day on which it is.
    pub confirmed_from: Option<Day>,
    /// What the place wins as it is now.
    pub prize: Option<Text>,
    /// The coupon that it has won is in the wallet.
    pub given: bool,
    /// What leads to the next better place, and to the next that wins something or something else.
    pub next: Option<NextPlace>,
    pub next_prize: Option<NextPlace>,
    /// What refunds took, the latest first.
    pub removed: Vec<RemovedOrder>,
}

/// So much more leads to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NextPlace {
    pub place: u32,
    pub missing: i64,
}

/// What a refund took away, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RemovedOrder {
    /// Of the receipt.
    pub receipt: String,
    pub bought: Day,
    pub returned: Day,
    pub amount: i64,
    pub why: Why,
}

/// Everything that is on, is coming or was until lately.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Boards {
    /// What runs first, then what settles, what comes, what is over; each with its first three places.
    pub boards: Vec<Board>,
    pub today: Day,
}

pub struct GetBoards;

impl Endpoint for GetBoards {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/leaderboards";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str =
        "The leaderboards and first-come gifts of the policy and, when signed in, the member's places.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = Boards;
}

/// One of them, with its first fifty places and every place that wins something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BoardPage {
    pub board: Board,
    pub today: Day,
}

/// `{id}` is a [`BoardId`].
pub struct GetBoard;

impl Endpoint for GetBoard {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/leaderboards/{id}";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str = "A leaderboard or first-come gift: its terms, its first places and the member's own.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound];
    type Request = Empty;
    type Reply = BoardPage;
}
