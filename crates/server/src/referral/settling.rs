//! What purchases, returns, leaving and time do to binds. Whatever time does is computed when a bind is read; here it is booked: by the job, by
//! the next fact, and before a page is shown that says so.

use super::audit::BINDS;
use super::rewards;
use super::stored::{Stored, Whose, binds, of_friend};
use crate::context::Moment;
use crate::http::App;
use crate::jobs::{Job, found};
use crate::store::Conn;
use crate::store::seal::Value;
use crate::{Error, member};
use shuke_rules::Instant;
use shuke_rules::referral::{Removed, State};
use std::time::Duration;

/// Binds that are booked in one go.
const PART: i64 = 50;

/// Gives what is due when purchases are settled.
pub const BOOK_SETTLED: Job = Job {
    name: "referral",
    every: Duration::from_secs(30),
    between: Duration::ZERO,
    leased: false,
    look: |connection, moment| {
        Box::pin(async move {
            let is_due = !due(connection, moment.now, 0).await?.is_empty()
                || !super::teams::due(connection, moment.now, 0).await?.is_empty();
            Ok(found(is_due.then_some(())))
        })
    },
    run: |tx, moment, _| Box::pin(async move { book(tx, moment, 0).await }),
};

/// Binds whose purchases are settled and that are not booked as such: of a member on either side, or, with 0, anybody's.
async fn due(connection: &mut Conn, now: Instant, member: i64) -> Result<Vec<i64>, Error> {
    let rows: Vec<(i64,)> = sqlx::query_as(
        "SELECT nth FROM referral_binds WHERE due_at IS NOT NULL AND due_at <= $1 \
         AND ($2 = 0 OR member_id = $2 OR inviter_id = $2) ORDER BY due_at, nth LIMIT $3",
    )
    .bind(now.timestamp_micros())
    .bind(member)
    .bind(PART)
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|(nth,)| nth).collect())
}

/// Books a part of what time did; whether there was anything.
async fn book(tx: &mut Conn, moment: &Moment, member: i64) -> Result<bool, Error> {
    let (of_binds, of_teams) = (due(tx, moment.now, member).await?, super::teams::due(tx, moment.now, member).await?);
    for nth in &of_binds {
        if let Some(bind) = binds(tx, Whose::One(*nth)).await?.pop() {
            settle(tx, moment, &bind).await?;
        }
    }
    for team in &of_teams {
        super::teams::settle(tx, moment, *team).await?;
    }
    Ok(!of_binds.is_empty() || !of_teams.is_empty())
}

/// Books what time did to what a member has to do with before it is read: a write only where there is something to do.
pub async fn settle_before_reading(app: &App, member: i64) -> Result<(), Error> {
    let waits = app.view(move |connection, moment| {
        Box::pin(async move {
            Ok(!due(connection, moment.now, member).await?.is_empty()
                || !super::teams::due(connection, moment.now, member).await?.is_empty()
                || rewards::gift_waits(connection, &moment, member).await?)
        })
    });
    if !waits.await? {
        return Ok(());
    }
    let booked = app.write(move |tx, moment| {
        Box::pin(async move {
            book(tx, &moment, member).await?;
            rewards::gifts(tx, &moment, member).await
        })
    });
    booked.await
}

/// A member bought something: it may decide.
pub async fn bought(tx: &mut Conn, moment: &Moment, friend: i64) -> Result<(), Error> {
    let Some(bind) = of_friend(tx, friend).await?.filter(|bind| !bind.decided) else { return Ok(()) };
    let Some(purchase) = bind.deciding(&moment.rulebook)? else { return member::touch(tx, bind.inviter).await };
    let (referral, _) = bind.promised(&moment.rulebook)?;
    let settled = moment.rulebook.zone().end_of(purchase.day.plus_days(referral.settle_days));
    sqlx::query("UPDATE referral_binds SET sale_id = $1, bought_on = $2, due_at = $3 WHERE nth = $4")
        .bind(purchase.sale)
        .bind(purchase.day.to_string())
        .bind(settled.timestamp_micros())
        .bind(bind.nth)
        .execute(&mut *tx)
        .await?;
    changed(tx, &bind).await
}

/// Something of what a member bought came back.
pub async fn came_back(tx: &mut Conn, moment: &Moment, friend: i64) -> Result<(), Error> {
    match of_friend(tx, friend).await? {
        Some(bind) if bind.decided => settle(tx, moment, &bind).await,
        _ => Ok(()),
    }
}

/// A member leaves: what is not confirmed by then is removed.
pub async fn friend_left(tx: &mut Conn, moment: &Moment, friend: i64) -> Result<(), Error> {
    let Some(bind) = of_friend(tx, friend).await? else { return Ok(()) };
    // What was settled by now is due to the one who brought them.
    settle(tx, moment, &bind).await?;
    match bind.state(&moment.rulebook, moment.now)? {
        State::Confirmed { .. } | State::Removed { .. } => Ok(()),
        _ => remove(tx, moment, &bind).await,
    }
}

/// Books what became of a bind.
async fn settle(tx: &mut Conn, moment: &Moment, bind: &Stored) -> Result<(), Error> {
    match bind.state(&moment.rulebook, moment.now)? {
        State::Confirmed { .. } if bind.removed.is_none() => {
            rewards::give(tx, moment, bind).await?;
            not_due(tx, bind).await
        }
        State::Removed { why: Removed::Returned, .. } if bind.removed.is_none() => {
            rewards::take_back(tx, moment, bind).await?;
            remove(tx, moment, bind).await
        }
        State::Removed { .. } => not_due(tx, bind).await,
        _ => Ok(()),
    }
}

async fn not_due(tx: &mut Conn, bind: &Stored) -> Result<(), Error> {
    if bind.due.is_none() {
        return Ok(());
    }
    sqlx::query("UPDATE referral_binds SET due_at = NULL WHERE nth = $1").bind(bind.nth).execute(&mut *tx).await?;
    changed(tx, bind).await
}

async fn remove(tx: &mut Conn, moment: &Moment, bind: &Stored) -> Result<(), Error> {
    sqlx::query("UPDATE referral_binds SET removed_at = $1, due_at = NULL WHERE nth = $2 AND removed_at IS NULL")
        .bind(moment.now.timestamp_micros())
        .bind(bind.nth)
        .execute(&mut *tx)
        .await?;
    changed(tx, bind).await
}

/// Seals a bind anew, and lets both know.
async fn changed(tx: &mut Conn, bind: &Stored) -> Result<(), Error> {
    BINDS.again(tx, &[Value::from(bind.nth)]).await?;
    member::touch(tx, bind.friend).await?;
    member::touch(tx, bind.inviter).await
}
