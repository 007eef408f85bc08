//! What is asked: a basket, who buys it, which coupons.

use crate::coupons::{Coupon, CouponId};
use crate::money::{Fen, Points};
use crate::policy::{ClassId, ItemId, Policy, StoreId, TierId};
use crate::time::{Day, Instant};
use serde::{Deserialize, Serialize};

/// Goods as they lie on the counter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Basket {
    /// 1–200.
    pub lines: Vec<Line>,
    /// It is sent, and so may cost a fee.
    #[serde(default)]
    pub sent: bool,
}

/// Some pieces of one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Line {
    /// The item's number in the till.
    pub item: ItemId,
    pub class: ClassId,
    /// At least 1.
    pub quantity: i64,
    /// The list price of one piece, in fen.
    pub price: Fen,
}

impl Line {
    /// The list price of all its pieces.
    pub fn list(&self) -> Fen {
        Fen(self.price.0.saturating_mul(self.quantity))
    }
}

/// Whose prices, points and coupons count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buyer {
    pub tier: TierId,
    /// What can be spent.
    pub points: Points,
    /// What the member holds, in whatever state, those included that a tier's benefits have given.
    pub coupons: Vec<Coupon>,
}

/// Which coupons are to be used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    #[default]
    Best,
    /// These, as far as they can be; none: `[]`.
    These(Vec<CouponId>),
}

/// Everything that a price depends on, besides the policy.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    pub basket: &'a Basket,
    pub store: &'a StoreId,
    pub now: Instant,
    /// The business day of `now`.
    pub today: Day,
    /// `None`: somebody who is no member.
    pub buyer: Option<&'a Buyer>,
    pub choice: &'a Choice,
    /// How many points the member wants to pay with at most.
    pub points: Points,
}

/// What is wrong with a basket. Lines count from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "wrong", rename_all = "snake_case")]
pub enum BadBasket {
    Empty,
    /// More lines than `most`.
    TooManyLines {
        most: usize,
    },
    /// Not at least 1 and at most `most`.
    Quantity {
        line: usize,
        most: i64,
    },
    /// Below 0, or the line comes to more than `most`.
    Price {
        line: usize,
        most: Fen,
    },
    /// The policy does not know its class.
    Class {
        line: usize,
        class: ClassId,
    },
    #[serde(other)]
    Unknown,
}

impl Basket {
    pub const MOST_LINES: usize = 200;
    pub const MOST_PIECES: i64 = 99_999;

    pub(super) fn check(&self, policy: &Policy) -> Result<(), BadBasket> {
        match self.lines.len() {
            0 => return Err(BadBasket::Empty),
            lines if lines > Self::MOST_LINES => return Err(BadBasket::TooManyLines { most: Self::MOST_LINES }),
            _ => {}
        }
        for (at, line) in self.lines.iter().enumerate() {
            if !(1..=Self::MOST_PIECES).contains(&line.quantity) {
                return Err(BadBasket::Quantity { line: at, most: Self::MOST_PIECES });
            }
            if line.price < Fen::ZERO || line.list() > Fen::MAX {
                return Err(BadBasket::Price { line: at, most: Fen::MAX });
            }
            if policy.earning.class(&line.class).is_none() {
                return Err(BadBasket::Class { line: at, class: line.class.clone() });
            }
        }
        Ok(())
    }
}
