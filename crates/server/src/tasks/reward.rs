//! What a task brings, booked with the claim: points, and a coupon where the policy says so. Taking both back is in
//! [`super::undo`].

use super::claims;
use crate::Error;
use crate::booking::{self, Account};
use crate::coupons;
use crate::policies::Rulebook;
use crate::store::Conn;
use shuke_rules::Instant;
use shuke_rules::coupons::{self as given, CouponId};
use shuke_rules::ledger::{EntryKind, Key};
use shuke_rules::policy::{Task, TaskId};
use shuke_rules::tasks::Period;

/// What is claimed, and for the how manieth time in its period.
pub struct Claimed<'a> {
    pub task: &'a Task,
    pub period: &'a Period,
    pub n: i64,
}

/// The natural key of the coupon among those of the member.
pub fn coupon_key<'a>(task: &'a TaskId, period: &'a str, n: i64) -> given::Key<'a> {
    given::Key::Task { task: &task.0, period, n }
}

/// Books a reward and that it was claimed, and gives the coupon that goes with it.
pub async fn reward(
    tx: &mut Conn,
    rulebook: &Rulebook,
    account: &mut Account,
    claimed: &Claimed<'_>,
    now: Instant,
) -> Result<Option<CouponId>, Error> {
    let Claimed { task, period, n } = *claimed;
    let version = rulebook.current();
    let key = Key::Task(claims::key(account, &task.id, &period.key, n)).to_string();
    let lot = booking::give(tx, rulebook, account, (EntryKind::TaskDone, key), task.points, now).await?;
    let claim = claims::Claim {
        task: task.id.clone(),
        period: period.key.clone(),
        n,
        at: now,
        points: task.points,
        lot,
        rule_version: version.id,
        undone_at: None,
    };
    claim.insert(tx, account.member).await?;
    let Some(template) = task.coupon.as_ref().and_then(|id| version.policy.template(id)) else { return Ok(None) };
    let key = coupon_key(&task.id, &period.key, n).to_string();
    coupons::reward(tx, rulebook, version, account.member, template, key, now).await
}
