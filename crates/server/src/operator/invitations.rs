//! Tiers by invitation: who can be given one. An invitation itself is `booking`'s.

use super::{Desk, Done, NotDone};
use crate::Error;
use crate::booking::{by_card, invite};
use crate::context::Context;
use crate::store::Conn;
use shuke_rules::number::CardNumber;
use shuke_rules::policy::TierId;

/// What an invitation did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invited {
    Raised {
        card: CardNumber,
        from: TierId,
        to: TierId,
    },
    /// Their tier is as high already.
    Holds {
        card: CardNumber,
        tier: TierId,
    },
}

/// Why nobody was invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotInvited {
    /// Remedy: a card number has 13 digits, the last a check digit.
    NoCardNumber(String),
    /// Remedy: name one of those that are.
    NotByInvitation {
        tier: TierId,
        there_are: Vec<TierId>,
    },
    NoMember(CardNumber),
}

/// Gives a member a tier that is by invitation.
pub async fn give(desk: &Desk, card: &str, tier: TierId) -> Done<Invited, NotInvited> {
    let Some(card) = CardNumber::parse(card) else {
        return Err(NotDone::Refused(NotInvited::NoCardNumber(card.to_owned())));
    };
    let given = desk.write(move |tx, context| {
        let (card, tier) = (card.clone(), tier.clone());
        Box::pin(async move { given(tx, &context, card, tier).await })
    });
    given.await?.map_err(NotDone::Refused)
}

async fn given(
    tx: &mut Conn,
    context: &Context,
    card: CardNumber,
    tier: TierId,
) -> Result<Result<Invited, NotInvited>, Error> {
    let rulebook = context.policies().current(tx).await?;
    let rules = &rulebook.current().rules;
    let there_are: Vec<TierId> =
        rules.tiers.iter().filter(|tier| tier.by_invitation).map(|tier| tier.id.clone()).collect();
    if !there_are.contains(&tier) {
        return Ok(Err(NotInvited::NotByInvitation { tier, there_are }));
    }
    let Some(account) = by_card(tx, &card).await?.filter(|account| account.closed_at.is_none()) else {
        return Ok(Err(NotInvited::NoMember(card)));
    };
    let now = context.now();
    let from = account.standing_at(&rulebook, rulebook.zone().day_of(now)).tier;
    if rules.rank(&from) >= rules.rank(&tier) {
        return Ok(Ok(Invited::Holds { card, tier: from }));
    }
    invite(tx, &rulebook, account.member, &tier, now).await?;
    Ok(Ok(Invited::Raised { card, from, to: tier }))
}
