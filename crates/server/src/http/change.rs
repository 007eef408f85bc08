//! What a write does to the session of the browser that asked for it.

use super::{Client, cookie};
use axum::http::HeaderValue;
use shuke_contract::Caller;

/// What a write did to the session of this browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    None,
    Begun(Begun),
    /// Of this kind of caller.
    Ended(Caller),
}

/// A session that began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    pub caller: Caller,
    pub session: i64,
    /// Stored nowhere but in the browser.
    pub token: String,
}

impl Change {
    /// What the browser is told to keep or to forget.
    pub fn cookie(&self, client: &Client) -> Option<HeaderValue> {
        match self {
            Self::None => None,
            Self::Begun(Begun { caller, token, .. }) => Some(cookie::of(*caller)?.set(Some(token), client)),
            Self::Ended(caller) => Some(cookie::of(*caller)?.set(None, client)),
        }
    }
}
