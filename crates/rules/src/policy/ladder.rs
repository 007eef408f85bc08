//! What a policy says about how members climb. Who stands where is in [`crate::tiers`].

use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// How members climb and how long a tier holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ladder {
    pub kind: LadderKind,
    /// Length of the period whose spend counts, and how long a tier holds. Period ladders only.
    #[serde(default = "twelve")]
    pub months: u32,
    /// Days after these months until the review. Period ladders only.
    #[serde(default = "thirty")]
    pub grace_days: u32,
    #[serde(default)]
    pub on_review: OnReview,
    #[serde(default)]
    pub points_tier: PointsTier,
}

fn twelve() -> u32 {
    12
}

fn thirty() -> u32 {
    30
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LadderKind {
    /// By all qualifying spend so far; a tier never lapses.
    Lifetime,
    /// By a single purchase or by the spend of a period; reviewed when the period and its grace are over.
    Period,
}

/// Where a member goes whose review does not support the tier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnReview {
    /// To the tier that the period's spend supports.
    #[default]
    Supported,
    /// One step down.
    OneStep,
}

/// Whose multiplier a sale that lifts a member earns with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PointsTier {
    #[default]
    Before,
    After,
}
