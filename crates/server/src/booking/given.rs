//! Points that are given for something other than a purchase, and taken back: an entry, a lot and a write of their own.

use super::account::Account;
use super::batch::Batch;
use super::load::ledger_of;
use super::past::ended_of_lot;
use super::points::{Gain, Price};
use crate::Error;
use crate::policies::Rulebook;
use crate::store::{Conn, next_id};
use shuke_rules::ledger::EntryKind;
use shuke_rules::{Instant, Points};

/// What they are given for: its kind, and its natural key.
pub type Why = (EntryKind, String);

/// Gives points by the rules in force; the lot that they open, 0 where there are none.
pub async fn give(
    tx: &mut Conn,
    rulebook: &Rulebook,
    account: &mut Account,
    (kind, key): Why,
    points: Points,
    now: Instant,
) -> Result<i64, Error> {
    if points.is_zero() {
        return Ok(0);
    }
    let version = rulebook.current();
    let last_day = version.policy.expiry.last_day(rulebook.zone().day_of(now));
    let gain = Gain {
        kind,
        points,
        key,
        at: now,
        booked_at: now,
        ends: last_day.map(|last| rulebook.zone().end_of(last)),
        lot: next_id(tx, "lots").await?,
        sale: None,
        rule_version: version.id,
    };
    let lot = gain.lot;
    let mut batch = Batch::default();
    account.gain(gain, &mut batch);
    batch.moved(account);
    batch.write(tx).await?;
    Ok(lot)
}

/// The same to a member of whom nothing else is known here.
pub async fn give_to(
    tx: &mut Conn,
    rulebook: &Rulebook,
    member: i64,
    why: Why,
    points: Points,
    now: Instant,
) -> Result<i64, Error> {
    let mut account = found(tx, member).await?;
    give(tx, rulebook, &mut account, why, points, now).await
}

/// Takes back what opened the lot `own`; what the balance changed by. `excused`: of what had ended in that lot, what was not taken before.
pub async fn take_from(
    tx: &mut Conn,
    member: i64,
    price: Price,
    own: i64,
    excused: Points,
    now: Instant,
) -> Result<Points, Error> {
    let mut account = found(tx, member).await?;
    let ended = ended_of_lot(tx, member, own).await? - excused;
    let (before, mut batch) = (account.balance(now), Batch::default());
    account.take_away(price, own, ended, now, &mut batch);
    let moved = before - account.balance(now);
    batch.moved(&mut account);
    batch.write(tx).await?;
    Ok(moved)
}

async fn found(tx: &mut Conn, member: i64) -> Result<Account, Error> {
    ledger_of(tx, member).await?.ok_or_else(|| Error::internal(format!("member {member} is missing")))
}
