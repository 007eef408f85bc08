//! What a policy says about checking in. What that comes to on a day is in [`crate::check_in`].

use super::Text;
use crate::money::Points;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// What checking in earns: once a business day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckIn {
    /// For every day.
    pub base: Points,
    /// After so many days in a row the streak's rewards begin anew; without it they are won once in a streak.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<u32>,
    /// By rising day.
    #[serde(default)]
    pub streaks: Vec<Streak>,
    /// By rising day.
    #[serde(default)]
    pub themed: Vec<ThemedDay>,
    /// Without it a missed day stays missed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub make_up: Option<MakeUp>,
}

/// A reward for so many days in a row, besides the day's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Streak {
    pub day: u32,
    pub points: Points,
}

/// A day with a reward of its own, besides the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ThemedDay {
    pub day: Day,
    pub name: Text,
    pub points: Points,
}

/// Checking in for a missed day afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MakeUp {
    /// What it costs.
    pub price: Points,
    /// How many days back.
    #[serde(default = "seven")]
    pub days: u32,
    /// How often in a calendar month.
    #[serde(default = "three")]
    pub per_month: u32,
}

fn seven() -> u32 {
    7
}

fn three() -> u32 {
    3
}
