//! Why a coupon was not used, in figures, and what can be done about it.

use crate::coupons::{CouponId, State};
use crate::money::Fen;
use crate::policy::{StoreId, TierId};
use crate::time::Instant;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// Why a coupon was not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Why {
    /// It can be used from then on.
    NotYet {
        from: Instant,
    },
    Expired {
        at: Instant,
    },
    /// Another quote counts on it, until then at the latest.
    Locked {
        until: Instant,
    },
    Used,
    Void {
        reason: String,
    },
    /// It is for this tier and above.
    Tier {
        lowest: TierId,
    },
    /// It is for these shops.
    Store {
        stores: Vec<StoreId>,
    },
    /// Nothing in the basket is what it is for.
    NotForThese,
    /// All that it is for has a campaign price that stands alone.
    Alone,
    /// The goods that it is for come to less than its threshold when its turn comes.
    Short {
        threshold: Fen,
        short: Fen,
    },
    /// Too few pieces.
    Pieces {
        have: i64,
        need: i64,
    },
    /// There is nothing left that it could take.
    NothingLeft,
    /// Nothing is sent, or sending costs nothing.
    NoFee,
    /// It does not go together with another; with it instead, goods and delivery come to `total`.
    Together {
        with: CouponId,
        total: Fen,
    },
    /// As many of its kind are used as go into a basket.
    PerBasket {
        most: u32,
    },
    /// As many coupons are used as go into a basket.
    Full {
        most: u32,
    },
    /// With it as well, goods and delivery would come to `total`: no less than without.
    NoBetter {
        total: Fen,
    },
    /// Others were chosen.
    NotChosen,
    /// There were more coupons than could be compared; with it as well it would come to less.
    NotCompared,
    /// It was chosen, but the member has no such coupon.
    NotHeld,
    #[serde(other)]
    Unknown,
}

/// What can be done about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "remedy", rename_all = "snake_case")]
pub enum Remedy {
    /// Come back from then on.
    Wait {
        until: Instant,
    },
    /// Add goods that it is for, for so much.
    AddGoods {
        worth: Fen,
    },
    /// Add so many pieces that it is for.
    AddPieces {
        pieces: i64,
    },
    /// Add something that it is for.
    AddAny,
    ReachTier {
        tier: TierId,
    },
    GoTo {
        stores: Vec<StoreId>,
    },
    /// Leave that one out.
    LeaveOut {
        coupon: CouponId,
    },
    /// Choose it.
    Choose,
    /// Keep it for another time.
    Keep,
    /// There is none.
    None,
    #[serde(other)]
    Unknown,
}

impl From<State> for Why {
    /// What stands against a coupon by its state; [`Why::Unknown`] for one that is available.
    fn from(state: State) -> Self {
        match state {
            State::Later { from } => Self::NotYet { from },
            State::Locked { until } => Self::Locked { until },
            State::Used => Self::Used,
            State::Expired { at } => Self::Expired { at },
            State::Void { reason } => Self::Void { reason },
            State::Available | State::Unknown => Self::Unknown,
        }
    }
}

impl Why {
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::NotYet { from: until } | Self::Locked { until } => Remedy::Wait { until: *until },
            Self::Tier { lowest } => Remedy::ReachTier { tier: lowest.clone() },
            Self::Store { stores } => Remedy::GoTo { stores: stores.clone() },
            Self::NotForThese | Self::Alone => Remedy::AddAny,
            Self::Short { short, .. } => Remedy::AddGoods { worth: *short },
            Self::Pieces { have, need } => Remedy::AddPieces { pieces: need - have },
            Self::Together { with, .. } => Remedy::LeaveOut { coupon: with.clone() },
            Self::NotChosen | Self::NotCompared => Remedy::Choose,
            Self::NothingLeft | Self::NoFee | Self::PerBasket { .. } | Self::Full { .. } | Self::NoBetter { .. } => {
                Remedy::Keep
            }
            Self::Expired { .. } | Self::Used | Self::Void { .. } | Self::NotHeld => Remedy::None,
            Self::Unknown => Remedy::Unknown,
        }
    }
}
