//! The browser that asks for a code: known again by a cookie, and by nothing else. It tells nothing of who sits before it.

use crate::Error;
use crate::http::{App, Client, Identity, cookie};
use crate::secrets;
use axum::http::{HeaderMap, HeaderValue};
use shuke_contract::Caller;

/// Anyone, with what their browser is known by.
#[derive(Clone)]
pub struct Device {
    token: String,
    /// It came without: it is told to keep this one.
    new: bool,
}

impl Device {
    /// What is kept of it.
    pub fn hash(&self) -> String {
        secrets::hash(&["device", &self.token])
    }
}

impl Identity for Device {
    const CALLER: Caller = Caller::Anyone;

    async fn of(app: &App, headers: &HeaderMap, client: &Client) -> Result<Self, Error> {
        Ok(match cookie::DEVICE.token(headers, client) {
            Some(token) => Self { token, new: false },
            None => Self { token: app.context.chance().token()?, new: true },
        })
    }

    fn scope(&self) -> String {
        "anyone".to_owned()
    }

    fn prolong(&self, _: &App, client: &Client) -> Option<HeaderValue> {
        self.new.then(|| cookie::DEVICE.set(Some(&self.token), client))
    }
}
