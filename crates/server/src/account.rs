//! What is known of a member, what they agreed to, and how they take it with them or leave.

mod export;

use crate::Error;
use crate::booking::Imported;
use crate::fields::is_hidden;
use crate::http::call::Request;
use crate::http::mount::{Change, Done, Routes};
use crate::http::{Call, answer};
use crate::policies::{Version, instant};
use crate::sessions::{self, Session};
use crate::store::{Conn, Work};
use crate::{addresses, orders};
use chrono::{DateTime, Utc};
use shuke_contract::account::{
    Birthday, CloseAccount, CloseRequest, ConsentState, GetExport, GetProfile, Profile, ProfileUpdate, PutConsent,
    PutProfile,
};
use shuke_contract::sign_in::ConsentChoice;
use shuke_contract::{Empty, ErrorCode, Problem};
use shuke_rules::number::CardNumber;
use shuke_rules::phone::Phone;
use shuke_rules::policy::{Consent, ConsentId, StoreId};
use sqlx::Row;

/// Characters of a name at most.
const NAME: usize = 40;

pub fn routes(routes: Routes) -> Routes {
    routes
        .read::<GetProfile, Session, _, _>(get_profile)
        .write::<PutProfile, Session, _>(put_profile)
        .write::<PutConsent, Session, _>(put_consent)
        .read::<GetExport, Session, _, _>(export::get_export)
        .write::<CloseAccount, Session, _>(close_account)
}

/// A name to be kept: trimmed; nothing for an empty one.
///
/// # Errors
/// [`ErrorCode::InvalidFields`] for one that is too long or holds control characters.
pub fn name(given: Option<&str>) -> Result<Option<String>, Error> {
    let wrong =
        |message: &str| Problem::new(ErrorCode::InvalidFields, "The name cannot be kept.").field("name", message);
    let Some(name) = given.map(str::trim).filter(|name| !name.is_empty()) else { return Ok(None) };
    if name.chars().count() > NAME {
        return Err(wrong("is longer than 40 characters").figure("limit_characters", 40).into());
    }
    if name.chars().any(is_hidden) {
        return Err(wrong("holds characters that cannot be seen").into());
    }
    Ok(Some(name.to_owned()))
}

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
pub async fn log_consent(tx: &mut Conn, member: i64, choice: &ConsentChoice, at: DateTime<Utc>) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO consent_log (member_id, n, consent, version, given, at) VALUES ($1, \
         (SELECT COALESCE(MAX(n), 0) + 1 FROM consent_log WHERE member_id = $1), $2, $3, $4, $5)",
    )
    .bind(member)
    .bind(&choice.id.0)
    .bind(&choice.version)
    .bind(i64::from(choice.given))
    .bind(at.timestamp_micros())
    .execute(tx)
    .await?;
    Ok(())
}

async fn get_profile(call: Call<Empty, Session>) -> Result<Profile, Error> {
    profile(&mut *call.app.store.read().await?, call.who.member).await
}

/// What is known of a member who has not left.
pub async fn profile(connection: &mut Conn, member: i64) -> Result<Profile, Error> {
    let row = sqlx::query(
        "SELECT card, name, phone, birthday, joined_at, store, \
         (SELECT COUNT(*) FROM sessions s WHERE s.member_id = m.id AND s.expires_at > $2) AS sessions \
         FROM members m WHERE id = $1 AND closed_at IS NULL",
    )
    .bind(member)
    .bind(Utc::now().timestamp_micros())
    .fetch_optional(&mut *connection)
    .await?
    .ok_or_else(sessions::sign_in_required)?;
    let (card, phone): (String, Option<String>) = (row.try_get("card")?, row.try_get("phone")?);
    let (birthday, store): (Option<String>, Option<String>) = (row.try_get("birthday")?, row.try_get("store")?);
    let mut consents: Vec<ConsentState> = Vec::new();
    for said in consent_log(connection, member).await? {
        consents.retain(|other| other.id != said.id);
        consents.push(said);
    }
    Ok(Profile {
        number: CardNumber::parse(&card).ok_or_else(|| Error::internal("a member without a card number"))?,
        name: row.try_get("name")?,
        phone_masked: phone.and_then(|phone| Phone::parse(&phone)).map(|phone| phone.masked()),
        birthday: birthday.as_deref().and_then(read_birthday),
        joined_at: instant(row.try_get("joined_at")?)?,
        joined_in: store.map(StoreId),
        consents,
        sessions: row.try_get("sessions")?,
    })
}

/// Everything that a member ever said about consents, oldest first.
async fn consent_log(connection: &mut Conn, member: i64) -> Result<Vec<ConsentState>, Error> {
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

/// A member's birthday, where it is known.
pub async fn birthday_of(connection: &mut Conn, member: i64) -> Result<Option<Birthday>, Error> {
    let row: (Option<String>,) =
        sqlx::query_as("SELECT birthday FROM members WHERE id = $1").bind(member).fetch_one(connection).await?;
    Ok(row.0.as_deref().and_then(read_birthday))
}

/// From `MM-DD`.
fn read_birthday(text: &str) -> Option<Birthday> {
    let (month, day) = text.split_once('-')?;
    Some(Birthday { month: month.parse().ok()?, day: day.parse().ok()? })
}

fn put_profile(tx: &mut Conn, call: Request<ProfileUpdate, Session>) -> Work<'_, Done<Profile>> {
    Box::pin(async move {
        let name = name(call.request.name.as_deref())?;
        if call.request.birthday.is_some_and(|birthday| !birthday.exists()) {
            return Err(Problem::new(ErrorCode::InvalidFields, "There is no such day.")
                .field("birthday", "no year has this month and day")
                .into());
        }
        let birthday = call.request.birthday.map(|birthday| format!("{:02}-{:02}", birthday.month, birthday.day));
        sqlx::query("UPDATE members SET name = $1, birthday = $2 WHERE id = $3 AND closed_at IS NULL")
            .bind(name)
            .bind(birthday)
            .bind(call.who.member)
            .execute(&mut *tx)
            .await?;
        Ok(profile(tx, call.who.member).await?.into())
    })
}

fn put_consent(tx: &mut Conn, call: Request<ConsentChoice, Session>) -> Work<'_, Done<Profile>> {
    Box::pin(async move {
        let choice = &call.request;
        let book = call.app.policies.current(tx).await?;
        let consent = known_consent(book.current(), choice, "consent")?;
        if consent.required && !choice.given {
            return Err(Problem::new(ErrorCode::ConsentRequired, "Membership cannot be without this consent.")
                .rule("Withdrawing it is closing the account.")
                .remedy("Close the account.")
                .into());
        }
        let before = profile(tx, call.who.member).await?;
        let last = before.consents.iter().find(|said| said.id == choice.id);
        let changes = match last {
            Some(said) => said.given != choice.given || (choice.given && said.version != choice.version),
            None => choice.given,
        };
        if !changes {
            return Ok(before.into());
        }
        log_consent(tx, call.who.member, choice, Utc::now()).await?;
        Ok(profile(tx, call.who.member).await?.into())
    })
}

/// Sales, points and the log of consents stay, without a person.
fn close_account(tx: &mut Conn, call: Request<CloseRequest, Session>) -> Work<'_, Done<Empty>> {
    Box::pin(async move {
        let member = call.who.member;
        let row = sqlx::query("SELECT card, phone, imported_as FROM members WHERE id = $1 AND closed_at IS NULL")
            .bind(member)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or_else(answer::not_found)?;
        let (card, phone): (String, Option<String>) = (row.try_get("card")?, row.try_get("phone")?);
        let last_four = call.request.last_four.trim();
        if last_four.len() != 4 || !card.ends_with(last_four) {
            return Err(Problem::new(
                ErrorCode::InvalidFields,
                "These are not the last four digits of the card number.",
            )
            .field("last_four", "is not how the card number ends")
            .into());
        }
        let book = call.app.policies.current(tx).await?;
        orders::forget(tx, &book, member, Utc::now()).await?;
        addresses::forget(tx, member).await?;
        forget(tx, member, phone, row.try_get("imported_as")?).await?;
        Ok(Done { reply: Empty {}, session: Change::Ended })
    })
}

/// Of somebody who came from an import a hash of their name stays, so that no later file brings them back.
async fn forget(tx: &mut Conn, member: i64, phone: Option<String>, imported_as: Option<String>) -> Result<(), Error> {
    let hashes =
        sqlx::query("SELECT token_hash FROM sessions WHERE member_id = $1").bind(member).fetch_all(&mut *tx).await?;
    for row in hashes {
        let hash: String = row.try_get("token_hash")?;
        let scope = sessions::scope(&hash);
        sqlx::query("DELETE FROM idempotency WHERE scope = $1").bind(scope).execute(&mut *tx).await?;
    }
    sessions::end_all(tx, member).await?;
    sqlx::query("DELETE FROM one_time_codes WHERE phone = $1").bind(phone).execute(&mut *tx).await?;
    sqlx::query(
        "UPDATE members SET name = NULL, phone = NULL, birthday = NULL, imported_as = $1, closed_at = $2 WHERE id = $3",
    )
    .bind(imported_as.map(|name| Imported::of(&name).closed()))
    .bind(Utc::now().timestamp_micros())
    .bind(member)
    .execute(tx)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_name_is_trimmed_and_nothing_hidden_gets_in() {
        assert_eq!(name(Some("  王小满 ")).unwrap().as_deref(), Some("王小满"));
        assert_eq!(name(Some("   ")).unwrap(), None);
        assert_eq!(name(Some(&"长".repeat(40))).unwrap().map(|name| name.chars().count()), Some(40));
        for wrong in ["长".repeat(41), "a\nb".into(), "a\u{202e}b".into(), "a\0b".into()] {
            assert!(name(Some(&wrong)).is_err(), "{wrong:?}");
        }
    }
}
