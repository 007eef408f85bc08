//! What a confirmed bind brings each side, and the gifts for so many friends; all of it goes when what the friend had bought comes back.

use super::audit::REWARDS;
use super::stored::Stored;
use crate::booking::{self, Price};
use crate::context::Moment;
use crate::coupons;
use crate::policies::instant;
use crate::store::Conn;
use crate::store::seal::Value;
use crate::{Error, member};
use shuke_rules::coupons::Key as CouponKey;
use shuke_rules::ledger::{EntryKind, Key};
use shuke_rules::referral::Side;
use shuke_rules::{Instant, Points};

const RETURNED: &str = "what the friend had bought came back";

/// A reward as it was booked.
pub struct Booked {
    pub bind: i64,
    pub side: Side,
    pub points: Points,
    lot: i64,
    pub at: Instant,
    pub rule_version: i64,
    pub undone: Option<Instant>,
}

impl Stored {
    /// Who is on a side, and whether they have left.
    pub fn receiver(&self, side: Side) -> (i64, bool) {
        if side == Side::Inviter { (self.inviter, self.inviter_left) } else { (self.friend, self.has_friend_left()) }
    }
}

/// What a bind brought.
pub async fn of_bind(connection: &mut Conn, bind: i64) -> Result<Vec<Booked>, Error> {
    type Row = (String, i64, i64, i64, i64, Option<i64>);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT side, points, lot_id, at, rule_version, undone_at FROM referral_rewards WHERE bind = $1 ORDER BY side",
    )
    .bind(bind)
    .fetch_all(connection)
    .await?;
    let booked = |(side, points, lot, at, rule_version, undone): Row| {
        let side = Side::named(&side).ok_or_else(|| Error::internal(format!("bind {bind}: no side `{side}`")))?;
        let undone = undone.map(instant).transpose()?;
        Ok(Booked { bind, side, points: Points(points), lot, at: instant(at)?, rule_version, undone })
    };
    rows.into_iter().map(booked).collect()
}

/// Gives both sides what was promised, unless they have it.
pub async fn give(tx: &mut Conn, moment: &Moment, bind: &Stored) -> Result<(), Error> {
    let booked = of_bind(tx, bind.nth).await?;
    for side in Side::BOTH {
        let (member, left) = bind.receiver(side);
        if !left && booked.iter().all(|reward| reward.side != side) {
            give_one(tx, moment, bind, side, member).await?;
        }
    }
    gifts(tx, moment, bind.inviter).await
}

async fn give_one(tx: &mut Conn, moment: &Moment, bind: &Stored, side: Side, member: i64) -> Result<(), Error> {
    let Moment { rulebook, now, .. } = moment;
    let (referral, policy) = bind.promised(rulebook)?;
    let (reward, in_force) = (referral.reward(side), rulebook.current());
    let why = (EntryKind::Referred, Key::Referred { bind: bind.nth, side }.to_string());
    let lot = booking::give_to(tx, rulebook, member, why, reward.points, *now).await?;
    REWARDS
        .query("INSERT INTO referral_rewards (bind, side, points, lot_id, at, rule_version, seal) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(bind.nth)
        .bind(side.name())
        .bind(reward.points.0)
        .bind(lot)
        .bind(now.timestamp_micros())
        .bind(in_force.id)
        .also(None::<i64>)
        .execute(&mut *tx)
        .await?;
    member::touch(tx, member).await?;
    let Some(template) = reward.coupon.as_ref().and_then(|coupon| policy.template(coupon)) else { return Ok(()) };
    let key = CouponKey::Referred { bind: bind.nth, side }.to_string();
    let version = rulebook.version(bind.rule_version);
    coupons::reward(tx, rulebook, version, member, template, key, *now).await.map(drop)
}

/// Takes back what was given to both, each where it stands: what was spent becomes a debt, which the card shows.
pub async fn take_back(tx: &mut Conn, moment: &Moment, bind: &Stored) -> Result<(), Error> {
    for reward in of_bind(tx, bind.nth).await?.into_iter().filter(|reward| reward.undone.is_none()) {
        take_one_back(tx, moment, &reward, bind.receiver(reward.side).0).await?;
    }
    gifts(tx, moment, bind.inviter).await
}

async fn take_one_back(tx: &mut Conn, moment: &Moment, reward: &Booked, member: i64) -> Result<(), Error> {
    let Booked { bind, side, points, lot, .. } = *reward;
    if !points.is_zero() {
        let price = Price {
            kind: EntryKind::ReferralUndone,
            points,
            key: Key::ReferralUndone { bind, side }.to_string(),
            rule_version: reward.rule_version,
        };
        booking::take_from(tx, member, price, lot, Points::ZERO, moment.now).await?;
    }
    sqlx::query("UPDATE referral_rewards SET undone_at = $1 WHERE bind = $2 AND side = $3 AND undone_at IS NULL")
        .bind(moment.now.timestamp_micros())
        .bind(bind)
        .bind(side.name())
        .execute(&mut *tx)
        .await?;
    REWARDS.again(tx, &[Value::from(bind), Value::from(side.name())]).await?;
    member::touch(tx, member).await?;
    let given = CouponKey::Referred { bind, side };
    coupons::take_back(tx, &moment.rulebook, member, |key| *key == given, RETURNED, moment.now).await
}

/// How many friends of a member stand who bought and kept it.
pub async fn friends(connection: &mut Conn, inviter: i64) -> Result<u32, Error> {
    let (count,): (i64,) = sqlx::query_as(
        "SELECT COUNT(*) FROM referral_rewards r JOIN referral_binds b ON b.nth = r.bind \
         WHERE b.inviter_id = $1 AND r.side = 'inviter' AND r.undone_at IS NULL",
    )
    .bind(inviter)
    .fetch_one(connection)
    .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The key of a gift for so many friends.
pub fn gift_key(friends: u32) -> String {
    CouponKey::Friends { friends }.to_string()
}

/// Whether a gift for so many friends is due to a member and was never given: the policy may have got it after the friends.
pub async fn gift_waits(connection: &mut Conn, moment: &Moment, member: i64) -> Result<bool, Error> {
    let Some(referral) = &moment.rulebook.current().policy.referral else { return Ok(false) };
    let friends = friends(connection, member).await?;
    for gift in referral.gifts_due(friends) {
        if !coupons::had(connection, member, &gift_key(gift.friends)).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Puts right which gifts for so many friends a member holds: gives what is due, withdraws what is not any more and is not used, and gives
/// that back when it is due again.
pub async fn gifts(tx: &mut Conn, moment: &Moment, inviter: i64) -> Result<(), Error> {
    let Moment { rulebook, now, .. } = moment;
    let version = rulebook.current();
    let Some(referral) = version.policy.referral.as_ref().filter(|referral| !referral.gifts.is_empty()) else {
        return Ok(());
    };
    if booking::by_id(tx, inviter).await?.is_none_or(|account| account.closed_at.is_some()) {
        return Ok(());
    }
    let friends = friends(tx, inviter).await?;
    let held = coupons::of_member(tx, rulebook, inviter).await?;
    for gift in &referral.gifts {
        let (key, is_due) = (gift_key(gift.friends), gift.friends <= friends);
        match held.iter().find(|stored| stored.key == key) {
            None if is_due => {
                if let Some(template) = version.policy.template(&gift.coupon) {
                    coupons::reward(tx, rulebook, version, inviter, template, key, *now).await?;
                }
            }
            Some(stored) if is_due && stored.is_withdrawn() => coupons::restore(tx, stored.id).await?,
            Some(stored) if !is_due && stored.coupon.withdrawn(RETURNED, *now).is_ok() => {
                coupons::withdraw(tx, stored.id, RETURNED, *now).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// What of the rewards has changed after an instant that concerns a member: given or taken back.
pub async fn since(connection: &mut Conn, member: i64, after: Instant) -> Result<Vec<Booked>, Error> {
    type Row = (i64, String, i64, i64, i64, i64, Option<i64>);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT r.bind, r.side, r.points, r.lot_id, r.at, r.rule_version, r.undone_at FROM referral_rewards r \
         JOIN referral_binds b ON b.nth = r.bind WHERE ((r.side = 'inviter' AND b.inviter_id = $1) \
         OR (r.side = 'friend' AND b.member_id = $1)) AND (r.at > $2 OR r.undone_at > $2) ORDER BY r.bind",
    )
    .bind(member)
    .bind(after.timestamp_micros())
    .fetch_all(connection)
    .await?;
    let booked = |(bind, side, points, lot, at, rule_version, undone): Row| {
        let side = Side::named(&side).ok_or_else(|| Error::internal(format!("bind {bind}: no side `{side}`")))?;
        let undone = undone.map(instant).transpose()?;
        Ok(Booked { bind, side, points: Points(points), lot, at: instant(at)?, rule_version, undone })
    };
    rows.into_iter().map(booked).collect()
}
