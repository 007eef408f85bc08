//! Whoever gives coupons by itself besides the grants of the policy: leaderboards and first-come gifts today. Owns what coupons ask
//! of such a one, and knows none by name.

use super::stored::Stored;
use crate::context::Moment;
use crate::policies::Rulebook;
use crate::store::{Conn, Work};
use shuke_rules::Instant;
use shuke_rules::policy::{Policy, TemplateId};

/// What a connection sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sees {
    /// What is committed.
    Committed,
    /// A transaction's own writes, too: what others computed stays as it is, and what is done for good is computed anew.
    Own,
}

/// What somebody who gives coupons has for a member.
#[derive(Clone, Debug, Default)]
pub struct Waiting {
    /// Coupons that were won, each with its key.
    pub prizes: Vec<(TemplateId, String)>,
    /// Gifts, by their names, that seem to be due to the member, or seem not to be any more.
    pub gifts: Vec<String>,
}

impl Waiting {
    pub fn is_empty(&self) -> bool {
        self.prizes.is_empty() && self.gifts.is_empty()
    }
}

/// One who gives coupons by itself, besides the grants of the policy.
pub struct Grantor {
    /// Whether the policy has it give anything.
    pub gives: fn(&Policy) -> bool,
    /// Whether what it gives is not certain at an instant, so that the day's round had better wait.
    pub unsure: fn(&Rulebook, Instant) -> bool,
    /// What waits for a member who holds these coupons.
    pub waits: for<'c> fn(&'c mut Conn, &'c Moment, i64, &'c [Stored], Sees) -> Work<'c, Waiting>,
    /// Puts right who holds a gift; the coupon and its key, where the member is due one and was never given it.
    pub settle: for<'c> fn(&'c mut Conn, &'c Moment, &'c str, i64) -> Work<'c, Option<Due>>,
}

/// A coupon that somebody is due, and the key under which it is given once.
pub type Due = (TemplateId, String);

/// Whoever gives coupons in this process.
#[derive(Default)]
pub struct Grantors(pub Vec<&'static Grantor>);
