//! What a member said about consents: each time that they did, never changed.

use super::touch;
use crate::Error;
use crate::policies::{Version, instant};
use crate::store::Conn;
use shuke_contract::account::ConsentState;
use shuke_contract::sign_in::ConsentChoice;
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::Instant;
use shuke_rules::policy::{Consent, ConsentId};
use sqlx::Row;

/// The consent that a choice is about.
///
/// # Errors
/// [`ErrorCode::InvalidFields`] for one that there is not, [`ErrorCode::ConsentRequired`] for another version of its text.
pub fn known_consent<'a>(version: &'a Version, choice: &ConsentChoice, field: &str) -> Result<&'a Consent, Error> {
    let known = version.policy.consents.iter().find(|consent| consent.id == choice.id).ok_or_else(|| {
        Problem::new(ErrorCode::InvalidFields, "There is no such consent.")
            .field(format!("{field}.id"), "is not asked for")
    })?;
    if choice.given && choice.version != known.version {
        return Err(Problem::new(ErrorCode::ConsentRequired, "The text has changed since it was shown.")
            .field(format!("{field}.version"), format!("the present version is {}", known.version))
            .remedy("Show the present text and ask again.")
            .into());
    }
    Ok(known)
}

/// Logs what a member said about a consent.
pub async fn log_consent(tx: &mut Conn, member: i64, choice: &ConsentChoice, at: Instant) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO consent_log (member_id, n, consent, version, given, at) VALUES ($1, \
         (SELECT COALESCE(MAX(n), 0) + 1 FROM consent_log WHERE member_id = $1), $2, $3, $4, $5)",
    )
    .bind(member)
    .bind(&choice.id.0)
    .bind(&choice.version)
    .bind(i64::from(choice.given))
    .bind(at.timestamp_micros())
    .execute(&mut *tx)
    .await?;
    touch(tx, member).await
}

/// Everything that a member ever said about consents, oldest first.
pub async fn consents(connection: &mut Conn, member: i64) -> Result<Vec<ConsentState>, Error> {
    let rows = sqlx::query("SELECT consent, version, given, at FROM consent_log WHERE member_id = $1 ORDER BY n")
        .bind(member)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(ConsentState {
                id: ConsentId(row.try_get("consent")?),
                version: row.try_get("version")?,
                given: row.try_get::<i64, _>("given")? != 0,
                at: instant(row.try_get("at")?)?,
            })
        })
        .collect()
}
