//! What a policy says about prices besides the tiers' own. What a basket comes to is in [`crate::pricing`].

use super::{CampaignId, ClassId, ItemId, Scope, Text, TierId, yuan};
use crate::gs1::{DigitalLink, Gtin};
use crate::money::Fen;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// Prices, points as money and delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pricing {
    /// How many coupons go into one basket, whatever they are.
    #[serde(default = "five")]
    pub coupons_per_basket: u32,
    #[serde(default)]
    pub campaigns: Vec<Campaign>,
    #[serde(default)]
    pub limited: Vec<Limited>,
    /// What members may put into a basket to see what it would cost. The till's own prices decide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goods: Vec<Goods>,
    /// Without it points are no money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<PointsAsMoney>,
    /// Without it delivery costs nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<DeliveryFee>,
}

fn five() -> u32 {
    5
}

impl Default for Pricing {
    fn default() -> Self {
        let (campaigns, limited, goods) = (Vec::new(), Vec::new(), Vec::new());
        Self { coupons_per_basket: five(), campaigns, limited, goods, points: None, delivery: None }
    }
}

/// A campaign price: for some items, for some time, so much a piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Campaign {
    pub id: CampaignId,
    pub name: Text,
    #[serde(default)]
    pub scope: Scope,
    /// What a piece costs; it never makes one dearer.
    #[serde(with = "yuan::amount")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub yuan: Fen,
    /// The first and the last day.
    pub from: Day,
    pub until: Day,
    /// The lowest tier that has it; without one it is everybody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<TierId>,
    /// Nothing else comes off these pieces but points as money.
    #[serde(default)]
    pub alone: bool,
}

/// A limited discount: per cent of the price, for some time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Limited {
    pub id: CampaignId,
    pub name: Text,
    #[serde(default)]
    pub scope: Scope,
    /// What is paid: 85 is 15 % off (8.5折).
    pub pays_percent: u8,
    /// The first and the last day.
    pub from: Day,
    pub until: Day,
    /// The lowest tier that has it; without one it is everybody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<TierId>,
}

/// Something that is sold, as the shelf says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Goods {
    /// Its number in the till.
    pub item: ItemId,
    pub name: Text,
    pub class: ClassId,
    /// The list price of a piece.
    #[serde(with = "yuan::amount")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub yuan: Fen,
    /// What the code on it says, besides its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barcode: Option<String>,
}

impl Pricing {
    /// What the shelf says of an item.
    pub fn goods_of(&self, item: &ItemId) -> Option<&Goods> {
        self.goods.iter().find(|goods| goods.item == *item)
    }
}

impl Goods {
    /// Whether it is what a code on a label says: its number, its barcode, a link of GS1 with that, or an address that ends in its number.
    pub fn is_labelled(&self, code: &str) -> bool {
        if let Ok(link) = DigitalLink::parse(code) {
            return self.barcode.as_deref().and_then(Gtin::parse).is_some_and(|own| own == link.gtin);
        }
        let said = code.trim().trim_end_matches('/');
        let last = said.rsplit('/').next().unwrap_or(said);
        let is_barcode = |barcode: &str| barcode == said || is_same_number(barcode, said);
        said == self.item.0 || last == self.item.0 || self.barcode.as_deref().is_some_and(is_barcode)
    }
}

/// Whether both are numbers of goods and the same: the twelve digits of a UPC-A are thirteen with a 0 before them, and readers
/// say either.
pub(super) fn is_same_number(one: &str, other: &str) -> bool {
    let is_number = |code: &str| matches!(code.len(), 12 | 13) && code.bytes().all(|byte| byte.is_ascii_digit());
    let plain = |code: &str| code.trim_start_matches('0').to_owned();
    is_number(one) && is_number(other) && plain(one) == plain(other)
}

/// What points are worth when a basket is paid with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PointsAsMoney {
    /// So many points are one yuan; at least 100, so that every fen can be paid and no change is due.
    pub per_yuan: u32,
    /// They pay so many per cent of the goods at most.
    #[serde(default = "hundred")]
    pub up_to_percent: u8,
}

fn hundred() -> u8 {
    100
}

/// What having a basket sent costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeliveryFee {
    #[serde(with = "yuan::amount")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub yuan: Fen,
    /// Nothing from goods of so much, after coupons and before points.
    #[serde(default, with = "yuan")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub free_from: Option<Fen>,
}
