//! What a policy says about the points mall. What it offers is data of its own (`shuke import items`); what an item is and who
//! may have it is in [`crate::mall`].

use super::{StoreId, yuan};
use crate::money::{Fen, Points};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// How redemptions go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mall {
    /// Minutes for which an order whose money is due before it is placed holds its item.
    #[serde(default = "fifteen")]
    pub hold_minutes: u32,
    /// Days after receipt in which a member can say that it is faulty.
    #[serde(default = "seven")]
    pub claim_days: u32,
    /// Days after which something that was sent counts as received, though nobody said so.
    #[serde(default = "fifteen")]
    pub receive_days: u32,
    /// Without it everything is collected in a shop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub express: Option<Express>,
}

/// What having it sent costs; at least one of both is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Express {
    /// The shop that sends it.
    pub store: StoreId,
    #[serde(default, with = "yuan")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub yuan: Option<Fen>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Points>,
}

fn fifteen() -> u32 {
    15
}

fn seven() -> u32 {
    7
}

impl Default for Mall {
    fn default() -> Self {
        Self { hold_minutes: fifteen(), claim_days: seven(), receive_days: fifteen(), express: None }
    }
}
