//! What a write does to the session of the browser that asked for it.

use super::{Client, cookie};
use axum::http::HeaderValue;

/// What a write did to the session of this browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    None,
    /// The token of a member's new session.
    Begun(String),
    Ended,
    /// The token of a new session of staff, and whose it is.
    StaffBegun {
        staff: i64,
        token: String,
    },
    StaffEnded,
}

impl Change {
    /// What the browser is told to keep or to forget.
    pub fn cookie(&self, client: &Client) -> Option<HeaderValue> {
        match self {
            Self::None => None,
            Self::Begun(token) => Some(cookie::MEMBER.set(Some(token), client)),
            Self::Ended => Some(cookie::MEMBER.set(None, client)),
            Self::StaffBegun { token, .. } => Some(cookie::STAFF.set(Some(token), client)),
            Self::StaffEnded => Some(cookie::STAFF.set(None, client)),
        }
    }
}
