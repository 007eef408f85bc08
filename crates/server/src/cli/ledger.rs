//! `ledger verify`: the part of the audit that is about members.

use super::audit::told;
use super::out::Failure;
use crate::operator::Desk;
use crate::operator::audit::{self, Depth};

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
    match card {
        Some(card) => told(&audit::of_one(desk, &card, Depth::Ledger).await?),
        None => told(&audit::of_members(desk, Depth::Ledger).await?),
    }
}
