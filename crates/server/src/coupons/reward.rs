//! Coupons that go with something else – a task, an order of the mall – and go when that is undone.

use super::give::{New, give};
use super::hold::mark_undone;
use super::stored::of_member;
use crate::Error;
use crate::policies::{Rulebook, Version};
use crate::store::Conn;
use shuke_rules::Instant;
use shuke_rules::coupons::{CouponId, Key};
use shuke_rules::policy::Template;

/// Gives a coupon under a natural key that is new; `None`: its stock or its time is over.
pub async fn reward(
    tx: &mut Conn,
    rulebook: &Rulebook,
    version: &Version,
    member: i64,
    template: &Template,
    key: String,
    now: Instant,
) -> Result<Option<CouponId>, Error> {
    let Some((first, last)) = template.days_of(rulebook.zone().day_of(now)) else { return Ok(None) };
    let given = give(tx, rulebook, version, member, &New { template, key, first, last }, now).await?;
    Ok(given.map(|id| CouponId(id.to_string())))
}

/// Takes back what was given for something that was undone, for good: `given_for` says which. A sale that used it keeps it until
/// it comes back itself, and a quote that counts on it at this moment until it is over.
pub async fn take_back(
    tx: &mut Conn,
    rulebook: &Rulebook,
    member: i64,
    given_for: impl Fn(&Key<'_>) -> bool,
    reason: &str,
    now: Instant,
) -> Result<(), Error> {
    for stored in of_member(tx, rulebook, member).await? {
        if stored.given_for().is_some_and(|key| given_for(&key)) {
            mark_undone(tx, stored.id, reason, now).await?;
        }
    }
    Ok(())
}
