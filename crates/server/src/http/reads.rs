//! What pages are drawn from: the same handlers that answer the API, called without a request.

use super::{App, Client};
use crate::Error;
use axum::http::HeaderMap;
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// Reads what an endpoint would answer to one who asks for a page: by the same handler, for the same session.
pub type Read = Arc<dyn Fn(App, Asked) -> Pin<Box<dyn Future<Output = Result<String, Error>> + Send>> + Send + Sync>;

/// Who asks for a page, and what it is about.
pub struct Asked {
    pub headers: HeaderMap,
    pub client: Client,
    /// The parameter of the endpoint's path.
    pub id: String,
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
    pub async fn read(&self, app: &App, path: &str, asked: Asked) -> Result<String, Error> {
        let read = self.0.get(path).ok_or_else(|| Error::internal(format!("no page can read {path}")))?;
        read(Arc::clone(app), asked).await
    }
}
