//! The points ledger: every movement, which lots it opened or took from, and how much ends when.

use crate::card::Ending;
use crate::{Caller, Empty, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
#[cfg(feature = "schema")]
use shuke_rules::bounds;
use shuke_rules::ledger::{Entry, EntryKind};
use shuke_rules::number::CardNumber;
use shuke_rules::{Day, Fen, Instant, Multiplier, Points, Text};

endpoints![GetLedger, GetLedgerChain];

/// One page of it, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LedgerRequest {
    /// `next` of the page before; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<bounds::Token<64>>"))]
    pub after: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LedgerPage {
    /// What can be spent; negative when there is more debt than points.
    pub points: Points,
    pub debt: Points,
    /// Every day at whose 24:00 points end, soonest first.
    pub ending: Vec<Ending>,
    pub entries: Vec<Movement>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
    pub today: Day,
}

/// An entry of the ledger, explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Movement {
    /// 1, 2, 3 …; 0 for points that have ended and are not booked as such yet.
    pub seq: i64,
    pub kind: EntryKind,
    /// What the balance changed by.
    pub points: Points,
    pub at: Instant,
    /// The business day of it; of an end the last on which the points could be spent.
    pub day: Day,
    /// The day that a check-in was made up for; `None` for any other movement.
    pub of_day: Option<Day>,
    /// What it is about: the shop, the item, the task. `None` where the kind says all.
    pub about: Option<Text>,
    /// Leads to more.
    pub link: Link,
    /// Which points came or went (both positive), by when they end: soonest first.
    pub lots: Vec<LotPart>,
    /// The part that repaid debt (positive) or became debt (negative).
    pub debt: Points,
    /// The rule version it was decided under.
    pub rule_version: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LotPart {
    pub points: Points,
    /// The last day on which they can be spent; `None`: they never end.
    pub until: Option<Day>,
}

/// The page that has more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "to", content = "id")]
pub enum Link {
    None,
    Receipt(String),
    Order(String),
    Coupon(String),
    /// The code of a piece.
    Piece(String),
    CheckIns,
    Tasks,
    /// The friends whom the member brought.
    Referral,
    /// The month of a commission: `2026-11`.
    Commission(String),
    /// What opens the card inside WeChat.
    Wechat,
    #[serde(other)]
    Unknown,
}

pub struct GetLedger;

impl Endpoint for GetLedger {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/ledger";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str =
        "The member's points: every date on which some end, and every movement, newest first, 30 a page.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = LedgerRequest;
    type Reply = LedgerPage;
}

/// What a purchase earned: ⌊ Σ (paid fen × points for one yuan ÷ 100) × multiplier ⌋. Its fields are called as a receipt's are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EarnedBy {
    pub lines: Vec<EarnedLine>,
    pub multiplier: Multiplier,
    pub earned: Points,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EarnedLine {
    pub paid: Fen,
    pub points_per_yuan: Multiplier,
}

/// The ledger as it is chained: who reads it can check it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LedgerChain {
    /// The chain begins with its hash.
    pub number: CardNumber,
    pub entries: Vec<Entry>,
    /// What each purchase earned, and from what: the causes of the entries that say `earned`.
    pub sales: Vec<EarnedBy>,
    /// What can be spent at `now`.
    pub points: Points,
    /// What has ended by `now` and is not booked as such yet: Σ entries − this = `points`.
    pub ended: Points,
    pub now: Instant,
}

pub struct GetLedgerChain;

impl Endpoint for GetLedgerChain {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/ledger/chain";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str =
        "Every entry of the member's ledger with its hash, to be checked by whoever reads it.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = LedgerChain;
}
