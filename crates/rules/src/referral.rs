//! Bringing a friend: whether a bind is taken, what became of it, when rewards are due, the ranking of a month, teams. Owns no table
//! and no link.
//!
//! A bind has one state, which follows from what the friend bought, what came back of it, who left, and the day:
//!
//! ```text
//! bound ─ buys too little ─▶ bought ─┐
//!   └──────── buys enough ───────────┴▶ settling ─ settle_days ─▶ confirmed
//!   removed(why): came back · nothing bought in time · the friend left
//! ```
//!
//! What holds at every time:
//! - The purchase that decides is the first, in the order of booking, that was made in a shop within the time and came to enough; whatever is
//!   bought or booked later changes nothing about that.
//! - Nothing is due before it is confirmed, and nothing for a purchase of which less than `least` remains.
//! - What was removed stays removed.

mod bind;
pub mod code;
mod joining;
pub mod name;
#[cfg(test)]
mod properties;
mod team;
#[cfg(test)]
mod tests;

pub use bind::{Bind, Purchase, Removed, State};
pub use joining::{Joining, Refused, bind};
pub use team::{Mate, TeamState, team};

use crate::policy::{BoardId, Contest, Counts, FriendsGift, Referral, Reward, Scope, Text, Won};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// What both sides are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Inviter,
    Friend,
    #[serde(other)]
    Unknown,
}

impl Side {
    pub const BOTH: [Self; 2] = [Self::Inviter, Self::Friend];

    /// The name in storage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inviter => "inviter",
            Self::Friend => "friend",
            Self::Unknown => "unknown",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::BOTH.into_iter().find(|side| side.name() == name)
    }
}

impl Referral {
    pub fn reward(&self, side: Side) -> &Reward {
        if side == Side::Inviter { &self.inviter } else { &self.friend }
    }

    /// The numbers of friends whose gifts are due to who has brought so many.
    pub fn gifts_due(&self, friends: u32) -> impl Iterator<Item = &FriendsGift> {
        self.gifts.iter().filter(move |gift| gift.friends <= friends)
    }

    /// The ranking of the calendar month that a day is in: a board on which each friend is an order. Its days are those of the purchases.
    pub fn month(&self, day: Day) -> Contest<'_> {
        let from = Day::new(day.year(), day.month(), 1).unwrap_or(day);
        let until = from.plus_months(1).minus_days(1);
        let (settle_days, won) = (self.settle_days, Won::Most(Counts::Orders, &self.prizes));
        Contest {
            id: &NO_ID,
            name: &NO_NAME,
            note: &NO_NAME,
            from,
            until,
            scope: &ALL_GOODS,
            least: None,
            tier: None,
            settle_days,
            won,
        }
    }
}

static NO_ID: BoardId = BoardId(String::new());
static NO_NAME: Text = Text { zh: String::new(), en: String::new() };
static ALL_GOODS: Scope = Scope { classes: Vec::new(), items: Vec::new(), stores: Vec::new() };
