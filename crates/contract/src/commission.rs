//! Commission: what friends bought comes to for who brought them, as statements by month.
//!
//! Friends are seen by a mask of their name, and what they bought by the day and what they paid and kept.

use crate::{Caller, Empty, Endpoint, ErrorCode, Method, Refusal};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::{Day, Fen, Multiplier, Points, Text};

endpoints![GetCommission, GetCommissionMonth];

/// Refusals of their own.
pub(crate) const REFUSALS: &[Refusal] = &[(ErrorCode::CommissionOff, 404)];

/// What a class of goods comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClassRate {
    pub class: Text,
    pub per_cent: Multiplier,
}

/// What the member gets for what is bought today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CommissionTerms {
    pub per_cent: Multiplier,
    /// Of classes with a rate of their own.
    pub classes: Vec<ClassRate>,
    /// Of what those buy whom friends brought.
    pub second: Option<Multiplier>,
    /// Days after a purchase on which it is frozen.
    pub hold_days: u32,
    /// Days after the friend joined on which purchases count.
    pub days: u32,
    pub points_per_yuan: u32,
}

/// Where the commission of a purchase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum CommissionState {
    /// Until the end of that day, as long as the purchase can come back.
    Frozen { until: Day },
    /// The points are in the account since that day.
    Given { on: Day },
    /// All of it came back before.
    Nothing,
    #[serde(other)]
    Unknown,
}

/// A purchase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CommissionRow {
    /// The first letter of who bought and `**`; empty for who gave no name, or left.
    pub name: String,
    pub bought: Day,
    /// It was bought by somebody whom a friend brought.
    pub second: bool,
    /// What was paid for it and did not come back.
    pub kept: Fen,
    /// What that comes to.
    pub amount: Fen,
    /// The same as points: those that are given, or will be.
    pub points: Points,
    /// What was given and taken back, because something came back afterwards.
    pub taken_back: Points,
    pub state: CommissionState,
}

/// A month, by the days of the purchases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CommissionMonth {
    /// Its first day.
    pub from: Day,
    pub given: Points,
    pub frozen: Points,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Commission {
    /// The one that is shown.
    pub month: CommissionMonth,
    /// Its purchases, the last first, 200 at most.
    pub rows: Vec<CommissionRow>,
    /// Its purchases that are not listed; the figures of the month have them, and so has what a member takes away of their data.
    #[serde(default)]
    pub more: i64,
    /// Every month with something in it, the last first.
    pub months: Vec<CommissionMonth>,
    /// `None` for who gets none by now.
    pub terms: Option<CommissionTerms>,
    pub today: Day,
}

pub struct GetCommission;

impl Endpoint for GetCommission {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/commission";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str =
        "What friends' purchases of this month come to for the member, and the months before.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::CommissionOff];
    type Request = Empty;
    type Reply = Commission;
}

/// `{id}` is a month: `2026-11`.
pub struct GetCommissionMonth;

impl Endpoint for GetCommissionMonth {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/commission/{id}";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "The same of another month.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound, ErrorCode::CommissionOff];
    type Request = Empty;
    type Reply = Commission;
}
