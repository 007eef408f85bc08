//! Sessions of staff: a shop's device for a working day. They make no member codes, are not prolonged, and end at once when
//! the account is removed.

use super::accounts::Person;
use super::log;
use crate::Error;
use crate::context::Moment;
use crate::http::change::Change;
use crate::http::cookie::STAFF;
use crate::http::limits::Counted;
use crate::http::once::Stored;
use crate::http::{App, Client, Identity};
use crate::permissions::Grade;
use crate::sessions::{self, Holder};
use crate::store::{Conn, Work};
use axum::http::HeaderMap;
use shuke_contract::staff::{Action, Role};
use shuke_contract::{Caller, ErrorCode, Problem};
use shuke_rules::Instant;
use shuke_rules::policy::StoreId;

/// A session of staff that counts, and what its account may do.
#[derive(Clone, Debug)]
pub struct StaffSession {
    pub id: i64,
    pub staff: i64,
    pub name: String,
    pub role: Role,
    pub store: StoreId,
    token_hash: String,
}

pub fn sign_in_required() -> Error {
    Problem::new(ErrorCode::StaffSignInRequired, "No staff is signed in, or the session ended.")
        .remedy("Sign in; if that is refused, ask the manager whether the account was removed.")
        .into()
}

impl Identity for StaffSession {
    const CALLER: Caller = Caller::Staff;

    async fn of(app: &App, headers: &HeaderMap, client: &Client) -> Result<Self, Error> {
        let token = STAFF.token(headers, client).ok_or_else(sign_in_required)?;
        let hash = sessions::token_hash(Caller::Staff, &token);
        let session = Self::find(&mut *app.store.read().await?, hash, app.context.now()).await?;
        app.limits.count(Counted::Staff, &session.token_hash)?;
        Ok(session)
    }

    fn scope(&self) -> String {
        sessions::scope(Caller::Staff, &self.token_hash)
    }

    fn grade(&self) -> Grade {
        if self.role == Role::Manager { Grade::Manager } else { Grade::Clerk }
    }

    fn past_scope(headers: &HeaderMap, client: &Client) -> Option<String> {
        sessions::past_scope(Caller::Staff, headers, client)
    }

    fn stands<'c>(&'c self, tx: &'c mut Conn, now: Instant) -> Work<'c, ()> {
        // An account that was removed since the request came does nothing any more.
        Box::pin(async move { Self::find(tx, self.token_hash.clone(), now).await.map(drop) })
    }
}

impl StaffSession {
    async fn find(connection: &mut Conn, token_hash: String, now: Instant) -> Result<Self, Error> {
        let found = sessions::of_staff(connection, &token_hash, now).await?;
        let (id, staff) = found.ok_or_else(sign_in_required)?;
        let person = Person::by_id(connection, staff).await?.ok_or_else(sign_in_required)?;
        Ok(Self::of_person(id, person, token_hash))
    }

    fn of_person(id: i64, person: Person, token_hash: String) -> Self {
        Self { id, staff: person.id, name: person.name, role: person.role, store: person.store, token_hash }
    }
}

/// Begins a session and notes it in the log.
pub async fn begin(tx: &mut Conn, person: Person, client: &Client, moment: &Moment) -> Result<Change, Error> {
    let change = sessions::begin(tx, Holder::Staff(person.id), client, moment).await?;
    if let Change::Begun(begun) = &change {
        let hash = sessions::token_hash(Caller::Staff, &begun.token);
        let session = StaffSession::of_person(begun.session, person, hash);
        log::write(tx, &session, &log::Entry::of(Action::SignIn, moment.now)).await?;
    }
    Ok(change)
}

/// A sign-in is sent again, because its answer was lost: the same person gets a session again, for some minutes and some times.
pub fn again<'c>(tx: &'c mut Conn, stored: &'c Stored, client: &'c Client, moment: &'c Moment) -> Work<'c, Change> {
    Box::pin(async move {
        let Holder::Staff(id) = sessions::again(tx, stored, moment.now, sign_in_required).await? else {
            return Err(Error::internal("a member's session behind a sign-in of staff"));
        };
        let person = Person::by_id(tx, id).await?.ok_or_else(sign_in_required)?;
        begin(tx, person, client, moment).await
    })
}
