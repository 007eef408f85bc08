//! What is answered: every line's way from list price to paid, what was not applied and why, totals.

use super::why::Why;
use crate::coupons::CouponId;
use crate::money::{Fen, Points};
use crate::policy::{CampaignId, ClassId, ItemId, TemplateId, Text, TierId};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// A basket with its price. `list` − what all steps took = Σ `paid` of the lines = `to_pay` − delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Priced {
    pub lines: Vec<PricedLine>,
    /// What was used, in the order in which it applied.
    pub coupons: Vec<Applied>,
    /// What the member holds and was not used, each with its reason, by id.
    pub declined: Vec<Declined>,
    pub points: PointsPaid,
    pub delivery: Delivery,
    /// The goods at list prices.
    pub list: Fen,
    /// The goods after coupons, before points.
    pub goods: Fen,
    /// Goods and delivery, before points: the price.
    pub total: Fen,
    /// What is due in money.
    pub to_pay: Fen,
    /// Whether no set of the member's coupons comes to less. `false` where the coupons were chosen by hand, and where more could
    /// be used than [`super::MOST_CANDIDATES`] and not all of their sets could be compared.
    pub best: bool,
}

/// A line and its way. `list` − Σ `steps` = `paid`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PricedLine {
    pub item: ItemId,
    pub class: ClassId,
    pub quantity: i64,
    /// Before everything.
    pub list: Fen,
    /// Every rule that took something, in their order.
    pub steps: Vec<Step>,
    /// Prices that the line could have had and that were not the lowest.
    pub outdone: Vec<Outdone>,
    /// After everything, points included.
    pub paid: Fen,
}

impl PricedLine {
    /// The points that paid for a part of the line.
    pub fn points(&self) -> Points {
        self.steps.iter().map(|step| step.rule.points()).sum()
    }
}

/// What one rule took off a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    pub rule: Rule,
    /// What a receipt calls it.
    pub name: Text,
    /// Positive.
    pub off: Fen,
}

/// What takes something off a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Rule {
    Campaign {
        id: CampaignId,
    },
    MemberPrice {
        tier: TierId,
        pays_percent: u8,
    },
    Limited {
        id: CampaignId,
        pays_percent: u8,
    },
    Coupon {
        coupon: CouponId,
        template: TemplateId,
    },
    /// So many of the member's points.
    Points {
        points: Points,
    },
    #[serde(other)]
    Unknown,
}

impl Rule {
    /// The member's points that it took.
    pub fn points(&self) -> Points {
        match self {
            Self::Points { points } => *points,
            _ => Points::ZERO,
        }
    }
}

/// A price that another outdid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Outdone {
    pub rule: Rule,
    pub name: Text,
    /// What the line would have cost by it, before coupons.
    pub price: Fen,
}

/// A coupon that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Applied {
    pub coupon: CouponId,
    pub template: TemplateId,
    pub name: Text,
    /// What it took off goods and delivery; 0 for a gift.
    pub off: Fen,
    /// What is to be handed over besides the goods, and its number in the till.
    pub gift: Option<Text>,
    pub gift_item: Option<ItemId>,
}

/// A coupon that was not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Declined {
    pub coupon: CouponId,
    pub why: Why,
}

/// Points as money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PointsPaid {
    /// What leaves the balance.
    pub spent: Points,
    /// What that pays.
    pub covers: Fen,
    /// What this member could spend on this basket; 0 where points are no money.
    pub at_most: Points,
}

/// Having it sent. What is due is `fee` − `off`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Delivery {
    /// 0 where nothing is sent, or the goods come to enough.
    pub fee: Fen,
    /// What a coupon took off it.
    pub off: Fen,
    /// What is missing until it costs nothing; `None`: it costs nothing, or always the same.
    pub short: Option<Fen>,
}
