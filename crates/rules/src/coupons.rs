//! Coupons that members hold: what state one is in at an instant, and which steps it can take. What one does to a basket is in
//! [`crate::pricing`]; who can claim one is in [`claim`], which are given by themselves in [`grants`].
//!
//! A state is computed from what was noted and the clock. No job has to run for a coupon to end or for a lock to release
//! itself, and so a late one lets nothing through.

pub use key::{Key, UsedBy, Within};

pub mod claim;
pub mod grants;
mod key;
#[cfg(test)]
mod tests;

use crate::policy::{Template, id};
use crate::time::{Day, Instant};
use chrono::Duration;
use core::fmt;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

id!(
    /// Names a coupon that a member holds.
    CouponId
);

/// For how many minutes a quote keeps the coupons that it counts on.
pub const LOCK_MINUTES: i64 = 15;

/// A coupon that a member holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coupon {
    pub id: CouponId,
    /// The template as it was when the coupon was given; later edits do not reach it.
    pub template: Template,
    /// The first instant at which it can be used.
    pub starts: Instant,
    /// The first instant at which it no longer can; `None`: it does not end.
    pub ends: Option<Instant>,
    #[serde(default)]
    pub hold: Hold,
    /// Why it was taken away.
    #[serde(default)]
    pub void: Option<String>,
    /// Why what it was given for is undone. A sale that used it, or a quote that counts on it, keeps it; as soon as nothing does, it
    /// is void.
    #[serde(default)]
    pub undone: Option<String>,
}

/// What was last noted about a coupon. What that means at an instant is its [`State`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Hold {
    #[default]
    Free,
    /// A quote counts on it.
    Locked { quote: String, until: Instant },
    /// A sale, or staff without a till, used it up; which, as [`UsedBy`] writes it.
    Used { sale: String, at: Instant },
    #[serde(other)]
    Unknown,
}

/// Where a coupon stands at an instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// It can be used from then on.
    Later {
        from: Instant,
    },
    Available,
    /// A quote counts on it until then at the latest.
    Locked {
        until: Instant,
    },
    Used,
    Expired {
        at: Instant,
    },
    Void {
        reason: String,
    },
    #[serde(other)]
    Unknown,
}

/// Until when a quote of `at` stands, and keeps all the coupons that it counts on: for [`LOCK_MINUTES`], and not past the end of
/// any of them.
pub fn kept_until<'c>(coupons: impl IntoIterator<Item = &'c Coupon>, at: Instant) -> Instant {
    let ends = coupons.into_iter().filter_map(|coupon| coupon.ends);
    ends.fold(at + Duration::minutes(LOCK_MINUTES), Instant::min)
}

impl Coupon {
    /// Where it stands. What is used stays used past its end; a lock ends by itself.
    pub fn state(&self, at: Instant) -> State {
        let void = self.void.as_ref().or_else(|| self.undone.as_ref().filter(|_| !self.is_kept(at)));
        if let Some(reason) = void {
            return State::Void { reason: reason.clone() };
        }
        match (&self.hold, self.ends) {
            (Hold::Used { .. }, _) => State::Used,
            (_, Some(ends)) if ends <= at => State::Expired { at: ends },
            (Hold::Locked { until, .. }, _) if at < *until => State::Locked { until: *until },
            (Hold::Unknown, _) => State::Unknown,
            _ if at < self.starts => State::Later { from: self.starts },
            _ => State::Available,
        }
    }

    /// Whether a sale has used it, or a quote counts on it.
    fn is_kept(&self, at: Instant) -> bool {
        match &self.hold {
            Hold::Used { .. } => true,
            Hold::Locked { until, .. } => at < *until && self.ends.is_none_or(|ends| at < ends),
            Hold::Free | Hold::Unknown => false,
        }
    }

    /// The instants at which the clock alone may change its state.
    pub fn changes(&self) -> impl Iterator<Item = Instant> {
        let lock = match &self.hold {
            Hold::Locked { until, .. } => Some(*until),
            Hold::Free | Hold::Used { .. } | Hold::Unknown => None,
        };
        [Some(self.starts), self.ends, lock].into_iter().flatten()
    }

    /// Locked to a quote for as long as that stands, which [`kept_until`] says. The same quote again changes nothing.
    ///
    /// # Errors
    /// The state that it is in instead of available.
    pub fn lock(&self, quote: &str, until: Instant, at: Instant) -> Result<Hold, State> {
        match (self.state(at), &self.hold) {
            (State::Available, _) => Ok(Hold::Locked { quote: quote.to_owned(), until }),
            (State::Locked { .. }, Hold::Locked { quote: by, .. }) if by == quote => Ok(self.hold.clone()),
            (other, _) => Err(other),
        }
    }

    /// Used up by the sale that a quote became. The same sale again changes nothing.
    ///
    /// # Errors
    /// The state that it is in instead of locked to this quote: `Available` where the lock is over, and a new quote must be made.
    pub fn commit(&self, quote: &str, sale: &str, at: Instant) -> Result<Hold, State> {
        match (self.state(at), &self.hold) {
            (State::Locked { .. }, Hold::Locked { quote: by, .. }) if by == quote => {
                Ok(Hold::Used { sale: sale.to_owned(), at })
            }
            (State::Used, Hold::Used { sale: by, .. }) if by == sale => Ok(self.hold.clone()),
            (other, _) => Err(other),
        }
    }

    /// Used up at once, by staff without a till.
    ///
    /// # Errors
    /// The state that it is in instead of available.
    pub fn use_up(&self, by: &str, at: Instant) -> Result<Hold, State> {
        match self.state(at) {
            State::Available => Ok(Hold::Used { sale: by.to_owned(), at }),
            other => Err(other),
        }
    }

    /// Free again, because its sale came back, the whole of it. It is available if it has not ended and what it was given for
    /// stands; else it is expired, or void, and no longer used. One that staff took away stays so, and is free should they undo that.
    ///
    /// # Errors
    /// The state that it stays in: something of the sale is still kept, or it was used by another.
    pub fn give_back(&self, sale: &str, whole: bool, at: Instant) -> Result<Hold, State> {
        match &self.hold {
            Hold::Used { sale: by, .. } if by == sale && whole => Ok(Hold::Free),
            _ => Err(self.state(at)),
        }
    }

    /// Void, by staff and with a reason, in whatever state it is.
    ///
    /// # Errors
    /// It is void already.
    pub fn voided(&self, reason: &str) -> Result<Self, State> {
        match &self.void {
            Some(reason) => Err(State::Void { reason: reason.clone() }),
            None => Ok(Self { void: Some(reason.to_owned()), ..self.clone() }),
        }
    }

    /// Void, because what it was given for is undone and may come back. What is used, or counted on by a quote, stays; who undoes it
    /// for good notes it as [`Self::undone`].
    ///
    /// # Errors
    /// The state that it stays in.
    pub fn withdrawn(&self, reason: &str, at: Instant) -> Result<Self, State> {
        match self.state(at) {
            State::Available | State::Later { .. } | State::Expired { .. } => self.voided(reason),
            other => Err(other),
        }
    }
}

impl Template {
    /// The first and the last day of a coupon that is given on `given`; `None` where there would be no such day.
    pub fn days_of(&self, given: Day) -> Option<(Day, Option<Day>)> {
        let first = self.from.map_or(given, |from| from.max(given));
        let last = [self.until, self.days.map(|days| given.plus_days(days))].into_iter().flatten().min();
        last.is_none_or(|last| first <= last).then_some((first, last))
    }
}
