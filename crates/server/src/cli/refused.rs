//! What an operator is told in a terminal of what was refused, and what to do about it. Refusals of files are told by the
//! commands that read them.

use super::out::{Failure, count};
use crate::operator::NoSuchShop;
use crate::operator::audit::NotVerified;
use crate::operator::invitations::NotInvited;
use crate::operator::keys::NoSuchKey;
use crate::operator::printing::{MOST, NotPrinted, Nowhere};
use crate::operator::staff::{NobodyWorksHere, NotAdded};
use crate::printing::{Missing, NotPrintable};

impl From<NoSuchShop> for Failure {
    fn from(NoSuchShop { asked, shops }: NoSuchShop) -> Self {
        Self::said(format!("No shop has the id `{asked}`. There are: {}.", listed(shops.iter().map(|shop| &shop.0))))
    }
}

impl From<NoSuchKey> for Failure {
    fn from(NoSuchKey(number): NoSuchKey) -> Self {
        Self::said(format!("No working key has the number {number}: see `till-key list`."))
    }
}

impl From<NobodyWorksHere> for Failure {
    fn from(NobodyWorksHere(number): NobodyWorksHere) -> Self {
        Self::said(format!("Nobody who works here has the number {number}: see `staff list`."))
    }
}

impl From<NotAdded> for Failure {
    fn from(why: NotAdded) -> Self {
        match why {
            NotAdded::NoPhone(phone) => Self::said(format!("`{phone}` is no mainland mobile number of 11 digits.")),
            NotAdded::NameEmpty => Self::said("The name is empty."),
            NotAdded::NameUnfit => Self::said("The name is longer than 40 characters, or holds hidden ones."),
            NotAdded::NoSuchShop(none) => none.into(),
            NotAdded::WorksHere(other) => Self::said(format!(
                "This number is that of {} ({}), {} at {}. Remove that account first: one person has one place of work.",
                other.name,
                other.id,
                other.role.name(),
                other.store
            )),
        }
    }
}

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

impl From<NotPrinted> for Failure {
    fn from(why: NotPrinted) -> Self {
        Self::said(match why {
            NotPrinted::NoAddress => "No public address is set, so codes would lead nowhere:\n  set `public_url` \
                (docs/settings.md), for example SHUKE_PUBLIC_URL=https://card.example.com."
                .to_owned(),
            NotPrinted::NoSuchShop(none) => return none.into(),
            NotPrinted::Withdrawn(shop) => format!(
                "The codes of `{shop}` are withdrawn and lead nowhere:\n  take `revoked` off that shop in the policy and \
                 apply it, or name another."
            ),
            NotPrinted::UnfitCode(code) => format!("`{code}` is no code: letters, digits, - and _, 64 at most."),
            NotPrinted::UnfitName(name) => {
                format!("`{}` is no name: 64 characters at most, none of them hidden.", name.escape_debug())
            }
            NotPrinted::NoSuchPage(path) => {
                format!("`{path}` leads to no page:\n  write its path as browsers show it, such as /welcome or /mall.")
            }
            NotPrinted::Nothing => {
                "There is no code to print:\n  name one at least; see `shuke help print`.".to_owned()
            }
            NotPrinted::TooMany(count) => {
                format!("{count} cards are more than the {MOST} that are printed at once:\n  print them in parts.")
            }
            NotPrinted::NotPrintable(why) => unprintable(why),
        })
    }
}

/// What was printed all the same.
pub fn leads_nowhere(why: &Nowhere) -> String {
    match why {
        Nowhere::Off(section) => {
            format!("The policy has no [{section}]: until it has, what is printed leads nowhere.")
        }
        Nowhere::NoPiece(codes) => format!("No piece has {}: until one does, it leads nowhere.", some_of(codes)),
        Nowhere::NoMember(codes) => format!("No member has {}: it leads nowhere.", some_of(codes)),
    }
}

/// The first of them, and how many there are more.
fn some_of(codes: &[String]) -> String {
    let (first, more) = codes.split_at(codes.len().min(3));
    let first: Vec<String> = first.iter().map(|code| format!("`{code}`")).collect();
    match more.len() {
        0 => first.join(", "),
        more => format!("{} and {} more", first.join(", "), count(more as u64)),
    }
}

fn unprintable(why: NotPrintable) -> String {
    match why {
        NotPrintable::Missing(Missing { character, text, fonts }) => format!(
            "No font has the character {character} (U+{:04X}) of “{text}”: {}.\n  Name one more that has it with --font \
             FILE, after one for the rest.",
            u32::from(character),
            fonts.join(", ")
        ),
        NotPrintable::TooFine { says, module } => format!(
            "The code for {says} would have modules of {module:.2} mm, and phones read 0.4 mm and more off paper:\n  \
             print fewer on a sheet (--per-page 8), or a larger card (--as counter)."
        ),
        NotPrintable::TooLong(says) => format!("{says} is too long for a code:\n  use a shorter address."),
        NotPrintable::Font { name, why } => {
            format!("{name} cannot be put into a PDF ({why}):\n  name another with --font FILE.")
        }
    }
}

fn no_card_number(card: &str) -> Failure {
    Failure::said(format!("`{card}` is no card number: 13 digits, the last a check digit."))
}

fn listed<'a>(names: impl Iterator<Item = &'a String>) -> String {
    names.map(String::as_str).collect::<Vec<_>>().join(", ")
}
