//! What a policy says about leaderboards and first-come gifts. Who stands where is in [`crate::boards`].

use super::{BoardId, Policy, Scope, TemplateId, Text, TierId, yuan};
use crate::money::Fen;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// What a leaderboard and a first-come gift have alike: the days, and which orders count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContestTerms {
    pub id: BoardId,
    pub name: Text,
    /// What one should know besides the terms that follow from the other fields.
    #[serde(default)]
    pub note: Text,
    /// The first and the last day on which an order counts.
    pub from: Day,
    pub until: Day,
    /// What of an order counts, and in which shops.
    #[serde(default)]
    pub scope: Scope,
    /// An order of which less than this remains does not count.
    #[serde(default, with = "yuan")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub least: Option<Fen>,
    /// The lowest tier whose orders count, as it was when the order was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<TierId>,
    /// Days after its own on which an order is pending still.
    #[serde(default = "seven")]
    pub settle_days: u32,
}

fn seven() -> u32 {
    7
}

/// Who buys the most within some days, and what the first places win.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Leaderboard {
    #[serde(flatten)]
    pub terms: ContestTerms,
    pub counts: Counts,
    /// By places, the first first.
    pub prizes: Vec<Prize>,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// What was paid and not refunded, in fen.
    Paid,
    /// Orders of which something remains.
    Orders,
    #[serde(other)]
    Unknown,
}

/// What each of some places wins: a coupon; goods are a coupon of the kind gift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Prize {
    /// The first and the last of these places.
    pub from: u32,
    pub to: u32,
    pub coupon: TemplateId,
}

/// A gift for the first members who buy within some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FirstGift {
    #[serde(flatten)]
    pub terms: ContestTerms,
    /// How many members are given it.
    pub places: u32,
    pub coupon: TemplateId,
}

/// A leaderboard or a first-come gift: which orders count and until when, and what is won by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contest<'p> {
    pub id: &'p BoardId,
    pub name: &'p Text,
    pub note: &'p Text,
    pub from: Day,
    pub until: Day,
    pub scope: &'p Scope,
    pub least: Option<Fen>,
    pub tier: Option<&'p TierId>,
    pub settle_days: u32,
    pub won: Won<'p>,
}

/// What is won, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Won<'p> {
    /// By the most, at the end.
    Most(Counts, &'p [Prize]),
    /// By the first so many, at once.
    First(u32, &'p TemplateId),
}

impl ContestTerms {
    fn contest<'p>(&'p self, won: Won<'p>) -> Contest<'p> {
        let Self { id, name, note, from, until, scope, least, tier, settle_days } = self;
        let (from, until, least, tier, settle_days) = (*from, *until, *least, tier.as_ref(), *settle_days);
        Contest { id, name, note, from, until, scope, least, tier, settle_days, won }
    }
}

impl Leaderboard {
    pub fn contest(&self) -> Contest<'_> {
        self.terms.contest(Won::Most(self.counts, &self.prizes))
    }
}

impl FirstGift {
    pub fn contest(&self) -> Contest<'_> {
        self.terms.contest(Won::First(self.places, &self.coupon))
    }
}

impl<'p> Contest<'p> {
    /// Each prize by its places.
    pub fn prizes(&self) -> Vec<(u32, u32, &'p TemplateId)> {
        match self.won {
            Won::Most(_, prizes) => prizes.iter().map(|prize| (prize.from, prize.to, &prize.coupon)).collect(),
            Won::First(places, coupon) => vec![(1, places, coupon)],
        }
    }

    /// What a place, from 1, wins.
    pub fn prize(&self, place: u32) -> Option<&'p TemplateId> {
        self.prizes().into_iter().find(|(from, to, _)| (*from..=*to).contains(&place)).map(|(.., coupon)| coupon)
    }
}

impl Policy {
    /// Every leaderboard, then every first-come gift.
    pub fn contests(&self) -> impl Iterator<Item = Contest<'_>> {
        let boards = self.leaderboards.iter().map(Leaderboard::contest);
        boards.chain(self.first_gifts.iter().map(FirstGift::contest))
    }
}
