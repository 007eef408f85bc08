//! Leaderboards and first-come gifts: who stands where, from the orders and what was refunded of them. Owns which order counts
//! and for how much, ties, what a refund removes, and when a result is final.
//!
//! Nothing is kept but the facts: a standing is computed, and after the last day of settling no fact that is booked counts any
//! more, so that the result stands by itself. Amounts of orders are those of what is in scope.

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use crate::money::Fen;
use crate::policy::{ClassId, Contest, Counts, ItemId, Policy, StoreId, TierId, Won};
use crate::time::{Day, Instant};
use core::cmp::{Ordering, Reverse};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use std::collections::BTreeSet;

/// Where a contest is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// It has not begun.
    Soon,
    Running,
    /// Orders count no more, returns still do.
    Settling,
    /// Nothing changes any more.
    Final,
    #[serde(other)]
    Unknown,
}

/// An order, as far as a contest is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Of two orders the one that was booked first has the lower.
    pub id: i64,
    /// When it was made, and the business day of that.
    pub at: Instant,
    pub day: Day,
    /// The business day on which it was booked: a till may have been without network.
    pub booked: Day,
    pub paid: Fen,
    /// What came back of it, in any order.
    pub refunds: Vec<Refund>,
}

/// A part of an order that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refund {
    pub day: Day,
    pub amount: Fen,
}

/// Somebody who takes part: where they stand, in fen or in orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub member: i64,
    pub confirmed: i64,
    /// Of orders that can still be returned.
    pub pending: i64,
    /// The last of the orders that make it up: when it was made, and which it is.
    pub reached: (Instant, i64),
    /// The first of them, by booking.
    pub first: i64,
}

impl Line {
    pub fn total(&self) -> i64 {
        self.confirmed + self.pending
    }
}

/// What a refund took away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removed {
    pub order: i64,
    /// The day of the last refund that counted.
    pub day: Day,
    /// In fen or in orders.
    pub amount: i64,
    pub why: Why,
}

/// Why something was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It came back.
    Returned,
    /// Of the order less remains than an order must come to.
    BelowLeast,
    #[serde(other)]
    Unknown,
}

/// After its last day of settling a contest stays for so many days: its result is seen and its prizes are given.
pub const STAYS_DAYS: u32 = 30;

impl Contest<'_> {
    /// The last day on which something changes.
    pub fn settled(&self) -> Day {
        self.until.plus_days(self.settle_days)
    }

    /// The last day on which its result is seen.
    pub fn stays(&self) -> Day {
        self.settled().plus_days(STAYS_DAYS)
    }

    pub fn phase(&self, today: Day) -> Phase {
        if today < self.from {
            Phase::Soon
        } else if today <= self.until {
            Phase::Running
        } else if today <= self.settled() {
            Phase::Settling
        } else {
            Phase::Final
        }
    }

    /// Whether orders count that are made in this shop, `None`: in none, with this tier.
    pub fn is_for(&self, policy: &Policy, store: Option<&StoreId>, tier: &TierId) -> bool {
        let in_shop = store.map_or(self.scope.stores.is_empty(), |store| self.scope.has_store(store));
        in_shop && self.tier.is_none_or(|lowest| policy.reaches(tier, lowest))
    }

    /// Whether a line of an order counts.
    pub fn has_goods(&self, class: &ClassId, item: &str) -> bool {
        self.scope.has_goods(class, &ItemId::from(item))
    }

    /// Whether every line of an order counts.
    pub fn has_all_goods(&self) -> bool {
        self.scope.classes.is_empty() && self.scope.items.is_empty()
    }

    /// Where somebody stands today with their orders; `None` with nothing that counts.
    pub fn line(&self, member: i64, orders: &[Order], today: Day) -> Option<Line> {
        let mut line: Option<Line> = None;
        for order in orders {
            let value = self.value(order, self.left(order));
            if value == 0 {
                continue;
            }
            let reached = (order.at, order.id);
            let line = line.get_or_insert(Line { member, confirmed: 0, pending: 0, reached, first: order.id });
            line.reached = line.reached.max(reached);
            line.first = line.first.min(order.id);
            if order.day.plus_days(self.settle_days) < today {
                line.confirmed += value;
            } else {
                line.pending += value;
            }
        }
        line
    }

    /// What refunds took from somebody, the latest first.
    pub fn removed(&self, orders: &[Order]) -> Vec<Removed> {
        let mut removed: Vec<Removed> = orders.iter().filter_map(|order| self.removed_of(order)).collect();
        removed.sort_by_key(|removed| Reverse((removed.day, removed.order)));
        removed
    }

    fn removed_of(&self, order: &Order) -> Option<Removed> {
        let left = self.left(order);
        let amount = self.value(order, order.paid) - self.value(order, left);
        let day = order.refunds.iter().map(|refund| refund.day).filter(|day| *day <= self.settled()).max()?;
        let below = !left.is_zero() && self.value(order, left) == 0;
        let why = if below { Why::BelowLeast } else { Why::Returned };
        (amount > 0).then_some(Removed { order: order.id, day, amount, why })
    }

    /// What remains of it, as far as that still counts.
    fn left(&self, order: &Order) -> Fen {
        let counted = order.refunds.iter().filter(|refund| refund.day <= self.settled());
        order.paid - counted.map(|refund| refund.amount).sum::<Fen>()
    }

    /// What an order of which `left` remains counts.
    fn value(&self, order: &Order, left: Fen) -> i64 {
        let in_time = (self.from..=self.until).contains(&order.day) && order.booked <= self.settled();
        if !in_time || left <= Fen::ZERO || self.least.is_some_and(|least| left < least) {
            return 0;
        }
        match self.won {
            Won::Most(Counts::Paid, _) => left.0,
            Won::Most(..) | Won::First(..) => 1,
        }
    }

    /// Puts them in order, the first first: by the most, of equals who reached it first; or by who came first.
    pub fn sort(&self, lines: &mut [Line]) {
        lines.sort_unstable_by(|one, other| self.order(one, other));
    }

    /// Puts one into its place among those that are in order.
    pub fn insert(&self, lines: &mut Vec<Line>, line: Line) {
        let at = lines.partition_point(|other| self.order(other, &line).is_lt());
        lines.insert(at, line);
    }

    fn order(&self, one: &Line, other: &Line) -> Ordering {
        match self.won {
            Won::Most(..) => other.total().cmp(&one.total()).then(one.reached.cmp(&other.reached)),
            Won::First(..) => one.first.cmp(&other.first),
        }
    }

    /// How much more puts `mine` before `ahead`: whoever was there first stays first among equals.
    pub fn missing(&self, mine: Option<&Line>, ahead: &Line) -> i64 {
        ahead.total() - mine.map_or(0, Line::total) + 1
    }
}

/// Who is given one of `places` gifts: those who `keep` theirs, whatever became of their orders, because it is used; then the
/// first of `lines`, which are in order.
pub fn given(lines: &[Line], places: u32, keep: &BTreeSet<i64>) -> BTreeSet<i64> {
    let places = usize::try_from(places).unwrap_or(usize::MAX).saturating_sub(keep.len());
    let others = lines.iter().map(|line| line.member).filter(|member| !keep.contains(member));
    keep.iter().copied().chain(others.take(places)).collect()
}
