//! What a member said about consents: each time that they did, never changed.

use super::{Consented, touch};
use crate::Error;
use crate::policies::{Rulebook, Version, instant};
use crate::store::Conn;
use crate::store::seal::{Name, Seal};
use shuke_contract::account::ConsentState;
use shuke_contract::sign_in::ConsentChoice;
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::Instant;
use shuke_rules::policy::{Consent, ConsentId};
use sqlx::Row;

pub static SEAL: Seal = Seal {
    table: "consent_log",
    key: &[Name::Number("nth")],
    columns: &["nth", "member_id", "n", "consent", "version", "given", "at"],
    first: None,
    member: Some("member_id"),
};

/// The consent that a choice is about. What is given is given to the present text; what is withdrawn or refused may be one that was asked
/// for before.
///
/// # Errors
/// [`ErrorCode::InvalidFields`] for one that there is not, or a version that its text never had; [`ErrorCode::ConsentRequired`] for an earlier
/// one.
pub fn known_consent<'a>(rulebook: &'a Rulebook, choice: &ConsentChoice, field: &str) -> Result<&'a Consent, Error> {
    let known = rulebook.current().policy.consents.iter().find(|consent| consent.id == choice.id).ok_or_else(|| {
        Problem::new(ErrorCode::InvalidFields, "There is no such consent.")
            .field(format!("{field}.id"), "is not asked for")
    })?;
    if choice.given && choice.version != known.version {
        return Err(Problem::new(ErrorCode::ConsentRequired, "The text has changed since it was shown.")
            .field(format!("{field}.version"), format!("the present version is {}", known.version))
            .remedy("Show the present text and ask again.")
            .into());
    }
    if !rulebook.versions().any(|version| has(version, choice)) {
        return Err(Problem::new(ErrorCode::InvalidFields, "The text never had this version.")
            .field(format!("{field}.version"), format!("the present version is {}", known.version))
            .into());
    }
    Ok(known)
}

/// Whether this is a consent of a rule version, in the wording that was chosen about.
fn has(version: &Version, choice: &ConsentChoice) -> bool {
    version.policy.consents.iter().any(|consent| consent.id == choice.id && consent.version == choice.version)
}

/// Logs what a member said about a consent.
pub async fn log_consent(tx: &mut Conn, member: i64, choice: &ConsentChoice, at: Instant) -> Result<(), Error> {
    let (n,): (i64,) = sqlx::query_as("SELECT COALESCE(MAX(n), 0) + 1 FROM consent_log WHERE member_id = $1")
        .bind(member)
        .fetch_one(&mut *tx)
        .await?;
    super::log_consents(tx, &[Consented { member, n, choice: choice.clone(), at }]).await?;
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
