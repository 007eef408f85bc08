//! Tiers and points as of the last instant of a day, past or future, from the facts, the ledger and the rules. Writes nothing.

use super::Desk;
use crate::Error;
use crate::booking::{facts_after, sums_until};
use crate::policies::Rulebook;
use crate::store::Conn;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use shuke_rules::policy::TierId;
use shuke_rules::{Day, Points};

/// How many members are looked at together.
const PART: i64 = 500;

/// Members by tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TiersAt {
    pub at: Day,
    /// Who had joined by then and not left.
    pub members: u64,
    pub tiers: ByTier,
}

/// Every tier of the policy in force, lowest first: id, name, members. In JSON a map from ids to members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByTier(pub Vec<(TierId, String, u64)>);

impl Serialize for ByTier {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, _, members) in &self.0 {
            map.serialize_entry(id, members)?;
        }
        map.end()
    }
}

/// How many members hold each tier.
pub async fn tiers(desk: &Desk, at: Day) -> Result<TiersAt, Error> {
    desk.store.view(move |connection| Box::pin(tiers_at(connection, at))).await
}

async fn tiers_at(connection: &mut Conn, at: Day) -> Result<TiersAt, Error> {
    let rulebook = Rulebook::load(connection).await?;
    let end = rulebook.zone().end_of(at);
    let listed = rulebook.current().policy.tiers.iter().map(|tier| (tier.id.clone(), tier.name.zh.clone(), 0));
    let mut report = TiersAt { at, members: 0, tiers: ByTier(listed.collect()) };
    let mut after = 0;
    loop {
        let accounts = facts_after(connection, after, PART).await?;
        let Some(last) = accounts.last() else { return Ok(report) };
        after = last.member;
        for account in &accounts {
            if account.joined_at < end && account.closed_at.is_none_or(|closed| closed >= end) {
                let tier = account.stood_at(&rulebook, at).tier;
                let rank = rulebook.current().rules.rank(&tier);
                report.members += 1;
                report.tiers.0.get_mut(rank).into_iter().for_each(|(.., members)| *members += 1);
            }
        }
    }
}

/// Points of all members together. `balance` = `earned` − `spent` − `expired`; debt is inside, as in each member's balance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PointsAt {
    pub at: Day,
    /// By sales, check-ins and tasks, less what refunds took back, in every entry of the ledger until then.
    pub earned: Points,
    /// On what points are spent for, less what came back of it. Left out of the line of JSON while nothing was.
    #[serde(skip_serializing_if = "is_none")]
    pub spent: Points,
    /// What was left in lots that had ended by then, and everything that members who had left still had.
    pub expired: Points,
    pub balance: Points,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_none(points: &Points) -> bool {
    points.is_zero()
}

/// Points earned and ended so far, and the balance of all members.
pub async fn points(desk: &Desk, at: Day) -> Result<PointsAt, Error> {
    desk.store.view(move |connection| Box::pin(points_at(connection, at))).await
}

async fn points_at(connection: &mut Conn, at: Day) -> Result<PointsAt, Error> {
    let rulebook = Rulebook::load(connection).await?;
    let sums = sums_until(connection, rulebook.zone().end_of(at)).await?;
    let spent = sums.spent;
    let earned = sums.moved + spent;
    let expired = sums.ended + sums.left_with_members;
    Ok(PointsAt { at, earned, spent, expired, balance: earned - spent - expired })
}
