//! `member`: what the brand does for one member.

use super::out::{Failure, say};
use crate::Error;
use crate::booking::{by_card, invite};
use crate::cli::Data;
use crate::policies::Rulebook;
use crate::store::Conn;
use shuke_rules::Instant;
use shuke_rules::number::CardNumber;
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

pub async fn run(store: &Data, command: Member) -> Result<(), Failure> {
    let Member::Invite { card, tier } = command;
    let Some(card) = CardNumber::parse(&card) else {
        return Err(Failure::said(format!("`{card}` is no card number: 13 digits, the last a check digit.")));
    };
    let (tier, now) = (TierId(tier), store.now());
    let said = store
        .write(move |connection| {
            let (card, tier) = (card.clone(), tier.clone());
            Box::pin(async move { invited(connection, &card, &tier, now).await })
        })
        .await?;
    say(said.map_err(Failure::Said)?)
}

/// What was done, or why not.
async fn invited(
    connection: &mut Conn,
    card: &CardNumber,
    tier: &TierId,
    now: Instant,
) -> Result<Result<String, String>, Error> {
    let book = Rulebook::load(connection).await?;
    let version = book.current();
    let by_invitation: Vec<&str> =
        version.rules.tiers.iter().filter(|tier| tier.by_invitation).map(|tier| tier.id.0.as_str()).collect();
    if !by_invitation.contains(&tier.0.as_str()) {
        let there_are = if by_invitation.is_empty() { "none".to_owned() } else { by_invitation.join(", ") };
        return Ok(Err(format!("`{tier}` is no tier that is by invitation. Those are: {there_are}.")));
    }
    let Some(account) = by_card(connection, card).await?.filter(|account| account.closed_at.is_none()) else {
        return Ok(Err(format!("No member has the card {card}.")));
    };
    let today = book.zone().day_of(now);
    let present = account.standing_at(&book, today).tier;
    if version.rules.rank(&present) >= version.rules.rank(tier) {
        return Ok(Ok(format!("Nothing to do: {card} holds {present} already.")));
    }
    invite(connection, &book, account.member, tier, now).await?;
    Ok(Ok(format!("{card}: {present} → {tier}")))
}
