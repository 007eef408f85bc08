//! What a policy says about bringing a friend. What becomes of a bind is in [`crate::referral`].

use super::{Prize, TemplateId, yuan};
use crate::money::{Fen, Points};
use serde::{Deserialize, Serialize};

/// Who brings a friend, and what both get once the friend has bought and kept it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Referral {
    /// Days after the day on which a link was opened on which who opened it can join by it.
    #[serde(default = "thirty")]
    pub window_days: u32,
    /// Days after the day of joining on which the purchase can be made that counts.
    #[serde(default = "thirty")]
    pub buy_days: u32,
    /// What that purchase comes to at least.
    #[serde(default, with = "yuan", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub least: Option<Fen>,
    /// Days after its own on which it can come back and nothing is given yet.
    #[serde(default = "seven")]
    pub settle_days: u32,
    /// How many friends a member can bring in a calendar month.
    #[serde(default = "twenty")]
    pub per_month: u32,
    /// What the member gets who brought somebody.
    #[serde(default)]
    pub inviter: Reward,
    /// What the friend gets.
    #[serde(default)]
    pub friend: Reward,
    /// Gifts for so many friends in all, by rising number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gifts: Vec<FriendsGift>,
    /// What the first places of each calendar month win: most friends whose purchase of that month was kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prizes: Vec<Prize>,
    /// Without it there are no teams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<Team>,
}

fn thirty() -> u32 {
    30
}

fn seven() -> u32 {
    7
}

fn twenty() -> u32 {
    20
}

/// Points, a coupon, both, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reward {
    #[serde(default)]
    pub points: Points,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coupon: Option<TemplateId>,
}

impl Reward {
    pub fn is_nothing(&self) -> bool {
        self.points.is_zero() && self.coupon.is_none()
    }
}

/// A gift for who has brought so many friends who bought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FriendsGift {
    pub friends: u32,
    pub coupon: TemplateId,
}

/// A team: its gift is for all, once each of them has bought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Team {
    /// How many they are, the one who opened it among them.
    pub size: u32,
    /// Days after the day on which it was opened on which one can join and buy.
    pub days: u32,
    pub coupon: TemplateId,
}
