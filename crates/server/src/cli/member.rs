//! `member`: what the brand does for one member.

use super::out::{Failure, say};
use crate::operator::Desk;
use crate::operator::invitations::{self, Invited};
use shuke_rules::policy::TierId;

/// The commands for a member.
#[derive(Debug, clap::Subcommand)]
pub enum Member {
    /// Gives a member a tier that is by invitation
    Invite {
        /// The card number
        card: String,
        /// The tier's id in the policy
        #[arg(long, value_name = "ID")]
        tier: String,
    },
}

pub async fn run(desk: &Desk, command: Member) -> Result<(), Failure> {
    let Member::Invite { card, tier } = command;
    match invitations::give(desk, &card, TierId(tier)).await? {
        Invited::Raised { card, from, to } => say(format!("{card}: {from} → {to}")),
        Invited::Holds { card, tier } => say(format!("Nothing to do: {card} holds {tier} already.")),
    }
}
