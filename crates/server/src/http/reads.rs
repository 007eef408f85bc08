//! What pages are drawn from: the same handlers that answer the API, called without a request.

use super::{App, Client};
use crate::Error;
use crate::store::Work;
use axum::http::{HeaderMap, HeaderValue};
use std::collections::HashMap;

/// Reads what an endpoint would answer to one who asks for a page: by the same handler, for the same session.
pub type Read = Box<dyn for<'a> Fn(&'a App, Asked<'a>) -> Work<'a, Answered> + Send + Sync>;

/// The reply, and a cookie that the browser keeps with it.
pub struct Answered {
    pub json: String,
    pub keeps: Option<HeaderValue>,
}

/// Who asks for a page, and what it is about.
pub struct Asked<'a> {
    pub headers: &'a HeaderMap,
    pub client: &'a Client,
    /// The parameter of the endpoint's path.
    pub id: &'a str,
}

/// What pages may read, by the endpoint's path.
#[derive(Default)]
pub struct Reads(HashMap<&'static str, Read>);

impl Reads {
    pub fn add(&mut self, path: &'static str, read: Read) {
        self.0.insert(path, read);
    }

    /// # Errors
    /// What the endpoint refuses; [`Error::Internal`] for one that is not mounted.
    pub async fn read(&self, app: &App, path: &str, asked: Asked<'_>) -> Result<Answered, Error> {
        let read = self.0.get(path).ok_or_else(|| Error::internal(format!("no page can read {path}")))?;
        read(app, asked).await
    }
}
