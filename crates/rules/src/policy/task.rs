//! What a policy says about tasks. When one is done is in [`crate::tasks`].

use super::{TaskId, TemplateId, Text, yuan};
use crate::money::{Fen, Points};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// Something that members are rewarded for, once or again and again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Task {
    pub id: TaskId,
    pub name: Text,
    /// One line that says how.
    #[serde(default)]
    pub note: Text,
    pub kind: TaskKind,
    #[serde(default)]
    pub repeat: Repeat,
    /// How often it must happen within the period.
    #[serde(default = "one")]
    pub times: u32,
    /// What [`TaskKind::Spend`] asks for within the period.
    #[serde(default, with = "yuan", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub yuan: Option<Fen>,
    /// For new members: what counts is what happens from the day they joined until so many days after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_members_days: Option<u32>,
    pub points: Points,
    /// A coupon besides the points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coupon: Option<TemplateId>,
}

fn one() -> u32 {
    1
}

/// What counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// A name is in the profile.
    Profile,
    /// A birthday is registered; month and day suffice.
    Birthday,
    /// The first purchase of all, not refunded in whole. Never repeats.
    FirstPurchase,
    /// Purchases, not refunded in whole.
    Purchase,
    /// Money spent on purchases, refunds taken off.
    Spend,
    /// Days on which a shop's code was scanned there.
    Visit,
    /// Days checked in on, on time.
    CheckIn,
    /// Redemptions in the mall.
    Redemption,
    /// Shown to staff, who confirm it: a buyer's show, for instance.
    Shown,
    #[serde(other)]
    Unknown,
}

/// When it begins anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Repeat {
    #[default]
    None,
    Daily,
    /// On Mondays.
    Weekly,
    Monthly,
    #[serde(other)]
    Unknown,
}
