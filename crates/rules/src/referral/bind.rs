//! What becomes of a bind, from what the friend bought, what came back of it, who left, and the day.

use crate::money::Fen;
use crate::policy::Referral;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// Something that a friend bought in a shop. Imported purchases are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// Of two purchases the one that was booked first has the lower.
    pub sale: i64,
    pub day: Day,
    pub paid: Fen,
    /// What came back of it, by days.
    pub refunds: Vec<(Day, Fen)>,
}

impl Purchase {
    /// The day on which less than enough was left of it.
    pub(super) fn returned(&self, rules: &Referral) -> Option<Day> {
        let mut refunds = self.refunds.clone();
        refunds.sort_unstable_by_key(|(day, _)| *day);
        let mut left = self.paid;
        refunds.into_iter().find_map(|(day, amount)| {
            left -= amount;
            (!is_enough(rules, left)).then_some(day)
        })
    }
}

pub(super) fn is_enough(rules: &Referral, amount: Fen) -> bool {
    amount > Fen::ZERO && rules.least.is_none_or(|least| least <= amount)
}

/// Where a bind stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// The friend has joined and can buy until that day.
    Bound { until: Day },
    /// The friend has bought, the most for `paid`, which is not enough yet.
    Bought { paid: Fen, missing: Fen, until: Day },
    /// The purchase of that day is enough; it can be returned until the end of `until`.
    Settling { bought: Day, until: Day },
    /// It was kept, since the beginning of that day: what was promised is due.
    Confirmed { bought: Day, since: Day },
    /// Nothing is due, or what was given is taken back.
    Removed { why: Removed, on: Day },
    #[serde(other)]
    Unknown,
}

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Removed {
    /// The purchase came back, or so much of it that less than enough is left.
    Returned,
    /// Nothing that is enough was bought in time.
    TooLate,
    /// The friend left before it was confirmed.
    FriendLeft,
    #[serde(other)]
    Unknown,
}

/// A bind, as far as its state is concerned.
#[derive(Clone, Copy, Debug)]
pub struct Bind<'a> {
    /// When the friend joined.
    pub joined: Day,
    /// When the friend left.
    pub left: Option<Day>,
    /// What the friend bought since, in any order.
    pub purchases: &'a [Purchase],
}

impl Bind<'_> {
    /// The last day on which the purchase can be made that counts.
    pub fn until(&self, rules: &Referral) -> Day {
        self.joined.plus_days(rules.buy_days)
    }

    fn in_time(&self, rules: &Referral) -> impl Iterator<Item = &Purchase> {
        let days = self.joined..=self.until(rules);
        self.purchases.iter().filter(move |purchase| days.contains(&purchase.day))
    }

    /// The purchase that decides.
    pub fn deciding(&self, rules: &Referral) -> Option<&Purchase> {
        self.in_time(rules).filter(|purchase| is_enough(rules, purchase.paid)).min_by_key(|purchase| purchase.sale)
    }

    /// As it stands on a day.
    pub fn state(&self, rules: &Referral, today: Day) -> State {
        match self.deciding(rules) {
            Some(purchase) => self.decided(rules, purchase, today),
            None => self.undecided(rules, today),
        }
    }

    fn decided(&self, rules: &Referral, purchase: &Purchase, today: Day) -> State {
        let (bought, until) = (purchase.day, purchase.day.plus_days(rules.settle_days));
        let left = self.left.filter(|left| *left <= until);
        match (purchase.returned(rules), left) {
            (Some(on), left) if left.is_none_or(|left| on <= left) => State::Removed { why: Removed::Returned, on },
            (_, Some(on)) => State::Removed { why: Removed::FriendLeft, on },
            _ if today <= until => State::Settling { bought, until },
            _ => State::Confirmed { bought, since: until.plus_days(1) },
        }
    }

    fn undecided(&self, rules: &Referral, today: Day) -> State {
        let until = self.until(rules);
        if let Some(on) = self.left.filter(|left| *left <= until) {
            return State::Removed { why: Removed::FriendLeft, on };
        }
        if until < today {
            return State::Removed { why: Removed::TooLate, on: until.plus_days(1) };
        }
        let most = self.in_time(rules).map(|purchase| purchase.paid).max().filter(|paid| *paid > Fen::ZERO);
        match most.zip(rules.least) {
            Some((paid, least)) => State::Bought { paid, missing: least - paid, until },
            None => State::Bound { until },
        }
    }
}
