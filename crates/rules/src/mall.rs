//! Items of the points mall and redemption orders: who may have what, what it costs, and how an order goes on.
//!
//! Owns no stock and no code: the server counts and draws, in one transaction.

use crate::money::{Fen, Points};
use crate::policy::{Express, TemplateId, Text, TierId};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// Points, money, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Price {
    pub points: Points,
    /// Money, in fen.
    pub fen: Fen,
}

/// What an item is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Something to collect or to be sent.
    #[default]
    Goods,
    /// A voucher: there at once as a code, used up in a shop.
    Voucher,
    /// A pack of coupons: the member's at once when it is paid.
    Pack,
    #[serde(other)]
    Unknown,
}

/// Coupons of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PackPart {
    pub coupon: TemplateId,
    pub count: u32,
}

/// Everything of an item that does not count down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item {
    /// Lower-case letters, digits and hyphens.
    pub id: String,
    pub name: Text,
    /// One line under the name.
    pub line: Text,
    /// What one should know before redeeming it, in plain words.
    pub terms: Text,
    pub kind: ItemKind,
    pub price: Price,
    /// How many a member can have in all.
    pub per_member: Option<u32>,
    /// The lowest tier that can have it.
    pub tier: Option<TierId>,
    /// The months of the year in which it is on offer, 1–12; empty: all. The gift calendar.
    pub months: Vec<u32>,
    /// The first and the last day on which it is on offer.
    pub from: Option<Day>,
    pub until: Option<Day>,
    /// It can be sent, where the policy sends.
    pub can_be_sent: bool,
    /// Where its picture is, below the server's address.
    pub picture: Option<String>,
    /// What a pack gives.
    #[serde(default)]
    pub coupons: Vec<PackPart>,
}

/// How a redemption reaches the member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Collected in a shop.
    PickUp,
    /// Sent, the fee paid in points.
    ExpressForPoints,
    /// Sent, the fee paid in money.
    ExpressForMoney,
    /// A voucher: at once.
    Voucher,
    /// A pack of coupons: at once.
    AtOnce,
    #[serde(other)]
    Unknown,
}

impl Way {
    /// Whether it is sent.
    pub const fn is_express(self) -> bool {
        matches!(self, Self::ExpressForPoints | Self::ExpressForMoney)
    }
}

impl Item {
    /// What it costs in all when it goes that way; `None` where it cannot.
    pub fn total(&self, way: Way, express: Option<&Express>) -> Option<Price> {
        let Price { points, fen } = self.price;
        match (self.kind, way) {
            (ItemKind::Goods, Way::PickUp) | (ItemKind::Voucher, Way::Voucher) | (ItemKind::Pack, Way::AtOnce) => {
                Some(self.price)
            }
            (ItemKind::Goods, Way::ExpressForPoints) => {
                let fee = express.filter(|_| self.can_be_sent)?.points?;
                Some(Price { points: points + fee, fen })
            }
            (ItemKind::Goods, Way::ExpressForMoney) => {
                let fee = express.filter(|_| self.can_be_sent)?.yuan?;
                Some(Price { points, fen: fen + fee })
            }
            _ => None,
        }
    }

    /// Whether it is on offer on a day.
    pub fn is_on_offer(&self, day: Day) -> bool {
        let in_month = self.months.is_empty() || self.months.contains(&day.month());
        in_month && self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// The first day after `day` on which it is on offer, within the twelve months to come.
    pub fn next_offer(&self, day: Day) -> Option<Day> {
        let start = self.from.filter(|from| *from > day).unwrap_or_else(|| day.plus_days(1));
        let mut candidate = start;
        for _ in 0..13 {
            if self.is_on_offer(candidate) {
                return Some(candidate);
            }
            candidate = candidate.first_of_month().plus_months(1);
        }
        None
    }
}

/// What decides whether a member can have an item now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub today: Day,
    pub left: i64,
    /// How many the member has had.
    pub had: u32,
    /// Whether the member's tier is high enough.
    pub tier_reached: bool,
}

/// Why a member cannot have an item now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Withheld {
    /// Not on offer today.
    NotYet { from: Day },
    /// It will not be on offer any more, or not within a year.
    Over,
    /// The last one is gone.
    SoldOut,
    /// The member has had as many as one can have.
    HadAll { per_member: u32 },
    /// For a higher tier.
    Tier,
    #[serde(other)]
    Unknown,
}

/// Whether an item can be had now, whatever it costs.
///
/// # Errors
/// The first reason against it.
pub fn offered(item: &Item, facts: &Facts) -> Result<(), Withheld> {
    if !item.is_on_offer(facts.today) {
        return Err(item.next_offer(facts.today).map_or(Withheld::Over, |from| Withheld::NotYet { from }));
    }
    if !facts.tier_reached {
        return Err(Withheld::Tier);
    }
    if let Some(per_member) = item.per_member.filter(|limit| facts.had >= *limit) {
        return Err(Withheld::HadAll { per_member });
    }
    if facts.left <= 0 {
        return Err(Withheld::SoldOut);
    }
    Ok(())
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// The item is held and the points are gone; money is due until a time.
    Reserved,
    /// It is agreed.
    Placed,
    /// It lies in the shop; of a voucher: it can be used.
    Ready,
    /// It was handed over; of a voucher: it was used.
    PickedUp,
    /// It is on its way.
    Shipped,
    Received,
    /// The money did not come in time; points and item went back.
    Expired,
    /// The member took a reserved order back.
    Cancelled,
    /// It was faulty and came back; so did the points.
    Returned,
    #[serde(other)]
    Unknown,
}

impl OrderState {
    /// The name in storage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reserved => "reserved",
            Self::Placed => "placed",
            Self::Ready => "ready",
            Self::PickedUp => "picked_up",
            Self::Shipped => "shipped",
            Self::Received => "received",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::Returned => "returned",
            Self::Unknown => "unknown",
        }
    }

    pub fn named(name: &str) -> Self {
        [
            Self::Reserved,
            Self::Placed,
            Self::Ready,
            Self::PickedUp,
            Self::Shipped,
            Self::Received,
            Self::Expired,
            Self::Cancelled,
            Self::Returned,
        ]
        .into_iter()
        .find(|state| state.name() == name)
        .unwrap_or(Self::Unknown)
    }

    /// Whether an order may go from here to there.
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Reserved, Self::Placed | Self::Expired | Self::Cancelled)
                | (Self::Placed, Self::Ready | Self::PickedUp | Self::Shipped)
                | (Self::Ready, Self::PickedUp)
                | (Self::Shipped, Self::Received)
                | (Self::PickedUp | Self::Received, Self::Returned)
        )
    }

    /// Whether the item counts as the member's: it was not given back.
    pub const fn holds(self) -> bool {
        !matches!(self, Self::Expired | Self::Cancelled | Self::Returned)
    }

    /// Whether nothing more will happen by itself.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::PickedUp | Self::Received | Self::Expired | Self::Cancelled | Self::Returned)
    }
}
