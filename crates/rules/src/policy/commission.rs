//! What a policy says about commission. What a purchase comes to is in [`crate::commission`].

use super::{ClassId, TierId};
use crate::money::Multiplier;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Points for what friends buy: for members of some tiers, a share of what their friends paid and kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Commission {
    /// Days after the purchase on which it can come back, and some more: nothing is given before.
    #[serde(default = "fourteen")]
    pub hold_days: u32,
    /// Days after the friend joined on which purchases count.
    #[serde(default = "year")]
    pub days: u32,
    /// How many levels there are, the one who brought the friend counted: 1 or 2.
    #[serde(default = "one")]
    pub depth: u32,
    /// Points for each yuan of commission.
    #[serde(default = "hundred")]
    pub points_per_yuan: u32,
    pub rates: Vec<CommissionRate>,
}

/// What members of a tier get.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CommissionRate {
    pub tier: TierId,
    /// Of what a friend paid.
    pub per_cent: Multiplier,
    /// The same of classes of goods that have a rate of their own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by_class: BTreeMap<ClassId, Multiplier>,
    /// Of what those paid whom the friends brought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<Multiplier>,
}

fn fourteen() -> u32 {
    14
}

fn year() -> u32 {
    365
}

fn one() -> u32 {
    1
}

fn hundred() -> u32 {
    100
}
