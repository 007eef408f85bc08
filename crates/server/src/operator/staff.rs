//! Accounts of staff and the log of what they did. Decides whom an account can be made for; the accounts and the log are
//! `staff`'s.

use super::{Desk, Done, NoSuchShop, NotDone, shop};
use crate::context::Context;
use crate::policies::Rulebook;
use crate::staff::accounts::{self, Hired};
pub use crate::staff::accounts::{Account, Person};
use crate::staff::log::all::{self, Noted};
use crate::store::{Conn, Reading};
use crate::{Error, member};
use shuke_contract::staff::Role;
use shuke_rules::Day;
use shuke_rules::phone::Phone;
use std::sync::Arc;

/// Who is to be added; nothing of it was checked.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub phone: String,
    pub name: String,
    pub role: Role,
    pub store: String,
}

/// Why there is no account.
#[derive(Clone, Debug)]
pub enum NotAdded {
    /// No mainland mobile number of 11 digits.
    NoPhone(String),
    NameEmpty,
    /// Longer than 40 characters, or it holds hidden ones.
    NameUnfit,
    NoSuchShop(NoSuchShop),
    /// The number is theirs already: one person has one place of work. Remedy: remove that account first.
    WorksHere(Box<Person>),
}

/// Makes an account: whoever has the phone signs in with a one-time code.
pub async fn add(desk: &Desk, wanted: Wanted) -> Done<Person, NotAdded> {
    let added = desk.write(move |tx, context| {
        let wanted = wanted.clone();
        Box::pin(async move { added(tx, &context, &wanted).await })
    });
    added.await?.map_err(NotDone::Refused)
}

/// The same within a transaction.
pub async fn added(tx: &mut Conn, context: &Context, wanted: &Wanted) -> Result<Result<Person, NotAdded>, Error> {
    let rulebook = context.policies().current(tx).await?;
    let hired = match hired(wanted, &rulebook) {
        Ok(hired) => hired,
        Err(why) => return Ok(Err(why)),
    };
    if let Some(other) = Person::by_phone(tx, &hired.phone).await? {
        return Ok(Err(NotAdded::WorksHere(Box::new(other))));
    }
    accounts::add(tx, hired, context.now()).await.map(Ok)
}

/// What is wanted, checked.
fn hired(wanted: &Wanted, rulebook: &Rulebook) -> Result<Hired, NotAdded> {
    let phone = Phone::parse(&wanted.phone).ok_or_else(|| NotAdded::NoPhone(wanted.phone.clone()))?;
    let name = member::name(Some(&wanted.name)).map_err(|_| NotAdded::NameUnfit)?.ok_or(NotAdded::NameEmpty)?;
    let store = shop(&rulebook.current().policy, &wanted.store).map_err(NotAdded::NoSuchShop)?;
    Ok(Hired { phone, name, role: wanted.role, store })
}

/// Everybody who ever worked here, by number.
pub async fn list(desk: &Desk) -> Result<Vec<Account>, Error> {
    accounts::all(&mut *desk.store.read().await?).await
}

/// Nobody who works here has this number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NobodyWorksHere(pub i64);

/// Removes an account: it is signed out everywhere at once.
pub async fn remove(desk: &Desk, number: i64) -> Done<Person, NobodyWorksHere> {
    let removed = desk.write(move |tx, context| Box::pin(accounts::remove(tx, number, context.now()))).await?;
    removed.ok_or(NotDone::Refused(NobodyWorksHere(number)))
}

/// Which entries of the log. Days are the brand's, both included.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Only what was done by the staff of this shop.
    pub store: Option<String>,
    pub from: Option<Day>,
    pub until: Option<Day>,
}

/// Something that was done, when by the brand's days, and to whom.
#[derive(Clone, Debug)]
pub struct Entry {
    pub noted: Noted,
    pub day: Day,
    pub card: Option<String>,
}

/// Entries that are read together.
const PART: i64 = 1_000;

/// The log, oldest first, while it is read.
pub struct Log {
    connection: Reading,
    rulebook: Arc<Rulebook>,
    which: all::Which,
    after: i64,
}

/// Opens the log.
pub async fn log(desk: &Desk, asked: Asked) -> Done<Log, NoSuchShop> {
    let rulebook = desk.rulebook().await?;
    let store = asked.store.map(|store| shop(&rulebook.current().policy, &store)).transpose();
    let which = all::Which {
        store: store.map_err(NotDone::Refused)?,
        from: asked.from.map(|day| rulebook.zone().start_of(day)),
        before: asked.until.map(|day| rulebook.zone().end_of(day)),
    };
    Ok(Log { connection: desk.store.read().await?, rulebook, which, after: 0 })
}

impl Log {
    /// The next entries; none at the end.
    pub async fn next(&mut self) -> Result<Vec<Entry>, Error> {
        let noted = all::noted_after(&mut self.connection, &self.which, self.after, PART).await?;
        let Some(last) = noted.last() else { return Ok(Vec::new()) };
        self.after = last.id;
        let members: Vec<i64> = noted.iter().filter_map(|noted| noted.member).collect();
        let cards = member::cards_of(&mut self.connection, &members).await?;
        let card = |noted: &Noted| cards.get(&noted.member?).cloned();
        let zone = self.rulebook.zone();
        Ok(noted.into_iter().map(|noted| Entry { day: zone.day_of(noted.at), card: card(&noted), noted }).collect())
    }
}
