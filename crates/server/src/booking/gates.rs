//! What is for a tier and above: whether a member has reached it, and what is missing.

use super::account::Account;
use crate::policies::Rulebook;
use shuke_rules::policy::TierId;
use shuke_rules::tiers::{Rules, Walk, missing_to};
use shuke_rules::{Day, Fen, Instant};

/// Whether a member's tier opens something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gate {
    pub reached: bool,
    /// Money still to be spent until it does; `None` where that is no matter of money.
    pub missing: Option<Fen>,
}

/// Opens things for one member as of a day.
pub struct Gates<'a> {
    walk: Walk<'a>,
    rules: &'a Rules,
    today: Day,
}

impl<'a> Gates<'a> {
    pub fn of(rulebook: &'a Rulebook, account: &Account, now: Instant) -> Self {
        let today = rulebook.zone().day_of(now);
        Self { walk: account.walk(rulebook, today), rules: &rulebook.current().rules, today }
    }

    /// The gate of what is for a tier and above; without one it is everybody's. A tier that the policy does not know is reached
    /// by nobody.
    pub fn of_tier(&self, tier: Option<&TierId>) -> Gate {
        let Some(tier) = tier else { return Gate { reached: true, missing: None } };
        let (rules, standing) = (self.rules, self.walk.standing());
        let reached = rules.tier(tier).is_some() && rules.rank(tier) <= rules.rank(&standing.tier);
        let missing = missing_to(rules, standing, self.walk.recent(), self.today, tier);
        Gate { reached, missing: missing.map(|missing| missing.amount) }
    }
}
