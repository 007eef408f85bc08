//! One call of an endpoint, and who makes it.

use super::{App, Client};
use crate::Error;
use crate::permissions::{Grade, Permission};
use crate::store::{Conn, Work};
use axum::http::{HeaderMap, HeaderValue};
use shuke_contract::Caller;
use shuke_rules::Instant;
use std::future::Future;
use std::sync::{Mutex, PoisonError};

/// A call: who makes it, from where, and what they ask.
pub struct Call<R, W> {
    pub app: App,
    pub who: W,
    pub client: Client,
    /// The path's parameter; empty where it has none.
    pub id: String,
    pub request: R,
    /// What the handler leaves for after the commit.
    note: Mutex<Option<String>>,
}

impl<R, W> Call<R, W> {
    pub fn new(app: App, who: W, client: Client, id: String, request: R) -> Self {
        Self { app, who, client, id, request, note: Mutex::default() }
    }

    /// Leaves something for what is done after the commit; the last run of a repeated handler counts.
    pub fn leave(&self, note: &str) {
        *self.note.lock().unwrap_or_else(PoisonError::into_inner) = Some(note.to_owned());
    }

    pub fn left(&self) -> Option<String> {
        self.note.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A call as it reaches a handler of writes, which may run it again.
pub type Request<R, W> = std::sync::Arc<Call<R, W>>;

/// Who may call: a member, staff, a till, or anyone.
pub trait Identity: Clone + Send + Sync + 'static {
    const CALLER: Caller;

    /// Reads it from the request.
    fn of(app: &App, headers: &HeaderMap, client: &Client) -> impl Future<Output = Result<Self, Error>> + Send;

    /// Whose idempotency keys they are.
    fn scope(&self) -> String;

    /// How far they are trusted.
    fn grade(&self) -> Grade {
        match Self::CALLER {
            Caller::Anyone => Grade::Anyone,
            Caller::Member => Grade::Member,
            Caller::Till => Grade::Till,
            Caller::Staff => Grade::Clerk,
        }
    }

    /// Whether they may do something.
    fn may(&self, permission: Permission) -> bool {
        permission.is_of(self.grade())
    }

    /// # Errors
    /// Says who may.
    fn require(&self, permission: Permission) -> Result<(), Error> {
        permission.required(self.grade())
    }

    /// The scope without asking whether it still counts: a sign-out that is sent again finds its answer.
    fn past_scope(_headers: &HeaderMap, _client: &Client) -> Option<String> {
        None
    }

    /// Whether it still counts as the write's transaction sees it: what waited for its turn while the session ended, or the account
    /// was closed, is not done any more.
    ///
    /// # Errors
    /// As [`of`](Self::of) says it.
    fn stands<'c>(&'c self, _tx: &'c mut Conn, _now: Instant) -> Work<'c, ()> {
        Box::pin(async { Ok(()) })
    }

    /// Notes that a session is in use, and gives its cookie where that should live longer.
    fn prolong(&self, _app: &App, _client: &Client) -> Option<HeaderValue> {
        None
    }
}

/// Anyone.
#[derive(Clone, Debug)]
pub struct Anyone;

impl Identity for Anyone {
    const CALLER: Caller = Caller::Anyone;

    async fn of(_: &App, _: &HeaderMap, _: &Client) -> Result<Self, Error> {
        Ok(Self)
    }

    fn scope(&self) -> String {
        "anyone".to_owned()
    }
}
