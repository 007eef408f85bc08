//! The steps of a held coupon: kept for a quote, used by its sale, given back. What uses one asks `shuke-rules`; every step is written
//! guarded by what was read, so that of two who come at the same time one finds it as it was.

use super::give::SEAL;
use super::stored::{Stored, of_quote, used_by};
use crate::policies::Rulebook;
use crate::store::Conn;
use crate::store::seal::Value;
use crate::{Error, member};
use shuke_rules::Instant;
use shuke_rules::coupons::{CouponId, Hold, State, UsedBy};
use shuke_rules::policy::Effect;
use sqlx::Any;
use sqlx::any::AnyArguments;
use sqlx::query::QueryAs;
use std::collections::BTreeSet;

/// A statement that gives the coupons that it changed, and whose they are.
type Step<'q> = QueryAs<'q, Any, (i64, i64), AnyArguments>;

/// Takes a step that changes nothing but for which quote a coupon is kept, and notes it with the members; how many coupons it were.
async fn keep(tx: &mut Conn, query: Step<'_>) -> Result<usize, Error> {
    Ok(changed(tx, query).await?.len())
}

/// Takes any other step, and seals what it changed.
async fn step(tx: &mut Conn, query: Step<'_>) -> Result<usize, Error> {
    let changed = changed(tx, query).await?;
    for (coupon, _) in &changed {
        SEAL.again(tx, &[Value::from(*coupon)]).await?;
    }
    Ok(changed.len())
}

async fn changed(tx: &mut Conn, query: Step<'_>) -> Result<Vec<(i64, i64)>, Error> {
    let changed = query.fetch_all(&mut *tx).await?;
    for member in changed.iter().map(|(_, member)| member).collect::<BTreeSet<_>>() {
        member::touch(tx, *member).await?;
    }
    Ok(changed)
}

fn not_as_read(stored: &Stored) -> Error {
    Error::internal(format!("coupon {} is not as it was read", stored.id))
}

/// Keeps coupons, which were read as available in this transaction, for a quote until that is over.
pub async fn lock(tx: &mut Conn, held: &[&Stored], (quote, until): (i64, Instant), now: Instant) -> Result<(), Error> {
    for stored in held {
        let Ok(Hold::Locked { until, .. }) = stored.coupon.lock(&quote.to_string(), until, now) else {
            return Err(not_as_read(stored));
        };
        let query = sqlx::query_as("UPDATE coupons SET quote_id = $1, locked_until = $2 WHERE id = $3 AND used_at IS NULL AND voided_at IS NULL \
             AND undone_at IS NULL AND (locked_until IS NULL OR locked_until <= $4) AND (ends_at IS NULL OR ends_at > $4) RETURNING id, member_id")
        .bind(quote)
        .bind(until.timestamp_micros())
        .bind(stored.id)
        .bind(now.timestamp_micros());
        let done = keep(tx, query).await?;
        if done != 1 {
            return Err(not_as_read(stored));
        }
    }
    Ok(())
}

/// Frees what a quote kept.
pub async fn free(tx: &mut Conn, quote: i64) -> Result<(), Error> {
    let query = sqlx::query_as("UPDATE coupons SET quote_id = NULL, locked_until = NULL WHERE quote_id = $1 AND used_at IS NULL RETURNING id, member_id")
        .bind(quote);
    keep(tx, query).await?;
    Ok(())
}

/// Takes a coupon away because what it was given for is undone, until it comes back; what is used stays.
pub async fn withdraw(tx: &mut Conn, coupon: i64, why: &str, now: Instant) -> Result<(), Error> {
    let query = sqlx::query_as(
        "UPDATE coupons SET voided_at = $1, void_reason = $2, voided_by = NULL, quote_id = NULL, locked_until = NULL \
         WHERE id = $3 AND voided_at IS NULL AND used_at IS NULL RETURNING id, member_id",
    )
    .bind(now.timestamp_micros())
    .bind(why)
    .bind(coupon);
    step(tx, query).await?;
    Ok(())
}

/// Notes that what a coupon was given for is undone for good: it is void as soon as no sale and no quote keeps it.
pub async fn mark_undone(tx: &mut Conn, coupon: i64, why: &str, now: Instant) -> Result<(), Error> {
    let query = sqlx::query_as(
        "UPDATE coupons SET undone_at = $1, undone_reason = $2 WHERE id = $3 AND undone_at IS NULL RETURNING id, member_id",
    )
    .bind(now.timestamp_micros())
    .bind(why)
    .bind(coupon);
    step(tx, query).await?;
    Ok(())
}

/// Gives it back, unless staff took it away.
pub async fn restore(tx: &mut Conn, coupon: i64) -> Result<(), Error> {
    let query = sqlx::query_as("UPDATE coupons SET voided_at = NULL, void_reason = NULL WHERE id = $1 AND voided_by IS NULL RETURNING id, member_id")
        .bind(coupon);
    step(tx, query).await?;
    Ok(())
}

/// Uses up everything that a quote keeps, for the sale that it became. `false`: not all of it is kept any more, and nothing may
/// stay of what was done.
pub async fn commit(tx: &mut Conn, rulebook: &Rulebook, quote: i64, sale: i64, now: Instant) -> Result<bool, Error> {
    let by = UsedBy::Sale(sale).to_string();
    for stored in of_quote(tx, rulebook, quote).await? {
        if stored.coupon.commit(&quote.to_string(), &by, now).is_err() {
            return Ok(false);
        }
        let query = sqlx::query_as("UPDATE coupons SET quote_id = NULL, locked_until = NULL, used_by = $1, used_at = $2 \
             WHERE id = $3 AND quote_id = $4 AND locked_until > $2 AND used_at IS NULL AND voided_at IS NULL RETURNING id, member_id")
        .bind(&by)
        .bind(now.timestamp_micros())
        .bind(stored.id)
        .bind(quote);
        let done = step(tx, query).await?;
        if done != 1 {
            return Err(not_as_read(&stored));
        }
    }
    Ok(true)
}

/// What of a sale's coupons came back with it.
#[derive(Default)]
pub struct GivenBack {
    pub coupons: Vec<CouponId>,
    /// Those that stay used, because what was given for them was not handed back.
    pub gifts_kept: Vec<CouponId>,
}

/// Gives back what a sale had used of which nothing is left. What has ended meanwhile, or was given for something that is
/// undone, is no longer used, and is not among what came back.
pub async fn give_back(
    tx: &mut Conn,
    rulebook: &Rulebook,
    sale: i64,
    gifts_back: bool,
    now: Instant,
) -> Result<GivenBack, Error> {
    let by = UsedBy::Sale(sale).to_string();
    let mut given = GivenBack::default();
    for stored in used_by(tx, rulebook, &by).await? {
        if matches!(stored.coupon.template.effect, Effect::Gift { .. }) && !gifts_back {
            given.gifts_kept.push(stored.coupon.id);
            continue;
        }
        let Ok(hold) = stored.coupon.give_back(&by, true, now) else { continue };
        let query = sqlx::query_as(
            "UPDATE coupons SET used_by = NULL, used_at = NULL WHERE id = $1 AND used_by = $2 RETURNING id, member_id",
        )
        .bind(stored.id)
        .bind(&by);
        let done = step(tx, query).await?;
        if done != 1 {
            return Err(not_as_read(&stored));
        }
        let coupon = shuke_rules::coupons::Coupon { hold, ..stored.coupon };
        if coupon.state(now) == State::Available {
            given.coupons.push(coupon.id);
        }
    }
    Ok(given)
}

/// Uses up a coupon that was read as available in this transaction, as an entry of the staff's log says.
pub async fn use_up(tx: &mut Conn, stored: &Stored, entry: i64, now: Instant) -> Result<(), Error> {
    let by = UsedBy::Staff(entry).to_string();
    if stored.coupon.use_up(&by, now).is_err() {
        return Err(not_as_read(stored));
    }
    let query = sqlx::query_as("UPDATE coupons SET quote_id = NULL, locked_until = NULL, used_by = $1, used_at = $2 WHERE id = $3 \
         AND used_at IS NULL AND voided_at IS NULL AND undone_at IS NULL AND (locked_until IS NULL OR locked_until <= $2) \
         AND (ends_at IS NULL OR ends_at > $2) RETURNING id, member_id")
        .bind(by)
        .bind(now.timestamp_micros())
        .bind(stored.id);
    let done = step(tx, query).await?;
    if done == 1 { Ok(()) } else { Err(not_as_read(stored)) }
}

/// Undoes [`use_up`].
pub async fn undo_use(tx: &mut Conn, coupon: i64, entry: i64) -> Result<(), Error> {
    let query = sqlx::query_as(
        "UPDATE coupons SET used_by = NULL, used_at = NULL WHERE id = $1 AND used_by = $2 RETURNING id, member_id",
    )
    .bind(coupon)
    .bind(UsedBy::Staff(entry).to_string());
    let done = step(tx, query).await?;
    if done == 1 { Ok(()) } else { Err(Error::internal("a coupon is not used as the log says")) }
}

/// Takes a coupon away, in whatever state it is; a quote that counts on it cannot be sold any more. `false`: it is void already,
/// and stays so for the reason that it has.
pub async fn void(tx: &mut Conn, stored: &Stored, reason: &str, staff: i64, now: Instant) -> Result<bool, Error> {
    if matches!(stored.coupon.state(now), State::Void { .. }) {
        return Ok(false);
    }
    let query = sqlx::query_as("UPDATE coupons SET voided_at = $1, void_reason = $2, voided_by = $3 WHERE id = $4 AND voided_at IS NULL RETURNING id, member_id")
        .bind(now.timestamp_micros())
        .bind(reason)
        .bind(staff)
        .bind(stored.id);
    let done = step(tx, query).await?;
    Ok(done == 1)
}

/// Why staff took a coupon away is typed, and may name a member who leaves.
pub async fn forget(tx: &mut Conn, member: i64) -> Result<(), Error> {
    const FORGET: &str =
        "UPDATE coupons SET void_reason = '' WHERE member_id = $1 AND voided_by IS NOT NULL RETURNING id, member_id";
    step(tx, sqlx::query_as(FORGET).bind(member)).await.map(drop)
}

/// Undoes [`void`].
pub async fn undo_void(tx: &mut Conn, coupon: i64, at: Instant) -> Result<(), Error> {
    let query = sqlx::query_as(
        "UPDATE coupons SET voided_at = NULL, void_reason = NULL, voided_by = NULL \
         WHERE id = $1 AND voided_by IS NOT NULL AND voided_at = $2 RETURNING id, member_id",
    )
    .bind(coupon)
    .bind(at.timestamp_micros());
    let done = step(tx, query).await?;
    if done == 1 { Ok(()) } else { Err(Error::internal("a coupon is not void as the log says")) }
}
