//! What an operator is told in a terminal of what was refused, and what to do about it. Refusals of files are told by the
//! commands that read them.

use super::out::Failure;
use crate::operator::invitations::NotInvited;
use crate::operator::ledger::NotVerified;

impl From<NotInvited> for Failure {
    fn from(why: NotInvited) -> Self {
        match why {
            NotInvited::NoCardNumber(card) => no_card_number(&card),
            NotInvited::NotByInvitation { tier, there_are } => {
                let there_are =
                    if there_are.is_empty() { "none".to_owned() } else { listed(there_are.iter().map(|tier| &tier.0)) };
                Self::said(format!("`{tier}` is no tier that is by invitation. Those are: {there_are}."))
            }
            NotInvited::NoMember(card) => Self::said(format!("No member has the card {card}.")),
        }
    }
}

impl From<NotVerified> for Failure {
    fn from(why: NotVerified) -> Self {
        match why {
            NotVerified::NoCardNumber(card) => no_card_number(&card),
            NotVerified::NoMember => Self::said("No member has this card."),
        }
    }
}

fn no_card_number(card: &str) -> Failure {
    Failure::said(format!("`{card}` is no card number: 13 digits, the last a check digit."))
}

fn listed<'a>(names: impl Iterator<Item = &'a String>) -> String {
    names.map(String::as_str).collect::<Vec<_>>().join(", ")
}
