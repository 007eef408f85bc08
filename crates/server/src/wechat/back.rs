//! Who comes back from WeChat: whose card it opens, or which member links it. The same that comes twice is done once.

use super::identities;
use super::returns::{self, Claim, Kind, Outcome};
use super::way::{LONGEST, led, not_again, own};
use super::wire::{Person, Unanswered, Wire};
use crate::context::Moment;
use crate::feature::{Fact, happened};
use crate::http::change::{Begun, Change};
use crate::http::limits::Counted;
use crate::http::{App, Client, Identity, answer, cookie};
use crate::sessions::{self, Holder, Session};
use crate::store::Conn;
use crate::{Error, metrics, secrets};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use shuke_contract::{Caller, ErrorCode};
use std::time::Duration;

/// Seconds that nobody is sent again by himself after WeChat said nothing.
const AFTER_FAILURE: i64 = 120;
/// How often a second coming back looks for what the first one was told.
const POLL: Duration = Duration::from_millis(50);

/// Who comes back from WeChat. Whatever goes wrong, they get to the page that they opened.
pub async fn back(app: &App, client: &Client, headers: &HeaderMap, query: &str) -> Result<Response, Error> {
    if app.settings.wechat.is_none() {
        return Err(answer::not_found());
    }
    let asked: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let named = |name: &str| {
        let mut all = asked.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
        all.next().filter(|_| all.next().is_none()).unwrap_or_default()
    };
    let to = own(named("to"));
    // Without its cookie it would be sent again and again.
    let Some(token) = &client.browser.wechat else { return led(&not_again(&to), []) };
    let came = match Back::of(app, client, headers, token, named("state")).await {
        Ok(Some(came)) => came,
        Ok(None) => return led(&to, []),
        Err(error) => return astray(&to, &error),
    };
    let code = named("code");
    if !(1..=LONGEST).contains(&code.len()) {
        // The person said no: they are not asked again by themselves.
        return led(&to, [cookie::WECHAT.set(Some(token), client)]);
    }
    match came.arrived(code).await {
        Ok(cookies) => led(&to, cookies),
        Err(error) => astray(&to, &error),
    }
}

fn astray(to: &str, error: &Error) -> Result<Response, Error> {
    tracing::warn!(?error, "who came back from WeChat is led on as a guest");
    led(to, [])
}

/// A browser that comes back with what it was sent with.
#[derive(Clone)]
struct Back {
    app: App,
    client: Client,
    token: String,
    kind: Kind,
    /// Of the member who is signed in here.
    session: Option<Session>,
}

/// What WeChat said of it.
type Said = Result<Person, Unanswered>;

impl Back {
    /// `None`: it was sent from elsewhere.
    async fn of(
        app: &App,
        client: &Client,
        headers: &HeaderMap,
        token: &str,
        state: &str,
    ) -> Result<Option<Self>, Error> {
        let session = match Session::of(app, headers, client).await {
            Ok(session) => Some(session),
            Err(Error::Refused(why)) if why.code == ErrorCode::SignInRequired => None,
            Err(error) => return Err(error),
        };
        let mut kinds = Kind::all(session.as_ref().map(|session| session.member));
        let kind = kinds.find(|kind| secrets::same(&kind.state(token), state));
        let (app, client, token) = (App::clone(app), client.clone(), token.to_owned());
        Ok(kind.map(|kind| Self { app, client, token, kind, session }))
    }

    fn state(&self) -> String {
        self.kind.state(&self.token)
    }

    /// The session is worked out of what only the browser knows: the same comes back twice at once, and there is one.
    fn session_token(&self) -> String {
        secrets::hash(&["wechat session", &self.token])
    }

    /// What the browser is told to keep.
    async fn arrived(&self, code: &str) -> Result<Vec<HeaderValue>, Error> {
        self.app.limits.count(Counted::FromWechat, &self.client.network())?;
        let outcome = self.outcome(code).await?;
        let is_nothing = matches!(outcome, Outcome::Failed | Outcome::Asking | Outcome::Temporary);
        let keeps = if is_nothing && self.session.is_none() { AFTER_FAILURE } else { cookie::SESSION_DAYS * 86_400 };
        let mut cookies = vec![cookie::WECHAT.set_for(Some(&self.token), keeps, &self.client)];
        if outcome == Outcome::SignedIn && self.session.is_none() {
            cookies.extend(self.begun().await?);
        }
        Ok(cookies)
    }

    /// The first who comes asks WeChat, to the end, also where nobody waits for it any more; another one with the same waits for what it is told.
    async fn outcome(&self, code: &str) -> Result<Outcome, Error> {
        let (came, code) = (self.clone(), code.to_owned());
        let done = tokio::spawn(async move {
            match came.claim(&code).await? {
                Claim::New => {
                    let now = came.app.context.now();
                    let said = came.app.context.shared::<Wire>().person(&code, now).await;
                    if let Err(why) = &said {
                        tracing::warn!(%why, "who came back from WeChat is not known");
                    }
                    came.settle(said).await
                }
                Claim::Same(Outcome::Asking) => came.wait().await,
                Claim::Same(outcome) => Ok(outcome),
                Claim::Other => Ok(Outcome::Failed),
            }
        });
        done.await.unwrap_or_else(|gave_up| Err(Error::internal(gave_up)))
    }

    async fn claim(&self, code: &str) -> Result<Claim, Error> {
        let (state, code) = (self.state(), code.to_owned());
        let claim = self.app.write(move |tx, moment| {
            let (state, code) = (state.clone(), code.clone());
            Box::pin(async move { returns::claim(tx, &state, &code, moment.now).await })
        });
        claim.await
    }

    async fn wait(&self) -> Result<Outcome, Error> {
        let patience = self.app.context.shared::<Wire>().patience() + Duration::from_secs(1);
        let polls = patience.as_millis() / POLL.as_millis();
        for _ in 0..polls {
            tokio::time::sleep(POLL).await;
            let found = returns::find(&mut *self.app.store.read().await?, &self.state()).await?;
            match found {
                Some(found) if found.outcome == Outcome::Asking => {}
                found => return Ok(found.map_or(Outcome::Failed, |found| found.outcome)),
            }
        }
        Ok(Outcome::Asking)
    }

    async fn settle(&self, said: Said) -> Result<Outcome, Error> {
        let came = self.clone();
        let settled = self.app.write(move |tx, moment| {
            let (came, said) = (came.clone(), said.clone());
            Box::pin(async move {
                let (outcome, identity) = came.settled(tx, &moment, said).await?;
                returns::settle(tx, &came.state(), outcome, identity).await?;
                Ok(outcome)
            })
        });
        let outcome = settled.await?;
        if outcome == Outcome::SignedIn && self.session.is_none() {
            metrics::get().session_begun();
        }
        Ok(outcome)
    }

    async fn settled(&self, tx: &mut Conn, moment: &Moment, said: Said) -> Result<(Outcome, Option<i64>), Error> {
        let person = match said {
            Ok(person) if person.is_temporary => return Ok((Outcome::Temporary, None)),
            Ok(person) => person,
            Err(_) => return Ok((Outcome::Failed, None)),
        };
        if let (Kind::Link(_), Some(session)) = (self.kind, &self.session) {
            // It may have ended while WeChat was asked.
            match session.stands(tx, moment.now).await {
                Err(Error::Refused(_)) => return Ok((Outcome::Failed, None)),
                stands => stands?,
            }
        }
        let app = &super::account(&self.app)?.app_id;
        let owner = identities::owner(tx, app, &person, moment.now).await?;
        match (self.kind, owner) {
            (Kind::SignIn, Some(owner)) => {
                if self.session.is_none() {
                    self.begin(tx, moment, owner.member).await?;
                }
                Ok((Outcome::SignedIn, Some(owner.identity)))
            }
            (Kind::SignIn, None) => Ok((Outcome::Unlinked, None)),
            (Kind::Link(asking), Some(owner)) if owner.member == asking => Ok((Outcome::Linked, Some(owner.identity))),
            (Kind::Link(asking), _) if identities::is_full(tx, asking).await? => Ok((Outcome::Full, None)),
            (Kind::Link(_), Some(owner)) => Ok((Outcome::Others, Some(owner.identity))),
            (Kind::Link(asking), None) => {
                let identity = identities::link(tx, app, &person, asking, moment.now).await?;
                Ok((Outcome::Linked, Some(identity)))
            }
        }
    }

    async fn begin(&self, tx: &mut Conn, moment: &Moment, member: i64) -> Result<(), Error> {
        happened(tx, moment, Fact::SignedIn { member, browser: self.client.browser.clone() }).await?;
        sessions::begin_as(tx, Holder::Member(member), &self.client, moment, self.session_token()).await?;
        Ok(())
    }

    /// The cookie of the session that began a moment ago, as long as it stands.
    async fn begun(&self) -> Result<Option<HeaderValue>, Error> {
        let (token, now) = (self.session_token(), self.app.context.now());
        let mut connection = self.app.store.read().await?;
        let came = returns::find(&mut connection, &self.state()).await?;
        if !came.is_some_and(|came| came.is_recent(now)) {
            return Ok(None);
        }
        let seen = match sessions::find(&mut connection, &token, now).await {
            Ok(seen) => seen,
            Err(Error::Refused(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let begun = Begun { caller: Caller::Member, session: seen.session.id, token };
        Ok(Change::Begun(begun).cookie(&self.client))
    }
}
