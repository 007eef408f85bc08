//! `ledger verify`: whether lots, debts, sales and the hash chains add up.

use super::out::{Failure, count, note, say};
use crate::booking::{Audit, audit, by_card};
use crate::cli::Data;
use crate::store::Conn;
use crate::store::Store;
use crate::{Error, member};
use shuke_rules::number::CardNumber;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The commands for the ledger.
#[derive(Debug, clap::Subcommand)]
pub enum Ledger {
    /// Recomputes every balance and every hash, and names what does not add up
    Verify {
        /// Only this member's
        #[arg(long)]
        card: Option<String>,
    },
}

/// How many members are checked together.
const PART: i64 = 500;
/// Fewer than there are connections to read with.
const MOST_READERS: usize = 4;

pub async fn run(store: &Data, command: Ledger) -> Result<(), Failure> {
    let Ledger::Verify { card } = command;
    let seen = match card {
        Some(card) => {
            let Some(card) = CardNumber::parse(&card) else {
                return Err(Failure::said(format!("`{card}` is no card number: 13 digits, the last a check digit.")));
            };
            let one = store.view(|connection| Box::pin(async move { one(connection, &card).await })).await?;
            one.ok_or_else(|| Failure::said("No member has this card."))?
        }
        None => all(store).await?,
    };
    for finding in &seen.findings {
        note(format!("{}: {}", finding.card, finding.what));
    }
    let (members, entries) = (count(seen.members), count(seen.entries));
    if seen.findings.is_empty() {
        return say(format!(
            "{members} members, {entries} entries, {} points: everything adds up.",
            count(seen.points)
        ));
    }
    Err(Failure::said(format!("{} findings in {members} members.", count(seen.findings.len() as u64))))
}

async fn one(connection: &mut Conn, card: &CardNumber) -> Result<Option<Audit>, Error> {
    match by_card(connection, card).await? {
        Some(account) => Ok(Some(audit(connection, account.member, account.member).await?)),
        None => Ok(None),
    }
}

/// Every member, by as many readers as the machine has processors for; each part is read as of one moment.
async fn all(store: &Data) -> Result<Audit, Error> {
    let last = member::last(&mut *store.read().await?).await?;
    let next = Arc::new(AtomicI64::new(1));
    let readers = std::thread::available_parallelism().map_or(1, |processors| processors.get().min(MOST_READERS));
    let readers: Vec<_> =
        (0..readers).map(|_| tokio::spawn(parts(store.store.clone(), Arc::clone(&next), last))).collect();
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
