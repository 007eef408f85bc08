//! What a policy says about coupons: their templates, where they can be claimed and which are given by themselves. What one
//! takes off a basket is in [`crate::pricing`], the life of a held one in [`crate::coupons`].

use super::{ClassId, GrantId, ItemId, Policy, StoreId, TemplateId, Text, TierId, yuan};
use crate::money::{Fen, Points};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// What a coupon is, before anybody holds one. A held coupon keeps the template as it was when it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Template {
    pub id: TemplateId,
    pub name: Text,
    /// What one should know besides the terms that follow from the other fields.
    #[serde(default)]
    pub note: Text,
    pub effect: Effect,
    /// What the goods in its scope must come to, in what remains of their prices when its turn comes.
    #[serde(default, with = "yuan")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub threshold: Option<Fen>,
    #[serde(default)]
    pub scope: Scope,
    /// The lowest tier that can be given it and can use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<TierId>,
    /// Coupons of different templates of one group do not go together in a basket.
    #[serde(default = "main")]
    pub group: String,
    /// How many coupons of this template go into one basket.
    #[serde(default = "one")]
    pub per_basket: u32,
    /// The first and the last day on which it can be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// Days after the day it was given on which it still can be used; 0: on that day only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// How many are given in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<u32>,
    /// How many a member is given in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_member: Option<u32>,
    /// Without it nobody can claim one: it is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Claim>,
}

impl Template {
    /// The last day on which it can be claimed; `None`: there is none, or nobody ever can.
    pub fn last_claim(&self) -> Option<Day> {
        let claim = self.claim.as_ref()?;
        [claim.until, self.until].into_iter().flatten().min()
    }

    /// What narrows whom it can be given to or when, by its key; `None` for what everybody can be given at any time, as a reward
    /// that was promised.
    pub fn narrowed_by(&self) -> Option<&'static str> {
        let keys = [
            ("tier", self.tier.is_some()),
            ("from", self.from.is_some()),
            ("until", self.until.is_some()),
            ("stock", self.stock.is_some()),
            ("per_member", self.per_member.is_some()),
        ];
        keys.into_iter().find(|(_, is_there)| *is_there).map(|(key, _)| key)
    }
}

fn main() -> String {
    "main".to_owned()
}

fn one() -> u32 {
    1
}

/// What a coupon does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Effect {
    /// So much less for the goods in its scope, never more than they come to.
    AmountOff {
        #[serde(with = "yuan::amount")]
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        yuan: Fen,
    },
    /// So many per cent of the goods in its scope remain to be paid: 85 is 15 % off (8.5折).
    PercentOff {
        pays_percent: u8,
        /// It takes off no more than this.
        #[serde(default, with = "yuan")]
        #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
        at_most: Option<Fen>,
        /// Of the price before member price and limited discounts, and in their place.
        #[serde(default)]
        instead_of_member_price: bool,
    },
    /// Something besides the goods, for nothing.
    Gift {
        gift: Text,
        /// Its number in the till.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<ItemId>,
    },
    /// One piece in its scope, the dearest, for so much; one that costs less is not made dearer.
    Trial {
        #[serde(default, with = "yuan::amount")]
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        yuan: Fen,
    },
    /// Of the three dearest pieces in its scope the cheapest is free (三免一).
    BuyThreeOneFree,
    FreeDelivery,
    #[serde(other)]
    Unknown,
}

/// What something is for. Empty lists do not narrow it; a line is in scope by its class or by its item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Scope {
    #[serde(default)]
    pub classes: Vec<ClassId>,
    #[serde(default)]
    pub items: Vec<ItemId>,
    /// In these shops only.
    #[serde(default)]
    pub stores: Vec<StoreId>,
}

impl Scope {
    pub fn has_goods(&self, class: &ClassId, item: &ItemId) -> bool {
        let all = self.classes.is_empty() && self.items.is_empty();
        all || self.classes.contains(class) || self.items.contains(item)
    }

    pub fn has_store(&self, store: &StoreId) -> bool {
        self.stores.is_empty() || self.stores.contains(store)
    }
}

/// How members get a coupon for themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    /// The first and the last day on which it can be claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// It takes this code; such a coupon is not on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Points>,
    /// For new members: days after the day they joined on which it still can be claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_members_days: Option<u32>,
}

/// Coupons that are given by themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Grant {
    pub id: GrantId,
    /// Whose coupons.
    pub coupon: TemplateId,
    pub on: Occasion,
    /// Whose members are given it; empty: everybody.
    #[serde(default)]
    pub tiers: Vec<TierId>,
    /// How many at a time, for holding a tier: how many within the period.
    #[serde(default = "one")]
    pub count: u32,
    /// For holding a tier only.
    #[serde(default)]
    pub per: Per,
    /// So many days before a birthday. For birthdays only.
    #[serde(default)]
    pub days_before: u32,
}

/// When a coupon is given by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// To a new member, at once.
    Joining,
    /// Around a birthday; it is for as many days as its template says.
    Birthday,
    /// For the month of a birthday.
    BirthdayMonth,
    /// For holding a tier.
    Tier,
    #[serde(other)]
    Unknown,
}

/// The period of a quota.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// In all, over every tier that gives coupons of the template in all.
    #[default]
    Ever,
    Month,
    Year,
    #[serde(other)]
    Unknown,
}

impl Policy {
    /// What a coupon is good for: the goods, or what it is called.
    pub fn good_for(&self, coupon: &TemplateId) -> Text {
        match self.template(coupon) {
            Some(template) => match &template.effect {
                Effect::Gift { gift, .. } => gift.clone(),
                _ => template.name.clone(),
            },
            None => Text::default(),
        }
    }
}
