//! One piece of goods and whoever owns it: who may register it and how, how long it is repaired, how a repair goes on, and when its code
//! counts as copied. Owns no code and no row: the server looks, counts and writes, in one transaction.

use crate::gs1::Gtin;
use crate::item_code::ItemCode;
use crate::policy::ItemCodes;
use crate::refunds::Returned;
use crate::time::Day;
use crate::typed;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// How somebody came to own a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// By the receipt of its purchase.
    Receipt,
    /// They were the first to register it.
    FirstCome,
    /// With a code of its owner before.
    Given,
    #[serde(other)]
    Unknown,
}

impl How {
    pub const ALL: [Self; 3] = [Self::Receipt, Self::FirstCome, Self::Given];

    /// Its name in storage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::FirstCome => "first_come",
            Self::Given => "given",
            Self::Unknown => "unknown",
        }
    }

    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|how| how.name() == name).unwrap_or(Self::Unknown)
    }
}

/// Whose a piece is, for whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    Nobody,
    Asker,
    Other,
}

/// What somebody has to show for a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    Nothing,
    /// A receipt of theirs, on which so many pieces of these goods were kept, so many of which are registered.
    Receipt {
        kept: i64,
        registered: i64,
    },
}

/// Why a piece is not registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRegistered {
    /// It is the asker's already.
    Yours,
    /// It is somebody else's.
    Taken,
    /// The policy wants a receipt.
    NeedsReceipt,
    /// It was seen in too many cities, so that a receipt is needed.
    SeenTooOften,
    /// None of these goods is on the receipt, or all of them came back.
    NotOnReceipt,
    /// Every piece of the receipt is registered.
    AllRegistered { kept: i64 },
}

/// Whether somebody may register a piece, and how it becomes theirs. `doubt`: why it takes a receipt whatever the policy says.
///
/// # Errors
/// Why not.
pub fn may_register(
    rules: &ItemCodes,
    owner: Owner,
    proof: Proof,
    doubt: Option<NotRegistered>,
) -> Result<How, NotRegistered> {
    match owner {
        Owner::Asker => return Err(NotRegistered::Yours),
        Owner::Other => return Err(NotRegistered::Taken),
        Owner::Nobody => {}
    }
    match proof {
        Proof::Receipt { kept: ..=0, .. } => Err(NotRegistered::NotOnReceipt),
        Proof::Receipt { kept, registered } if registered >= kept => Err(NotRegistered::AllRegistered { kept }),
        Proof::Receipt { .. } => Ok(How::Receipt),
        Proof::Nothing => match doubt {
            Some(why) => Err(why),
            None if !rules.first_come => Err(NotRegistered::NeedsReceipt),
            None => Ok(How::FirstCome),
        },
    }
}

/// How many pieces of a line are still with the buyer: a part of the money that came back takes whole pieces away, and never one too many.
pub fn kept(pieces: i64, returned: Returned) -> i64 {
    if returned.for_nothing || pieces <= 0 {
        return 0;
    }
    let left = i128::from((returned.paid - returned.refunded).0.max(0));
    match i128::from(returned.paid.0) {
        ..=0 => pieces,
        paid => i64::try_from((i128::from(pieces) * left + paid - 1) / paid).unwrap_or(pieces),
    }
}

/// The last day on which a piece is repaired; `None`: it never is.
pub fn warranty_until(rules: &ItemCodes, own_months: Option<u32>, bought: Day) -> Option<Day> {
    let months = own_months.unwrap_or(rules.warranty_months);
    (months > 0).then(|| bought.plus_months(months))
}

/// Whether a code that was seen in so many cities in a day was copied.
pub fn is_suspect(rules: &ItemCodes, cities: i64) -> bool {
    cities >= i64::from(rules.cities_a_day)
}

/// How far a repair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RepairState {
    /// The owner asked for it.
    Asked,
    /// The shop will look at it: it can be brought.
    Accepted,
    /// The shop has it.
    Received,
    /// It is done, and can be fetched.
    Repaired,
    /// The owner has it again.
    Returned,
    /// The shop does not repair it.
    Declined,
    /// The owner asks for it no more.
    Withdrawn,
    #[serde(other)]
    Unknown,
}

impl RepairState {
    pub const ALL: [Self; 7] =
        [Self::Asked, Self::Accepted, Self::Received, Self::Repaired, Self::Returned, Self::Declined, Self::Withdrawn];

    /// Its name in storage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Accepted => "accepted",
            Self::Received => "received",
            Self::Repaired => "repaired",
            Self::Returned => "returned",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Unknown => "unknown",
        }
    }

    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.name() == name).unwrap_or(Self::Unknown)
    }

    /// Whether nothing more can become of it.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Returned | Self::Declined | Self::Withdrawn)
    }

    /// What staff may let it become.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Asked => &[Self::Accepted, Self::Declined],
            Self::Accepted => &[Self::Received, Self::Declined],
            // What was handed in is handed back, repaired or not.
            Self::Received => &[Self::Repaired, Self::Returned],
            Self::Repaired => &[Self::Returned],
            _ => &[],
        }
    }

    /// Whether its owner can still take the question back: the shop does not have it yet.
    pub const fn can_be_withdrawn(self) -> bool {
        matches!(self, Self::Asked | Self::Accepted)
    }
}

/// What names a piece in an address: its code, and where that is known from its link which goods it says it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub code: ItemCode,
    pub gtin: Option<Gtin>,
}

impl Named {
    /// Reads `{code}` and `{fourteen digits}-{code}`, however they are grouped.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = typed::ungrouped(text);
        if let Some(code) = ItemCode::parse(&plain) {
            return Some(Self { code, gtin: None });
        }
        let (gtin, code) = plain.split_at_checked(14)?;
        Some(Self { code: ItemCode::parse(code)?, gtin: Some(Gtin::parse(gtin)?) })
    }
}

#[cfg(test)]
mod tests;
