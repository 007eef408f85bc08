//! Teams: where one stands, from what each of it bought and kept.

use super::bind::{Purchase, is_enough};
use crate::policy::Referral;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// Where a team stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TeamState {
    /// There is place, and time.
    Open,
    /// There is no place left; not each has bought yet.
    Full,
    /// Each has bought; something of it can still be returned.
    Settling,
    /// Each has bought and kept it.
    Done,
    /// Its time was over before.
    Over,
    #[serde(other)]
    Unknown,
}

/// One of a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mate {
    pub member: i64,
    /// When they joined the team.
    pub joined: Day,
    /// What they bought since, in any order.
    pub purchases: Vec<Purchase>,
}

impl Mate {
    /// The day of the first purchase until a day that is enough and was kept so far.
    pub fn bought(&self, rules: &Referral, until: Day) -> Option<Day> {
        let counts = |purchase: &&Purchase| {
            (self.joined..=until).contains(&purchase.day)
                && is_enough(rules, purchase.paid)
                && purchase.returned(rules).is_none()
        };
        self.purchases.iter().filter(counts).min_by_key(|purchase| purchase.sale).map(|purchase| purchase.day)
    }
}

/// Where a team stands on a day, with those who did not leave it; `until` is its last day.
pub fn team(rules: &Referral, size: u32, until: Day, mates: &[Mate], today: Day) -> TeamState {
    let is_full = u32::try_from(mates.len()).is_ok_and(|mates| mates >= size);
    let bought: Option<Vec<Day>> = mates.iter().map(|mate| mate.bought(rules, until)).collect();
    match bought.filter(|_| is_full).and_then(|days| days.into_iter().max()) {
        Some(last) if last.plus_days(rules.settle_days) < today => TeamState::Done,
        Some(_) => TeamState::Settling,
        None if until < today => TeamState::Over,
        None if is_full => TeamState::Full,
        None => TeamState::Open,
    }
}
