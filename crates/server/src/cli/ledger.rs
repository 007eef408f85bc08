//! `ledger verify`: whether lots, debts, sales and the hash chains add up.

use super::out::{Failure, count, note, say};
use crate::Error;
use crate::booking::{Audit, audit, by_card};
use crate::store::{Conn, Store};
use shuke_rules::number::CardNumber;

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

pub async fn run(store: &Store, command: Ledger) -> Result<(), Failure> {
    let Ledger::Verify { card } = command;
    let seen = match card {
        Some(card) => {
            let Some(card) = CardNumber::parse(&card) else {
                return Err(Failure::said(format!("`{card}` is no card number: 13 digits, the last a check digit.")));
            };
            let one = store.view(|connection| Box::pin(async move { one(connection, &card).await })).await?;
            one.ok_or_else(|| Failure::said("No member has this card."))?
        }
        None => store.view(|connection| Box::pin(all(connection))).await?,
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

async fn all(connection: &mut Conn) -> Result<Audit, Error> {
    let mut whole = Audit::default();
    let (last,): (i64,) =
        sqlx::query_as("SELECT COALESCE(MAX(id), 0) FROM members").fetch_one(&mut *connection).await?;
    let mut from = 1;
    while from <= last {
        let part = audit(connection, from, from + PART - 1).await?;
        whole.members += part.members;
        whole.entries += part.entries;
        whole.points += part.points;
        whole.findings.extend(part.findings);
        from += PART;
    }
    Ok(whole)
}
