//! Giving what is frozen no longer, and taking back what came back afterwards: by the job, by refunds, and before a page is shown that says so.

use super::audit::{COMMISSIONS, RETURNS};
use super::stored::{Given, Stored, Which, commissions};
use crate::booking::{self, Price};
use crate::context::Moment;
use crate::http::App;
use crate::jobs::{Job, found};
use crate::store::Conn;
use crate::store::seal::Value;
use crate::{Error, member};
use shuke_rules::ledger::{EntryKind, Key};
use shuke_rules::{Instant, Points};
use std::time::Duration;

/// Commissions that are booked in one go.
const PART: i64 = 50;

pub const GIVE_DUE: Job = Job {
    name: "commission",
    every: Duration::from_secs(30),
    between: Duration::ZERO,
    leased: false,
    look: |connection, moment| {
        Box::pin(async move {
            let is_due = !due(connection, moment.now, 0).await?.is_empty();
            Ok(found(is_due.then_some(())))
        })
    },
    run: |tx, moment, _| Box::pin(async move { book(tx, moment, 0).await }),
};

/// Those that are frozen no longer and not given: a member's, or, with 0, anybody's.
async fn due(connection: &mut Conn, now: Instant, member: i64) -> Result<Vec<i64>, Error> {
    let rows: Vec<(i64,)> = sqlx::query_as(
        "SELECT nth FROM commissions WHERE due_at IS NOT NULL AND due_at <= $1 AND ($2 = 0 OR member_id = $2) \
         ORDER BY due_at, nth LIMIT $3",
    )
    .bind(now.timestamp_micros())
    .bind(member)
    .bind(PART)
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|(nth,)| nth).collect())
}

/// Gives a part of what is due; whether there was anything.
async fn book(tx: &mut Conn, moment: &Moment, member: i64) -> Result<bool, Error> {
    let due = due(tx, moment.now, member).await?;
    for nth in &due {
        if let Some(commission) = commissions(tx, Which::One(*nth)).await?.pop() {
            give(tx, moment, &commission).await?;
        }
    }
    Ok(!due.is_empty())
}

/// Gives a member what is due to them, before they read that it is: a write only where there is something.
pub async fn settle_before_reading(app: &App, member: i64) -> Result<(), Error> {
    let waits = app.view(move |connection, moment| Box::pin(async move { due(connection, moment.now, member).await }));
    if waits.await?.is_empty() {
        return Ok(());
    }
    app.write(move |tx, moment| Box::pin(async move { book(tx, &moment, member).await })).await.map(drop)
}

/// Nothing to who has left.
async fn give(tx: &mut Conn, moment: &Moment, commission: &Stored) -> Result<(), Error> {
    let account = booking::ledger_of(tx, commission.receiver).await?.filter(|account| account.closed_at.is_none());
    let (_, worth) = commission.worth(&moment.rulebook)?;
    let Some(mut account) = account else { return note(tx, moment, commission, Points::ZERO, 0).await };
    let why = (EntryKind::Commission, Key::Commission { nth: commission.nth }.to_string());
    let lot = booking::give(tx, &moment.rulebook, &mut account, why, worth, moment.now).await?;
    note(tx, moment, commission, worth, lot).await
}

/// Notes what was given.
async fn note(tx: &mut Conn, moment: &Moment, commission: &Stored, points: Points, lot: i64) -> Result<(), Error> {
    sqlx::query(
        "UPDATE commissions SET due_at = NULL, points = $1, lot_id = $2, given_at = $3, given_version = $4 WHERE nth = $5",
    )
    .bind(points.0)
    .bind(lot)
    .bind(moment.now.timestamp_micros())
    .bind(moment.rulebook.current().id)
    .bind(commission.nth)
    .execute(&mut *tx)
    .await?;
    COMMISSIONS.again(tx, &[Value::from(commission.nth)]).await?;
    member::touch(tx, commission.receiver).await
}

/// Something of a sale came back: what is frozen is less by itself, what was given is taken back as far as it is too much.
pub async fn came_back(tx: &mut Conn, moment: &Moment, sale: i64) -> Result<(), Error> {
    for commission in commissions(tx, Which::OfSale(sale)).await? {
        match commission.given {
            None => member::touch(tx, commission.receiver).await?,
            Some(given) => {
                let (_, worth) = commission.worth(&moment.rulebook)?;
                let too_much = given.points - commission.returned.points - worth;
                if too_much > Points::ZERO {
                    take_back(tx, moment, &commission, given, too_much).await?;
                }
            }
        }
    }
    Ok(())
}

/// What was spent becomes a debt, which the card shows.
async fn take_back(
    tx: &mut Conn,
    moment: &Moment,
    commission: &Stored,
    given: Given,
    points: Points,
) -> Result<(), Error> {
    let (nth, receiver, n) = (commission.nth, commission.receiver, commission.returned.times + 1);
    let price = Price {
        kind: EntryKind::CommissionUndone,
        points,
        key: Key::CommissionUndone { nth, n }.to_string(),
        rule_version: given.rule_version,
    };
    // What had ended is excused once, over all times.
    let excused = commission.returned.ended;
    let moved = booking::take_from(tx, receiver, price, given.lot, excused, moment.now).await?;
    RETURNS
        .query("INSERT INTO commission_returns (commission, n, member_id, points, moved, at, seal) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(nth)
        .bind(n)
        .bind(receiver)
        .bind(points.0)
        .bind(moved.0)
        .bind(moment.now.timestamp_micros())
        .execute(&mut *tx)
        .await?;
    member::touch(tx, receiver).await
}
