//! Who a member is: the row of the person, what they agreed to, and the version that every write raises which concerns them.
//! Owns `members` and `consent_log`; points and purchases are `booking`'s.

mod audit;
mod consents;
mod imported;
mod many;
mod row;

pub use audit::AUDIT;
pub use consents::{SEAL as CONSENTS, consents, known_consent, log_consent};
pub use imported::{anybody_left, imported, imported_between, joined_earlier};
pub use many::{Consented, Head, cards_of, first_named, heads, log_consents, names_of};
pub use row::{MemberRow, Moved, SEAL};

use crate::Error;
use crate::fields::{kept, length};
use crate::http::answer;
use crate::policies::instant;
use crate::store::Conn;
use shuke_contract::account::{Birthday, NAME_CHARACTERS};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::Instant;
use shuke_rules::number::CardNumber;
use shuke_rules::policy::StoreId;
use shuke_rules::typed;
use sqlx::Row;
use unicode_normalization::char::is_combining_mark;

/// What is known of somebody who becomes a member.
#[derive(Clone, Debug, Default)]
pub struct NewMember {
    pub phone: Option<String>,
    /// The name of the customer in the import that they come from.
    pub imported_as: Option<String>,
    pub name: Option<String>,
    /// `MM-DD`
    pub birthday: Option<String>,
    pub store: Option<String>,
}

/// Something that is stored of a member changed: whatever was computed from it is not so any more. Every write that concerns a
/// member calls this, or [`Moved::update`], in its own transaction.
pub async fn touch(tx: &mut Conn, member: i64) -> Result<(), Error> {
    sqlx::query("UPDATE members SET version = version + 1 WHERE id = $1").bind(member).execute(tx).await?;
    Ok(())
}

/// A member as far as signing in needs one.
pub struct Known {
    pub id: i64,
    pub number: CardNumber,
}

impl Known {
    async fn find(connection: &mut Conn, sql: &'static str, by: &str) -> Result<Option<Self>, Error> {
        let row: Option<(i64, String)> = sqlx::query_as(sql).bind(by).fetch_optional(connection).await?;
        let Some((id, card)) = row else { return Ok(None) };
        Ok(Some(Self { id, number: number(&card)? }))
    }

    pub async fn by_phone(connection: &mut Conn, phone: &str) -> Result<Option<Self>, Error> {
        Self::find(connection, "SELECT id, card FROM members WHERE phone = $1 AND closed_at IS NULL", phone).await
    }

    pub async fn by_card(connection: &mut Conn, card: &CardNumber) -> Result<Option<Self>, Error> {
        Self::find(connection, "SELECT id, card FROM members WHERE card = $1 AND closed_at IS NULL", card.as_str())
            .await
    }

    /// By what an import called them.
    pub async fn by_import(connection: &mut Conn, name: &str) -> Result<Option<Self>, Error> {
        Self::find(connection, "SELECT id, card FROM members WHERE imported_as = $1 AND closed_at IS NULL", name).await
    }
}

fn number(card: &str) -> Result<CardNumber, Error> {
    CardNumber::parse(card).ok_or_else(|| Error::internal("a member without a card number"))
}

/// Everything that is known of a person.
pub struct Person {
    pub number: CardNumber,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub imported_as: Option<String>,
    pub birthday: Option<Birthday>,
    pub joined_at: Instant,
    pub store: Option<StoreId>,
}

/// A member who has not left.
///
/// # Errors
/// [`ErrorCode::NotFound`]
pub async fn person(connection: &mut Conn, member: i64) -> Result<Person, Error> {
    let row = sqlx::query(
        "SELECT card, name, phone, imported_as, birthday, joined_at, store FROM members WHERE id = $1 AND closed_at IS NULL",
    )
    .bind(member)
    .fetch_optional(connection)
    .await?
    .ok_or_else(answer::not_found)?;
    let birthday: Option<String> = row.try_get("birthday")?;
    Ok(Person {
        number: number(row.try_get("card")?)?,
        name: row.try_get("name")?,
        phone: row.try_get("phone")?,
        imported_as: row.try_get("imported_as")?,
        birthday: birthday.as_deref().and_then(read_birthday),
        joined_at: instant(row.try_get("joined_at")?)?,
        store: row.try_get::<Option<String>, _>("store")?.map(StoreId),
    })
}

/// Members after one of them, in the order in which they became members: id, card number, and since when. Also those who left.
pub async fn joined_after(connection: &mut Conn, after: i64, most: i64) -> Result<Vec<(i64, String, Instant)>, Error> {
    let rows: Vec<(i64, String, i64)> =
        sqlx::query_as("SELECT id, card, joined_at FROM members WHERE id > $1 ORDER BY id LIMIT $2")
            .bind(after)
            .bind(most)
            .fetch_all(connection)
            .await?;
    rows.into_iter().map(|(id, card, at)| Ok((id, card, instant(at)?))).collect()
}

/// Whether a member has left, or never was.
pub async fn has_left(connection: &mut Conn, member: i64) -> Result<bool, Error> {
    let row: Option<(Option<i64>,)> =
        sqlx::query_as("SELECT closed_at FROM members WHERE id = $1").bind(member).fetch_optional(connection).await?;
    Ok(row.is_none_or(|(left,)| left.is_some()))
}

/// The card number, also of one who left.
pub async fn card_of(connection: &mut Conn, member: i64) -> Result<String, Error> {
    let row: (String,) =
        sqlx::query_as("SELECT card FROM members WHERE id = $1").bind(member).fetch_one(connection).await?;
    Ok(row.0)
}

/// What the member wants to be called.
pub async fn name_of(connection: &mut Conn, member: i64) -> Result<Option<String>, Error> {
    let row: (Option<String>,) =
        sqlx::query_as("SELECT name FROM members WHERE id = $1").bind(member).fetch_one(connection).await?;
    Ok(row.0)
}

/// A member's birthday, where it is known.
pub async fn birthday_of(connection: &mut Conn, member: i64) -> Result<Option<Birthday>, Error> {
    let row: (Option<String>,) =
        sqlx::query_as("SELECT birthday FROM members WHERE id = $1").bind(member).fetch_one(connection).await?;
    Ok(row.0.as_deref().and_then(read_birthday))
}

/// The shop where a member joined; none online.
pub async fn joined_in(connection: &mut Conn, member: i64) -> Result<Option<StoreId>, Error> {
    let row: (Option<String>,) =
        sqlx::query_as("SELECT store FROM members WHERE id = $1").bind(member).fetch_one(connection).await?;
    Ok(row.0.map(StoreId))
}

/// What others call a member: the name, or how the card number ends.
pub async fn label_of(connection: &mut Conn, member: i64) -> Result<String, Error> {
    let (name, card): (Option<String>, String) =
        sqlx::query_as("SELECT name, card FROM members WHERE id = $1").bind(member).fetch_one(connection).await?;
    Ok(label(name, &card))
}

/// The name, or how the card number ends.
pub fn label(name: Option<String>, card: &str) -> String {
    name.unwrap_or_else(|| format!("…{}", card.get(9..).unwrap_or(card)))
}

/// The id of every so-many-th member, in order.
pub async fn every(connection: &mut Conn, nth: i64) -> Result<Vec<i64>, Error> {
    const EVERY: &str = "SELECT id FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM members) AS numbered WHERE n % $1 = 0 ORDER BY id";
    let rows: Vec<(i64,)> = sqlx::query_as(EVERY).bind(nth).fetch_all(connection).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Until when a member has seen the inbox.
pub async fn inbox_seen(connection: &mut Conn, member: i64) -> Result<Instant, Error> {
    let (seen,): (i64,) =
        sqlx::query_as("SELECT inbox_seen_at FROM members WHERE id = $1").bind(member).fetch_one(connection).await?;
    instant(seen)
}

/// Notes until when a member has seen the inbox; never earlier than before.
pub async fn see_inbox(tx: &mut Conn, member: i64, until: Instant) -> Result<(), Error> {
    sqlx::query("UPDATE members SET inbox_seen_at = $1, version = version + 1 WHERE id = $2 AND inbox_seen_at < $1")
        .bind(until.timestamp_micros())
        .bind(member)
        .execute(tx)
        .await?;
    Ok(())
}

/// Keeps what a member wants to be called and when they have their birthday.
pub async fn rename(tx: &mut Conn, member: i64, name: Option<String>, birthday: Option<Birthday>) -> Result<(), Error> {
    let birthday = birthday.map(|birthday| format!("{:02}-{:02}", birthday.month, birthday.day));
    sqlx::query(
        "UPDATE members SET name = $1, birthday = $2, version = version + 1 WHERE id = $3 AND closed_at IS NULL",
    )
    .bind(name)
    .bind(birthday)
    .bind(member)
    .execute(&mut *tx)
    .await?;
    row::sealed(tx, member).await
}

/// Forgets the person of a member, who leaves at `now`. `imported_as` is what stays of the name that an import had for them.
pub async fn forget(tx: &mut Conn, member: i64, imported_as: Option<String>, now: Instant) -> Result<(), Error> {
    sqlx::query(
        "UPDATE members SET name = NULL, phone = NULL, birthday = NULL, imported_as = $1, closed_at = $2, \
         version = version + 1 WHERE id = $3",
    )
    .bind(imported_as)
    .bind(now.timestamp_micros())
    .bind(member)
    .execute(&mut *tx)
    .await?;
    row::sealed(tx, member).await
}

/// From `MM-DD`.
fn read_birthday(text: &str) -> Option<Birthday> {
    let (month, day) = text.split_once('-')?;
    Some(Birthday { month: month.parse().ok()?, day: day.parse().ok()? })
}

/// A name to be kept: as [`kept`]; nothing for one in which nothing can be seen.
///
/// # Errors
/// [`ErrorCode::InvalidFields`] for one that is too long or holds characters that cannot be seen.
pub fn name(given: Option<&str>) -> Result<Option<String>, Error> {
    let wrong =
        |message: &str| Problem::new(ErrorCode::InvalidFields, "The name cannot be kept.").field("name", message);
    let Some(name) = given.map(kept).filter(|name| typed::shows(name)) else { return Ok(None) };
    if name.chars().all(|character| character.is_whitespace() || is_combining_mark(character)) {
        return Err(wrong("is nothing but accents").into());
    }
    if length(&name) > NAME_CHARACTERS {
        return Err(wrong("is longer than 40 characters").figure("limit_characters", 40).into());
    }
    if name.chars().any(typed::is_hidden) {
        return Err(wrong("holds characters that cannot be seen").into());
    }
    Ok(Some(name))
}

#[cfg(test)]
mod tests {
    use super::{label, name};

    #[test]
    fn a_name_is_trimmed_and_nothing_hidden_gets_in() {
        assert_eq!(name(Some("  王小满 ")).unwrap().as_deref(), Some("王小满"));
        assert_eq!(name(Some("   ")).unwrap(), None);
        assert_eq!(name(Some(&"长".repeat(40))).unwrap().map(|name| name.chars().count()), Some(40));
        for wrong in ["长".repeat(41), "a\nb".into(), "a\u{202e}b".into(), "a\0b".into(), "王\u{200b}小满".into()] {
            assert!(name(Some(&wrong)).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_name_is_counted_as_people_count_and_kept_in_one_spelling() {
        let family = "👩\u{200d}👩\u{200d}👧\u{200d}👧";
        assert_eq!(name(Some(&family.repeat(40))).unwrap().unwrap(), family.repeat(40));
        assert!(name(Some(&family.repeat(41))).is_err());
        assert_eq!(name(Some("Rene\u{301}")).unwrap(), name(Some("Ren\u{e9}")).unwrap());
        assert_eq!(name(Some("\u{202d}王小满\u{202c}")).unwrap().as_deref(), Some("王小满"));
        for nothing in ["\u{200b}", "\u{feff} \u{200d}", "\u{2800}\u{3164}"] {
            assert_eq!(name(Some(nothing)).unwrap(), None, "{nothing:?}");
        }
    }

    #[test]
    fn who_has_no_name_is_called_by_the_end_of_the_card() {
        assert_eq!(label(Some("小满".to_owned()), "6901010000012"), "小满");
        assert_eq!(label(None, "6901010000012"), "…0012");
    }
}
