//! Points that have ended are booked as such: an entry a lot, at the instant at which it ended. Whoever looks at points computes
//! by the clock, so that nothing shown waits for it.

use super::account::{Account, NextEntry};
use super::batch::Batch;
use super::load::ledger_of;
use super::rows::{LedgerRow, TakenFrom};
use crate::Error;
use crate::jobs::{Job, found};
use crate::policies::Rulebook;
use crate::store::Conn;
use shuke_rules::ledger::{EntryKind, Key, Lot};
use shuke_rules::{Instant, Points};
use std::collections::BTreeSet;
use std::time::Duration;

/// How many lots are looked for in a transaction; what else of their members has ended is booked with them.
const PART: i64 = 300;

const ENDED: &str =
    "SELECT member_id FROM lots WHERE left_points > 0 AND ends_at <= $1 ORDER BY ends_at, member_id LIMIT $2";

/// Books points that have ended, a part at a time, so that nobody waits for long.
pub const END_POINTS: Job = Job {
    name: "endings",
    every: Duration::from_mins(10),
    between: Duration::ZERO,
    leased: true,
    look: |connection, moment| {
        Box::pin(async move {
            let first: Option<(i64,)> = sqlx::query_as(ENDED)
                .bind(moment.now.timestamp_micros())
                .bind(1_i64)
                .fetch_optional(connection)
                .await?;
            Ok(found(first))
        })
    },
    run: |tx, moment, _| Box::pin(async move { Ok(end_some(tx, &moment.rulebook, moment.now).await? > 0) }),
};

/// Books a part of what has ended by `now` and waits to be booked; how many lots. With 0 nothing waits any more.
///
/// Any number of servers may: a lot holds what ends until it is booked, and a member's ledger has moved on for who comes second.
pub async fn end_some(tx: &mut Conn, rulebook: &Rulebook, now: Instant) -> Result<usize, Error> {
    let rows: Vec<(i64,)> = sqlx::query_as(ENDED).bind(now.timestamp_micros()).bind(PART).fetch_all(&mut *tx).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let mut batch = Batch::default();
    let mut ended = 0;
    for member in rows.into_iter().map(|(member,)| member).collect::<BTreeSet<_>>() {
        let account = ledger_of(tx, member).await?;
        let mut account = account.ok_or_else(|| Error::internal(format!("lots of member {member}, who is missing")))?;
        ended += account.end(rulebook, now, &mut batch).len();
        batch.moved(&mut account);
    }
    batch.write(tx).await?;
    Ok(ended)
}

/// A lot whose end was booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    pub lot: i64,
    /// The sale that its points came from.
    pub sale: Option<i64>,
    pub points: Points,
}

impl Account {
    /// Books what was left in lots that have ended by `now`, in the order of their ends.
    pub fn end(&mut self, rulebook: &Rulebook, now: Instant, batch: &mut Batch) -> Vec<Ended> {
        let over = |lot: &Lot| lot.ends.filter(|ends| *ends <= now && !lot.left.is_zero());
        let mut lots: Vec<(Instant, Ended)> = self
            .held
            .iter()
            .filter_map(|held| {
                let ended = Ended { lot: held.lot.id, sale: held.sale, points: held.lot.left };
                Some((over(&held.lot)?, ended))
            })
            .collect();
        lots.sort_by_key(|(ends, ended)| (*ends, ended.lot));
        for (at, Ended { lot, points, .. }) in &lots {
            let (lot, points, at) = (*lot, *points, *at);
            let key = Key::Ended { lot }.to_string();
            let next = NextEntry { kind: EntryKind::Ended, points: -points, at, key, rule_version: rulebook.at(at).id };
            if let Some(entry) = self.chain_on(next) {
                batch.taken.push(TakenFrom { member: self.member, seq: entry.seq, lot, points, at, ended: true });
                batch.entries.push(LedgerRow { entry, member: self.member, lot_points: -points, booked_at: now });
            }
        }
        self.held.retain(|held| over(&held.lot).is_none());
        lots.into_iter().map(|(_, ended)| ended).collect()
    }
}
