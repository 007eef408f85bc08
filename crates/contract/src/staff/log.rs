//! What was done, by whom and where, and undoing it.

use super::Action;
use crate::{Caller, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
#[cfg(feature = "schema")]
use shuke_rules::bounds;
use shuke_rules::{Fen, Instant, Text};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UndoRequest {
    /// 2–200 characters.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Words<200>"))]
    pub reason: String,
}

/// `{id}` is that of the log's entry.
pub struct Undo;

impl Endpoint for Undo {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/staff/v1/log/{id}/undo";
    const CALLER: Caller = Caller::Staff;
    const SUMMARY: &'static str = "Undoes an action of one's own, of a manager's shop anyone's, within ten minutes.";
    const ERRORS: &'static [ErrorCode] = &[
        ErrorCode::NotFound,
        ErrorCode::InvalidFields,
        ErrorCode::UndoTooLate,
        ErrorCode::OrderState,
        ErrorCode::TaskClaimedAlready,
    ];
    type Request = UndoRequest;
    type Reply = Logged;
}

/// An entry of the audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Logged {
    pub id: String,
    pub at: Instant,
    pub who: String,
    pub action: Action,
    /// What it was done to: the item, the task.
    pub about: Option<Text>,
    /// Whose: the name, or the end of the card number.
    pub member: Option<String>,
    /// Money that was taken with it, in fen; with an undoing or an accepted claim, what was given back.
    pub paid: Fen,
    /// What the member was told, or why it was undone.
    pub note: String,
    /// Another entry undid it.
    pub undone: bool,
    /// `None` for what cannot be undone (any more): too late, or something was done to the order since.
    pub undo_until: Option<Instant>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogRequest {
    /// `next` of the page before; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<bounds::Token<64>>"))]
    pub after: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogPage {
    pub entries: Vec<Logged>,
    pub next: Option<String>,
    pub now: Instant,
}

pub struct GetLog;

impl Endpoint for GetLog {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/staff/v1/log";
    const CALLER: Caller = Caller::Staff;
    const SUMMARY: &'static str = "What was done, newest first, 50 a page: a clerk's own, for managers the shop's.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = LogRequest;
    type Reply = LogPage;
}
