//! Whether lots, debts, sales and the hash chains add up. Decides who is looked at; what adds up is `booking`'s. Writes nothing.

use super::{Desk, Done, NotDone};
pub use crate::booking::{Audit, Finding};
use crate::booking::{audit, by_card};
use crate::store::{Conn, Store};
use crate::{Error, member};
use shuke_rules::number::CardNumber;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread::available_parallelism;

/// How many members are checked together.
const PART: i64 = 500;
/// Fewer than there are connections to read with.
const MOST_READERS: usize = 4;

/// Why there is nobody to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotVerified {
    /// Remedy: a card number has 13 digits, the last a check digit.
    NoCardNumber(String),
    NoMember,
}

/// Recomputes the balance and every hash of one member.
pub async fn verify_one(desk: &Desk, card: &str) -> Done<Audit, NotVerified> {
    let Some(card) = CardNumber::parse(card) else {
        return Err(NotDone::Refused(NotVerified::NoCardNumber(card.to_owned())));
    };
    let one = desk.store.view(|connection| Box::pin(async move { one(connection, &card).await })).await?;
    one.ok_or(NotDone::Refused(NotVerified::NoMember))
}

async fn one(connection: &mut Conn, card: &CardNumber) -> Result<Option<Audit>, Error> {
    match by_card(connection, card).await? {
        Some(account) => Ok(Some(audit(connection, account.member, account.member).await?)),
        None => Ok(None),
    }
}

/// The same of every member, by as many readers as the machine has processors for; each part is read as of one moment. What was
/// found stands by card.
pub async fn verify(desk: &Desk) -> Result<Audit, Error> {
    let last = member::last(&mut *desk.store.read().await?).await?;
    let next = Arc::new(AtomicI64::new(1));
    let readers = available_parallelism().map_or(1, |processors| processors.get().min(MOST_READERS));
    let readers: Vec<_> =
        (0..readers).map(|_| tokio::spawn(parts(desk.store.clone(), Arc::clone(&next), last))).collect();
    let mut whole = Audit::default();
    for reader in readers {
        whole = whole.and(reader.await.map_err(Error::internal)??);
    }
    whole.findings.sort_by(|one, other| one.card.cmp(&other.card));
    Ok(whole)
}

/// Takes the next part until there is none.
async fn parts(store: Store, next: Arc<AtomicI64>, last: i64) -> Result<Audit, Error> {
    let mut seen = Audit::default();
    loop {
        let from = next.fetch_add(PART, Ordering::Relaxed);
        if from > last {
            return Ok(seen);
        }
        let part = store.view(move |connection| Box::pin(audit(connection, from, from + PART - 1))).await?;
        seen = seen.and(part);
    }
}
