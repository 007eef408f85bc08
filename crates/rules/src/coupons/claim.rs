//! Who can claim a coupon now, and why somebody cannot. Owns no counts: the server guards stock and limit in the database.

use crate::money::Points;
use crate::policy::{Template, TierId};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// What decides whether a member can claim a coupon now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub today: Day,
    /// The day on which the member joined.
    pub joined: Day,
    /// Whether the member's tier is high enough.
    pub tier_reached: bool,
    /// How many coupons of the template this member has had, from whatever source and whatever became of them.
    pub had: u32,
    /// How many were given to anybody.
    pub taken: i64,
    /// What can be spent.
    pub points: Points,
}

/// Why a coupon cannot be claimed now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Withheld {
    /// It is given, never claimed.
    NotClaimed,
    NotYet {
        from: Day,
    },
    Over {
        until: Day,
    },
    Tier {
        lowest: TierId,
    },
    /// For new members, until then.
    NewMembers {
        until: Day,
    },
    /// The member has had as many as one can have.
    HadAll {
        per_member: u32,
    },
    /// The last one is gone.
    SoldOut,
    /// So many points are missing.
    Points {
        missing: Points,
    },
    #[serde(other)]
    Unknown,
}

/// How many are left of a template; `None`: as many as are asked for. An edited stock is the new whole, and what was given
/// stays given.
pub fn left(template: &Template, taken: i64) -> Option<i64> {
    template.stock.map(|stock| (i64::from(stock) - taken).max(0))
}

/// Whether a coupon can be claimed.
///
/// # Errors
/// The first reason against it.
pub fn offered(template: &Template, facts: &Facts) -> Result<(), Withheld> {
    let claim = template.claim.as_ref().ok_or(Withheld::NotClaimed)?;
    if let Some(from) = claim.from.filter(|from| facts.today < *from) {
        return Err(Withheld::NotYet { from });
    }
    if let Some(until) = template.last_claim().filter(|last| *last < facts.today) {
        return Err(Withheld::Over { until });
    }
    if let Some(lowest) = template.tier.clone().filter(|_| !facts.tier_reached) {
        return Err(Withheld::Tier { lowest });
    }
    let new_until = claim.new_members_days.map(|days| facts.joined.plus_days(days));
    if let Some(until) = new_until.filter(|until| *until < facts.today) {
        return Err(Withheld::NewMembers { until });
    }
    if let Some(per_member) = template.per_member.filter(|limit| facts.had >= *limit) {
        return Err(Withheld::HadAll { per_member });
    }
    if left(template, facts.taken) == Some(0) {
        return Err(Withheld::SoldOut);
    }
    match claim.points.map(|price| (price - facts.points).or_zero()) {
        Some(missing) if !missing.is_zero() => Err(Withheld::Points { missing }),
        _ => Ok(()),
    }
}
