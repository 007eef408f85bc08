//! One call of an endpoint, and who makes it.

use super::{App, Client, cookie};
use crate::Error;
use crate::sessions::{self, Session};
use crate::till::TillKey;
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, HeaderName};
use shuke_contract::{Caller, ErrorCode, Problem};
use std::future::Future;
use std::sync::{Mutex, PoisonError};

/// Whom the caller takes the signed-in member for.
const MEMBER_NUMBER: HeaderName = HeaderName::from_static("member-number");

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

    /// The scope without asking whether it still counts: a sign-out that is sent again finds its answer.
    fn past_scope(_headers: &HeaderMap, _client: &Client) -> Option<String> {
        None
    }

    /// The token to set anew, where the session's cookie should live longer.
    fn prolonged(&self) -> Option<&Session> {
        None
    }
}

/// Anyone; the session is there when they are signed in.
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

impl Identity for Session {
    const CALLER: Caller = Caller::Member;

    async fn of(app: &App, headers: &HeaderMap, client: &Client) -> Result<Self, Error> {
        let token = cookie::MEMBER.token(headers, client).ok_or_else(sessions::sign_in_required)?;
        let session = sessions::find(&mut *app.store.read().await?, &token).await?;
        app.limits.count(super::limits::Counted::Session, &session.token_hash)?;
        session.is_meant(headers)?;
        Ok(session)
    }

    fn scope(&self) -> String {
        sessions::scope(&self.token_hash)
    }

    fn past_scope(headers: &HeaderMap, client: &Client) -> Option<String> {
        cookie::MEMBER.token(headers, client).map(|token| sessions::scope(&sessions::token_hash(&token)))
    }

    fn prolonged(&self) -> Option<&Session> {
        self.is_stale().then_some(self)
    }
}

impl Session {
    /// A page that still shows who was signed in before acts for nobody.
    ///
    /// # Errors
    /// [`ErrorCode::OtherMember`]
    pub fn is_meant(&self, headers: &HeaderMap) -> Result<(), Error> {
        if headers.get(MEMBER_NUMBER).is_none_or(|meant| meant.as_bytes() == self.number.as_bytes()) {
            return Ok(());
        }
        Err(Problem::new(ErrorCode::OtherMember, "Another member is signed in than the one this was meant for.")
            .remedy("Load the page anew.")
            .into())
    }
}

impl Identity for TillKey {
    const CALLER: Caller = Caller::Till;

    async fn of(app: &App, headers: &HeaderMap, _: &Client) -> Result<Self, Error> {
        let given = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let key = given.and_then(|value| value.strip_prefix("Bearer ")).map(str::trim).filter(|key| key.len() <= 200);
        let key = key.ok_or_else(till_key_required)?;
        let found = TillKey::find(&mut *app.store.read().await?, key).await?.ok_or_else(till_key_required)?;
        app.limits.count(super::limits::Counted::Till, &found.scope())?;
        Ok(found)
    }

    fn scope(&self) -> String {
        format!("till:{}", self.id)
    }
}

fn till_key_required() -> Error {
    Problem::new(ErrorCode::TillKeyRequired, "There is no API key, or it is unknown or withdrawn.")
        .remedy("Send `Authorization: Bearer <API key>`; `shuke till-key` makes one for a shop.")
        .into()
}
