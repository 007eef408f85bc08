//! `ledger verify`: whether lots, debts, sales and the hash chains add up.

use super::out::{Failure, count, note, say};
use crate::operator::{Desk, ledger};

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

pub async fn run(desk: &Desk, command: Ledger) -> Result<(), Failure> {
    let Ledger::Verify { card } = command;
    let seen = match card {
        Some(card) => ledger::verify_one(desk, &card).await?,
        None => ledger::verify(desk).await?,
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
