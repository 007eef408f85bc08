//! What a policy says about the codes of single pieces (一码一物). Which codes there are is data of its own (`shuke item-codes make`); what
//! may be done with a piece is in [`crate::pieces`].

use crate::money::Points;
use serde::{Deserialize, Serialize};

/// How pieces are registered, repaired and watched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ItemCodes {
    /// What registering by a receipt brings, once a piece.
    #[serde(default)]
    pub points: Points,
    /// Whether whoever comes first may register without a receipt.
    #[serde(default = "yes")]
    pub first_come: bool,
    /// Months after purchase in which it is repaired, of goods that say nothing of their own; 0: none.
    #[serde(default = "twelve")]
    pub warranty_months: u32,
    /// Days in which somebody else can take a piece over with the owner's code.
    #[serde(default = "seven")]
    pub offer_days: u32,
    /// A code that is seen in so many cities in a day was copied.
    #[serde(default = "three")]
    pub cities_a_day: u32,
}

fn yes() -> bool {
    true
}

fn twelve() -> u32 {
    12
}

fn seven() -> u32 {
    7
}

fn three() -> u32 {
    3
}

impl Default for ItemCodes {
    fn default() -> Self {
        let (warranty_months, offer_days, cities_a_day) = (twelve(), seven(), three());
        Self { points: Points::ZERO, first_come: yes(), warranty_months, offer_days, cities_a_day }
    }
}
