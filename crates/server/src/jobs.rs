//! Recurring jobs. They only tidy up: whatever lapses is judged by the clock when it is read. A lease in the database lets
//! one server at a time do each.

use crate::http::App;
use crate::store::{Conn, Work};
use crate::{Error, booking, coupons, idempotency, orders, otp, secrets, sessions, staff, till};
use chrono::Utc;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

const EVERY: Duration = Duration::from_mins(10);
/// Shorter than the pause, so that the next round is anybody's.
const LEASE: Duration = Duration::from_mins(5);

/// Tidies up every ten minutes until `stop` changes.
pub async fn run(app: App, mut stop: watch::Receiver<bool>) {
    let Ok(holder) = secrets::token() else { return };
    loop {
        tidy(&app, &holder).await;
        end_points(&app, &holder, &stop).await;
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => return,
        }
    }
}

/// How long points and item of an order whose time is over may wait to go back. Reading such an order books it at once.
const LAPSES: Duration = Duration::from_secs(10);

/// Books what time did to orders, every few seconds, until `stop` changes.
pub async fn settle_orders(app: App, mut stop: watch::Receiver<bool>) {
    loop {
        if let Err(error) = settle(&app).await {
            tracing::warn!(%error, "orders whose time is over were not booked; the next round tries again");
        }
        tokio::select! {
            () = tokio::time::sleep(LAPSES) => {}
            _ = stop.changed() => return,
        }
    }
}

async fn settle(app: &App) -> Result<(), Error> {
    while orders::due_lapses(&mut *app.store.read().await?, Utc::now()).await? {
        let policies = app.policies.clone();
        let booked = app.store.write(move |tx| {
            let policies = policies.clone();
            Box::pin(async move {
                let book = policies.current(tx).await?;
                orders::book_lapsed(tx, &book, Utc::now()).await
            })
        });
        booked.await?;
    }
    Ok(())
}

/// Between two parts of the round that gives coupons: it has the day, and nobody should wait for it.
const ROUND: Duration = Duration::from_secs(5);

/// Gives what members are due by itself, a part of them at a time, once each business day, until `stop` changes. Who looks at
/// their coupons is given theirs at once.
pub async fn give_coupons(app: App, mut stop: watch::Receiver<bool>) {
    let Ok(holder) = secrets::token() else { return };
    loop {
        let pause = match give_some(&app, &holder).await {
            Ok(true) => ROUND,
            Ok(false) => EVERY,
            Err(error) => {
                tracing::warn!(%error, "coupons that are due were not given; the next round tries again");
                EVERY
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => return,
        }
    }
}

async fn give_some(app: &App, holder: &str) -> Result<bool, Error> {
    let policies = app.policies.clone();
    let next = app.store.view(move |connection| {
        Box::pin(async move {
            let book = policies.current(connection).await?;
            coupons::next_part(connection, &book, Utc::now()).await
        })
    });
    let Some(part) = next.await? else { return Ok(false) };
    let (holder, policies, part) = (holder.to_owned(), app.policies.clone(), Arc::new(part));
    let given = app.store.write(move |tx| {
        let (holder, policies, part) = (holder.clone(), policies.clone(), Arc::clone(&part));
        Box::pin(async move {
            if !take_lease(tx, "coupons", &holder).await? {
                return Ok(false);
            }
            let book = policies.current(tx).await?;
            coupons::give_part(tx, &book, &part, Utc::now()).await?;
            Ok(true)
        })
    });
    given.await
}

async fn tidy(app: &App, holder: &str) {
    let holder = holder.to_owned();
    let done = app.store.write(move |tx| {
        let holder = holder.clone();
        Box::pin(async move { if take_lease(tx, "tidy", &holder).await? { clean(tx).await } else { Ok(()) } })
    });
    if let Err(error) = done.await {
        tracing::warn!(%error, "tidying up failed; the next round tries again");
    }
}

/// Books points that have ended, a part at a time, so that nobody waits for long.
async fn end_points(app: &App, holder: &str, stop: &watch::Receiver<bool>) {
    while !stop.has_changed().unwrap_or(true) {
        let (holder, policies) = (holder.to_owned(), app.policies.clone());
        let part = app.store.write(move |tx| {
            let (holder, policies) = (holder.clone(), policies.clone());
            Box::pin(async move {
                let mine = take_lease(tx, "endings", &holder).await?;
                if mine { booking::end_some(tx, &policies, Utc::now()).await } else { Ok(0) }
            })
        });
        match part.await {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(%error, "booking points that have ended failed; the next round tries again");
                return;
            }
        }
    }
}

fn clean(tx: &mut Conn) -> Work<'_, ()> {
    Box::pin(async move {
        idempotency::clean(tx).await?;
        otp::clean(tx).await?;
        sessions::clean(tx).await?;
        staff::session::clean(tx).await?;
        till::clean(tx).await
    })
}

/// Whether `holder` does `name` now: nobody else's lease runs.
async fn take_lease(tx: &mut Conn, name: &str, holder: &str) -> Result<bool, Error> {
    let now = Utc::now();
    let taken = sqlx::query(
        "INSERT INTO leases (name, holder, until) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE \
         SET holder = $2, until = $3 WHERE leases.until < $4 OR leases.holder = $2",
    )
    .bind(name)
    .bind(holder)
    .bind((now + LEASE).timestamp_micros())
    .bind(now.timestamp_micros())
    .execute(tx)
    .await?;
    Ok(taken.rows_affected() == 1)
}
