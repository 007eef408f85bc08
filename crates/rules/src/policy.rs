//! The policy of a brand as data. Owns the types; reading a file and saying what is wrong with it is in [`file`].
//!
//! The same types are stored as rule versions, decide on the server and travel, in part, to the browser.

mod board;
mod category;
mod check_in;
mod commission;
mod coupon;
#[cfg(feature = "toml")]
pub mod file;
pub mod holidays;
mod id;
mod item_codes;
mod ladder;
mod mall;
mod pricing;
mod referral;
mod task;
mod text;
mod yuan;

pub use board::{Contest, ContestTerms, Counts, FirstGift, Leaderboard, Prize, Won};
pub use category::Category;
pub use check_in::{CheckIn, MakeUp, Streak, ThemedDay};
pub use commission::{Commission, CommissionRate};
pub use coupon::{Claim, Effect, Grant, Occasion, Per, Scope, Template};
pub(crate) use id::id;
pub use id::{
    BoardId, CampaignId, CategoryId, ClassId, ConsentId, GrantId, ItemId, StoreId, TaskId, TemplateId, TierId,
};
pub use item_codes::ItemCodes;
pub use ladder::{Ladder, LadderKind, OnReview, PointsTier};
pub use mall::{Express, Mall};
pub use pricing::{Campaign, DeliveryFee, Goods, Limited, PointsAsMoney, Pricing};
pub use referral::{FriendsGift, Referral, Reward, Team};
pub use task::{Repeat, Task, TaskKind};
pub use text::Text;

use crate::money::{Fen, Multiplier};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use std::collections::BTreeMap;

/// A whole policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Policy {
    pub brand: Brand,
    pub stores: Vec<Store>,
    pub ladder: Ladder,
    /// Lowest first.
    pub tiers: Vec<Tier>,
    pub earning: Earning,
    pub expiry: Expiry,
    /// What a check-in a day earns; without it there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_in: Option<CheckIn>,
    /// What members are rewarded for besides buying.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,
    /// Without it there is no points mall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mall: Option<Mall>,
    /// The groups that goods fall into.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Category>,
    /// Without it no code of a piece leads anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_codes: Option<ItemCodes>,
    /// Prices besides the tiers' own.
    #[serde(default)]
    pub pricing: Pricing,
    /// What coupons there are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coupons: Vec<Template>,
    /// Which of them are given by themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grants: Vec<Grant>,
    /// Who buys the most, within some days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leaderboards: Vec<Leaderboard>,
    /// Gifts for those who buy first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first_gifts: Vec<FirstGift>,
    /// Without it members bring nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral: Option<Referral>,
    /// Without it nobody gets a share of what friends buy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commission: Option<Commission>,
    pub consents: Vec<Consent>,
    pub holidays: Option<holidays::Holidays>,
}

/// Who the brand is and how its pages look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Brand {
    /// Lower-case letters, digits and hyphens.
    pub id: String,
    /// Three digits: the first of every card number, and part of every member code.
    pub code: String,
    pub name: Text,
    /// One line under the name.
    pub line: Text,
    /// IANA name of the zone whose calendar days are business days.
    #[serde(default = "shanghai")]
    pub time_zone: String,
    /// What a new member gets and what the card is good for, for somebody who has not joined.
    #[serde(default)]
    pub welcome: Vec<Text>,
    #[serde(default)]
    pub look: Look,
}

fn shanghai() -> String {
    "Asia/Shanghai".to_owned()
}

/// Colours, `#rrggbb`, each for light and dark grounds. A policy's contrasts are checked (4.5:1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Look {
    pub accent: String,
    pub accent_dark: String,
    /// Name of the brand's art kit, such as `leaf` or `ridge`; empty for the plain one.
    #[serde(default)]
    pub art: String,
}

impl Default for Look {
    fn default() -> Self {
        Self { accent: "#a8321f".into(), accent_dark: "#f08a74".into(), art: String::new() }
    }
}

/// A shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Store {
    pub id: StoreId,
    pub name: Text,
    pub address: Text,
    /// Opening hours as people read them.
    #[serde(default)]
    pub hours: Text,
    /// Two digits of the card number of those who join here.
    pub region: String,
    /// Its printed codes are withdrawn: they lead nowhere any more.
    #[serde(default)]
    pub revoked: bool,
}

/// A step of the ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tier {
    pub id: TierId,
    pub name: Text,
    /// Qualifying spend that reaches it: of a lifetime or of the period. The lowest tier has 0.
    #[serde(default, with = "yuan")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub spend: Option<Fen>,
    /// One purchase of at least this reaches it, too. Period ladders only.
    #[serde(default, with = "yuan")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub single: Option<Fen>,
    /// Given by the brand, never reached by spending.
    #[serde(default)]
    pub by_invitation: bool,
    /// Points are multiplied by this.
    #[serde(default = "one")]
    pub multiplier: Multiplier,
    /// What members of this tier pay, by class of goods, in per cent of the list price or of a campaign's: 85 is 15 % off (8.5折).
    #[serde(default)]
    pub pays_percent: BTreeMap<ClassId, u8>,
    /// Everything else that the tier is good for, in plain words.
    #[serde(default)]
    pub benefits: Vec<Text>,
    pub material: Material,
}

fn one() -> Multiplier {
    Multiplier::ONE
}

/// What the card of a tier is made of, to the eye.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Material {
    #[default]
    Paper,
    Linen,
    Bronze,
    Vermilion,
    InkGold,
    Grey,
    Silver,
    Gold,
    Diamond,
}

impl Material {
    /// The name in style sheets: `data-material="ink-gold"`.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Linen => "linen",
            Self::Bronze => "bronze",
            Self::Vermilion => "vermilion",
            Self::InkGold => "ink-gold",
            Self::Grey => "grey",
            Self::Silver => "silver",
            Self::Gold => "gold",
            Self::Diamond => "diamond",
        }
    }
}

/// What purchases earn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Earning {
    /// The first is the class of regular goods: what an import and the simulator take a purchase for.
    pub classes: Vec<Class>,
}

/// A class of goods and what it earns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Class {
    pub id: ClassId,
    pub name: Text,
    /// Points for one yuan paid.
    pub points_per_yuan: Multiplier,
    /// A line paid below this per cent of its list price earns nothing.
    #[serde(default)]
    pub nothing_below_percent: Option<u8>,
}

/// When points end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Expiry {
    /// On 31 December, 24:00, `years` years after the year they were earned in.
    YearEnd {
        years: u32,
    },
    /// At the end of the day `months` months after the day they were earned on.
    Months {
        months: u32,
    },
    Never,
}

/// Something that members agree to, or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Consent {
    pub id: ConsentId,
    /// Changes whenever the text does; what was agreed to is logged with it.
    pub version: String,
    /// Nobody can join without it. Anything else must be `false` and is never the price of service.
    #[serde(default)]
    pub required: bool,
    pub title: Text,
    pub text: Text,
}

impl Policy {
    pub fn tier(&self, id: &TierId) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.id == *id)
    }

    /// The place of a tier on the ladder, the lowest is 0; one that the policy does not know is the lowest.
    pub fn rank(&self, id: &TierId) -> usize {
        self.tiers.iter().position(|tier| tier.id == *id).unwrap_or(0)
    }

    /// Whether a tier is as high as one that something is for; what the policy does not know any more nobody has reached.
    pub fn reaches(&self, tier: &TierId, lowest: &TierId) -> bool {
        self.tier(lowest).is_some() && self.rank(lowest) <= self.rank(tier)
    }

    pub fn template(&self, id: &TemplateId) -> Option<&Template> {
        self.coupons.iter().find(|template| template.id == *id)
    }

    pub fn store(&self, id: &StoreId) -> Option<&Store> {
        self.stores.iter().find(|store| store.id == *id)
    }
}
