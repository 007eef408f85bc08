//! One-time codes: six digits, five minutes, five tries, once. How many are sent is for `limits`.

mod device;
mod limits;
mod sender;

pub use device::Device;
pub use sender::Sender;

use limits::{Counted, RESEND_SECONDS};

use crate::context::Moment;
use crate::http::call::Request;
use crate::http::{Answer, Client};
use crate::store::seal::{Name, Seal, Value};
use crate::store::table::{Proof, Rows, Table};
use crate::store::{Conn, Work, next_id};
use crate::{Error, metrics, secrets};
use chrono::{DateTime, Duration, Utc};
use shuke_contract::sign_in::{CodeRequest, CodeSent};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::phone::Phone;
use shuke_rules::typed;
use sqlx::Row;

/// Minutes that a code is good for.
pub const MINUTES: i64 = 5;
const TRIES: i64 = 5;

/// A number as people type it.
///
/// # Errors
/// [`ErrorCode::InvalidFields`]
pub fn phone(given: &Phone) -> Result<Phone, Error> {
    Phone::parse(given.as_str()).ok_or_else(|| {
        Problem::new(ErrorCode::InvalidFields, "The phone number is not one.")
            .field("phone", "not a mainland mobile number of 11 digits")
            .into()
    })
}

pub static SEAL: Seal = Seal {
    table: "one_time_codes",
    key: &[Name::Number("id")],
    columns: &["id", "phone", "address", "device", "salt", "code_hash", "sent_at", "expires_at"],
    first: None,
    member: None,
};

/// How they are proven.
pub const TABLES: &[Table] = &[Table {
    name: "one_time_codes",
    seal: Some(&SEAL),
    rows: Rows::Not("a code is good for five minutes, and deleted after a day"),
    columns: &[
        ("tries", Proof::Not("it counts wrong codes for five minutes, and moves no figure")),
        ("used_at", Proof::Not("it says for five minutes that a code was used, and moves no figure")),
    ],
}];

/// What limits count by. The address itself is not kept.
fn address(client: &Client) -> String {
    secrets::hash(&["address", &client.network()])
}

/// Draws a code for a number and keeps what stands for it; the digits are left for [`send`].
///
/// # Errors
/// [`ErrorCode::InvalidFields`], [`ErrorCode::OtpTooSoon`], [`ErrorCode::OtpLimit`]
pub async fn request(
    tx: &mut Conn,
    call: &Request<CodeRequest, Device>,
    moment: &Moment,
) -> Result<(Phone, CodeSent), Error> {
    let phone = phone(&call.request.phone)?;
    let Moment { now, context, .. } = moment;
    let now = *now;
    let (address, device) = (address(&call.client), call.who.hash());
    let counted = Counted { phone: phone.as_str(), device: &device, address: &address };
    limits::check(tx, &counted, &call.app.settings.codes, now).await?;
    let code = context.chance().digits(6)?;
    call.leave(&code);
    let salt = context.chance().token()?;
    let expires_at = now + Duration::minutes(MINUTES);
    let id = next_id(tx, "one_time_codes").await?;
    SEAL.query(
        "INSERT INTO one_time_codes (id, phone, address, device, salt, code_hash, sent_at, expires_at, seal) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(id)
    .bind(phone.as_str())
    .bind(&address)
    .bind(&device)
    .bind(&salt)
    .bind(secrets::hash(&["code", &salt, &code]))
    .bind(now.timestamp_micros())
    .bind(expires_at.timestamp_micros())
    .execute(tx)
    .await?;
    let resend_at = now + Duration::seconds(RESEND_SECONDS);
    Ok((phone, CodeSent { expires_at, resend_at, now }))
}

/// Hands the code to the sender. When that fails, the code is withdrawn and does not count.
pub async fn send(call: Request<CodeRequest, Device>, _: Answer) -> Result<(), Error> {
    let phone = phone(&call.request.phone)?;
    let code = call.left().ok_or_else(|| Error::internal("no code was drawn"))?;
    match call.app.context.shared::<Sender>().send(&phone, &code).await {
        Ok(()) => {
            metrics::get().code_sent(true);
            Ok(())
        }
        Err(why) => {
            metrics::get().code_sent(false);
            tracing::error!(why, "a one-time code was not sent");
            call.app.store.write(move |tx| withdraw(tx, phone.clone())).await?;
            Err(Problem::new(ErrorCode::OtpNotSent, "The code could not be sent.")
                .remedy("Try again in a moment.")
                .into())
        }
    }
}

fn withdraw(tx: &mut Conn, phone: Phone) -> Work<'_, ()> {
    Box::pin(async move {
        sqlx::query("DELETE FROM one_time_codes WHERE id = (SELECT MAX(id) FROM one_time_codes WHERE phone = $1)")
            .bind(phone.as_str())
            .execute(tx)
            .await?;
        Ok(())
    })
}

/// A code that still counts.
struct Outstanding {
    id: i64,
    salt: String,
    code_hash: String,
    tries: i64,
}

/// The id of the code that `digits` are for `phone`. Wrong digits count as a try, whatever becomes of the caller's transaction.
///
/// # Errors
/// [`ErrorCode::OtpWrong`], [`ErrorCode::OtpExpired`], [`ErrorCode::OtpExhausted`], [`ErrorCode::InvalidFields`]
pub async fn check(tx: &mut Conn, phone: &Phone, digits: &str, now: DateTime<Utc>) -> Result<i64, Error> {
    let digits = &typed::one_time_code(digits).ok_or_else(|| {
        Problem::new(ErrorCode::InvalidFields, "The code is not one.").field("code", "not six digits")
    })?;
    let outstanding = outstanding(tx, phone, now).await?;
    if outstanding.is_empty() {
        return Err(Problem::new(
            ErrorCode::OtpExpired,
            "This code is older than five minutes, used, or was never sent.",
        )
        .remedy("Ask for a new code.")
        .into());
    }
    let open = || outstanding.iter().filter(|code| code.tries < TRIES);
    let right = open().fold(None, |found, code| {
        let same = secrets::same(&secrets::hash(&["code", &code.salt, digits]), &code.code_hash);
        if same { Some(code.id) } else { found }
    });
    if let Some(id) = right {
        return Ok(id);
    }
    if open().next().is_none() {
        return Err(Problem::new(ErrorCode::OtpExhausted, "Five tries were wrong.")
            .remedy("Ask for a new code.")
            .into());
    }
    sqlx::query("UPDATE one_time_codes SET tries = tries + 1 WHERE phone = $1 AND used_at IS NULL AND expires_at > $2 AND tries < $3")
        .bind(phone.as_str())
        .bind(now.timestamp_micros())
        .bind(TRIES)
        .execute(tx)
        .await?;
    let left = open().map(|code| TRIES - code.tries - 1).max().unwrap_or(0);
    Err(Error::Counted(Box::new(
        Problem::new(ErrorCode::OtpWrong, "These digits are wrong.").figure("tries_left", left).remedy(if left > 0 {
            "Look at the message again."
        } else {
            "Ask for a new code."
        }),
    )))
}

/// Every code of a number that is neither old nor used: somebody with two phones may have two.
async fn outstanding(tx: &mut Conn, phone: &Phone, now: DateTime<Utc>) -> Result<Vec<Outstanding>, Error> {
    let rows = sqlx::query("SELECT id, salt, code_hash, tries FROM one_time_codes WHERE phone = $1 AND used_at IS NULL AND expires_at > $2")
        .bind(phone.as_str())
        .bind(now.timestamp_micros())
        .fetch_all(tx)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Outstanding {
                id: row.try_get("id")?,
                salt: row.try_get("salt")?,
                code_hash: row.try_get("code_hash")?,
                tries: row.try_get("tries")?,
            })
        })
        .collect()
}

/// A code counts once.
pub async fn use_up(tx: &mut Conn, id: i64, now: DateTime<Utc>) -> Result<(), Error> {
    let done = sqlx::query("UPDATE one_time_codes SET used_at = $1 WHERE id = $2 AND used_at IS NULL")
        .bind(now.timestamp_micros())
        .bind(id)
        .execute(tx)
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::internal("a code was used twice")) }
}

/// Whoever signs out everywhere is signed in nowhere by a code that was sent before.
pub async fn withdraw_all(tx: &mut Conn, phone: &str, now: DateTime<Utc>) -> Result<(), Error> {
    let withdrawn: Vec<(i64,)> = sqlx::query_as(
        "UPDATE one_time_codes SET expires_at = $1 WHERE phone = $2 AND used_at IS NULL AND expires_at > $1 RETURNING id",
    )
    .bind(now.timestamp_micros())
    .bind(phone)
    .fetch_all(&mut *tx)
    .await?;
    for (id,) in withdrawn {
        SEAL.again(tx, &[Value::from(id)]).await?;
    }
    Ok(())
}

/// Forgets every code of a number.
pub async fn forget(tx: &mut Conn, phone: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM one_time_codes WHERE phone = $1").bind(phone).execute(tx).await?;
    Ok(())
}

/// Deletes what no limit asks for any more.
pub async fn clean(tx: &mut Conn, now: DateTime<Utc>) -> Result<(), Error> {
    let before = now - Duration::days(1) - Duration::minutes(MINUTES);
    sqlx::query("DELETE FROM one_time_codes WHERE sent_at < $1").bind(before.timestamp_micros()).execute(tx).await?;
    Ok(())
}
