//! One call of an endpoint, and who makes it.

use super::limits::Counted;
use super::{App, Client};
use crate::Error;
use crate::permissions::{Grade, Permission};
use crate::store::{Conn, Work};
use axum::http::{HeaderMap, HeaderValue};
use shuke_contract::{Caller, Problem};
use shuke_rules::Instant;
use std::future::Future;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A call: who makes it, from where, and what they ask.
pub struct Call<R, W> {
    pub app: App,
    pub who: W,
    pub client: Client,
    /// The path's parameter; empty where it has none.
    pub id: String,
    pub request: R,
    /// Why it is refused before its transaction begins.
    refused: Option<Problem>,
    left: Mutex<Left>,
    /// What was tried in vain and is counted already.
    counted: Mutex<Vec<(Counted, String)>>,
}

/// What the last run of a handler leaves for after the commit.
#[derive(Default)]
struct Left {
    note: Option<String>,
    effects: Vec<Box<dyn FnOnce() + Send>>,
}

impl<R, W> Call<R, W> {
    pub fn new(app: App, who: W, client: Client, id: String, request: R) -> Self {
        Self { app, who, client, id, request, refused: None, left: Mutex::default(), counted: Mutex::default() }
    }

    /// Its answer is a refusal, which is kept like any other.
    pub fn refuse(&mut self, problem: Problem) {
        self.refused = Some(problem);
    }

    pub fn refused(&self) -> Option<Problem> {
        self.refused.clone()
    }

    /// The handler is run, for the first time or again: what an earlier run left is of no use.
    pub fn begin(&self) {
        *self.lock() = Left::default();
    }

    /// Leaves something for what is done after the commit.
    pub fn leave(&self, note: &str) {
        self.lock().note = Some(note.to_owned());
    }

    pub fn left(&self) -> Option<String> {
        self.lock().note.clone()
    }

    /// Has something done after the commit, once, however often the handler runs; not at all where nothing is committed.
    pub fn afterwards(&self, effect: impl FnOnce() + Send + 'static) {
        self.lock().effects.push(Box::new(effect));
    }

    /// It is committed.
    pub fn committed(&self) {
        let effects = std::mem::take(&mut self.lock().effects);
        for effect in effects {
            effect();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Left> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Codes that are tried. What is wrong counts at once, so that nobody tries many at the same time, and once, however often the handler
/// runs.
pub trait Tries: Sync {
    /// Refuses who has tried too often.
    ///
    /// # Errors
    /// [`ErrorCode::TooManyRequests`](shuke_contract::ErrorCode::TooManyRequests)
    fn check(&self, counted: Counted, by: &str) -> Result<(), Error>;

    /// It was wrong.
    fn was_wrong(&self, counted: Counted, by: &str);
}

impl<R: Sync, W: Sync> Tries for Call<R, W> {
    fn check(&self, counted: Counted, by: &str) -> Result<(), Error> {
        self.app.limits.check(counted, by)
    }

    fn was_wrong(&self, counted: Counted, by: &str) {
        if self.client.is_look {
            return;
        }
        let mut before = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let this = (counted, by.to_owned());
        if !before.contains(&this) {
            // What is refused here was found empty by others just now: the answer is the same.
            let _ = self.app.limits.count(counted, by);
            before.push(this);
        }
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

    /// A cookie that the browser keeps also where a page was drawn by what they read.
    fn keeps(&self, _client: &Client) -> Option<HeaderValue> {
        None
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
