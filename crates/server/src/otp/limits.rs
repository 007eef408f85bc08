//! How many codes are sent: to a number, for a browser, for an address. They hold across servers, because they are counted in
//! the database.
//!
//! Behind one address may be a phone, or a shop full of people. What tells a queue of people from a script that goes through
//! numbers is that people use their codes: so those that nobody used are counted apart, and far fewer are let through.

use crate::Error;
use crate::settings::CodeLimits;
use crate::store::Conn;
use chrono::{DateTime, Duration, Utc};
use shuke_contract::{ErrorCode, Problem};
use sqlx::Row;

/// Between two codes for a number.
pub const RESEND_SECONDS: i64 = 60;

/// Whom a code is counted for.
pub struct Counted<'a> {
    pub phone: &'a str,
    /// Hashes: neither the address nor what the browser is known by is kept.
    pub device: &'a str,
    pub address: &'a str,
}

/// So many within a time.
struct Limit<'a> {
    /// The newest but so many.
    sql: &'static str,
    of: &'a str,
    most: u32,
    hours: i64,
    what: &'static str,
}

const NUMBER: &str =
    "SELECT sent_at FROM one_time_codes WHERE phone = $1 AND sent_at > $2 ORDER BY sent_at DESC LIMIT 1 OFFSET $3";
const DEVICE: &str =
    "SELECT sent_at FROM one_time_codes WHERE device = $1 AND sent_at > $2 ORDER BY sent_at DESC LIMIT 1 OFFSET $3";
const ADDRESS: &str =
    "SELECT sent_at FROM one_time_codes WHERE address = $1 AND sent_at > $2 ORDER BY sent_at DESC LIMIT 1 OFFSET $3";
const UNUSED: &str = "SELECT sent_at FROM one_time_codes WHERE address = $1 AND sent_at > $2 AND used_at IS NULL \
    ORDER BY sent_at DESC LIMIT 1 OFFSET $3";

/// Whether one more may be sent.
///
/// # Errors
/// [`ErrorCode::OtpTooSoon`] and [`ErrorCode::OtpLimit`], each with the seconds to wait.
pub async fn check(tx: &mut Conn, counted: &Counted<'_>, most: &CodeLimits, now: DateTime<Utc>) -> Result<(), Error> {
    if let Some(wait) = wait(tx, NUMBER, counted.phone, 1, Duration::seconds(RESEND_SECONDS), now).await? {
        return Err(Problem::new(ErrorCode::OtpTooSoon, "The last code was sent less than a minute ago.")
            .figure("retry_after_seconds", wait)
            .remedy("Use the code that was sent, or wait.")
            .into());
    }
    let mut longest = None;
    for limit in all(counted, most) {
        let wait = wait(tx, limit.sql, limit.of, limit.most, Duration::hours(limit.hours), now).await?;
        longest = longest.max(wait.map(|wait| (wait, limit.most, limit.what)));
    }
    match longest {
        None => Ok(()),
        Some((wait, most, what)) => Err(Problem::new(ErrorCode::OtpLimit, "Too many codes were asked for.")
            .rule(format!("at most {most} {what}"))
            .figure("retry_after_seconds", wait)
            .remedy("Wait, or ask in a shop.")
            .into()),
    }
}

fn all<'a>(counted: &Counted<'a>, most: &CodeLimits) -> [Limit<'a>; 6] {
    let of = |sql, of, most, hours, what| Limit { sql, of, most, hours, what };
    let Counted { phone, device, address } = *counted;
    [
        of(NUMBER, phone, most.number_hour, 1, "in an hour for a number"),
        of(NUMBER, phone, most.number_day, 24, "in a day for a number"),
        of(DEVICE, device, most.device_hour, 1, "in an hour for a browser"),
        of(ADDRESS, address, most.address_hour, 1, "in an hour for an address"),
        of(UNUSED, address, most.address_unused_hour, 1, "in an hour for an address that nobody used"),
        of(UNUSED, address, most.address_unused_day, 24, "in a day for an address that nobody used"),
    ]
}

/// Seconds until fewer than `most` lie within `window`; `None`: they do.
async fn wait(
    tx: &mut Conn,
    sql: &'static str,
    of: &str,
    most: u32,
    window: Duration,
    now: DateTime<Utc>,
) -> Result<Option<i64>, Error> {
    let row = sqlx::query(sql)
        .bind(of)
        .bind((now - window).timestamp_micros())
        .bind(i64::from(most) - 1)
        .fetch_optional(tx)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let sent = DateTime::from_timestamp_micros(row.try_get("sent_at")?).unwrap_or_default();
    Ok(Some((sent + window - now).num_seconds() + 1))
}
