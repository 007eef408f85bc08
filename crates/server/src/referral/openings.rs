//! Who opened whose link: by the token of a browser's cookie, and by the number once a one-time code was asked for in it. The last link counts.

use super::audit::OPENINGS;
use super::seen::{self, What};
use crate::context::Moment;
use crate::http::Browser;
use crate::policies::instant;
use crate::store::Conn;
use crate::{Error, secrets};
use chrono::TimeDelta;
use shuke_rules::Instant;

/// So long after a code was asked for with a number the number stands for the browser in which that was. Anybody may ask for one with a number that is
/// not theirs: who joins by themselves days later came by nobody's link.
const OF_NUMBER: TimeDelta = TimeDelta::hours(2);

/// A link that was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    pub inviter: i64,
    pub at: Instant,
}

/// What stands in the place of a browser's token.
fn of_browser(token: &str) -> String {
    secrets::hash(&["referral visit", token])
}

/// `since`: it was noted no earlier.
async fn find(connection: &mut Conn, opener: &str, since: Option<Instant>) -> Result<Option<Opening>, Error> {
    let row: Option<(i64, i64)> =
        sqlx::query_as("SELECT inviter_id, opened_at FROM referral_openings WHERE opener = $1 AND noted_at >= $2")
            .bind(opener)
            .bind(since.map_or(0, |since| since.timestamp_micros()))
            .fetch_optional(connection)
            .await?;
    row.map(|(inviter, at)| Ok(Opening { inviter, at: instant(at)? })).transpose()
}

/// What a browser opened last.
pub async fn by_browser(connection: &mut Conn, token: &str) -> Result<Option<Opening>, Error> {
    find(connection, &of_browser(token), None).await
}

/// Notes that a browser opened a link now.
pub async fn note(tx: &mut Conn, token: &str, opening: Opening) -> Result<(), Error> {
    keep(tx, of_browser(token), opening, opening.at).await
}

async fn keep(tx: &mut Conn, opener: String, opening: Opening, now: Instant) -> Result<(), Error> {
    OPENINGS
        .query(
            "INSERT INTO referral_openings (opener, inviter_id, opened_at, noted_at, seal) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (opener) DO UPDATE SET inviter_id = excluded.inviter_id, opened_at = excluded.opened_at, \
             noted_at = excluded.noted_at, seal = excluded.seal",
        )
        .bind(opener)
        .bind(opening.inviter)
        .bind(opening.at.timestamp_micros())
        .bind(now.timestamp_micros())
        .execute(tx)
        .await?;
    Ok(())
}

/// What was opened in a browser is known by the number, too, with which a code is asked for there.
pub async fn carry_over(tx: &mut Conn, moment: &Moment, browser: &Browser, phone: &str) -> Result<(), Error> {
    let Some(visit) = &browser.visit else { return Ok(()) };
    let Some(opening) = by_browser(tx, visit).await? else { return Ok(()) };
    let opener = seen::marked(tx, moment, What::Asking(phone)).await?;
    // Asked for in another browser just now: the link that was opened last counts.
    let known = find(tx, &opener, Some(moment.now - OF_NUMBER)).await?;
    if known.is_some_and(|known| known.at > opening.at) {
        return Ok(());
    }
    keep(tx, opener, opening, moment.now).await
}

/// The link that counts for who joins in a browser with a number: the one that was opened last. It is used up.
pub async fn take(
    tx: &mut Conn,
    browser: &Browser,
    phone: Option<&str>,
    now: Instant,
) -> Result<Option<Opening>, Error> {
    let mut openers: Vec<_> = browser.visit.iter().map(|token| (of_browser(token), None)).collect();
    if let Some(phone) = phone {
        let since = Some(now - OF_NUMBER);
        openers.extend(seen::marks(tx, What::Asking(phone)).await?.into_iter().map(|mark| (mark, since)));
    }
    let mut last: Option<Opening> = None;
    for (opener, since) in openers {
        let opening = find(tx, &opener, since).await?;
        last = last.into_iter().chain(opening).max_by_key(|opening| opening.at);
        sqlx::query("DELETE FROM referral_openings WHERE opener = $1").bind(opener).execute(&mut *tx).await?;
    }
    Ok(last)
}

/// Forgets what is known by the number of somebody who leaves.
pub async fn forget(tx: &mut Conn, phone: &str, now: Instant) -> Result<(), Error> {
    take(tx, &Browser::default(), Some(phone), now).await.map(drop)
}

/// Forgets what nobody can join by any more, and is not told any more either.
pub async fn clean(tx: &mut Conn, now: Instant) -> Result<(), Error> {
    sqlx::query("DELETE FROM referral_openings WHERE opened_at < $1")
        .bind(seen::since(now).timestamp_micros())
        .execute(tx)
        .await?;
    Ok(())
}
