//! Who a member is: the row of the person, what they agreed to, and the version that every write raises which concerns them.
//! Owns `members` and `consent_log`; points and purchases are `booking`'s.

mod consents;
mod imported;
mod many;

pub use consents::{consents, known_consent, log_consent};
pub use imported::{anybody_left, imported, imported_between, joined_earlier};
pub use many::{Consented, cards_of, log_consents, names_of};

use crate::Error;
use crate::fields::is_hidden;
use crate::http::answer;
use crate::policies::instant;
use crate::store::{Bound, Conn};
use shuke_contract::account::Birthday;
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::number::CardNumber;
use shuke_rules::policy::StoreId;
use shuke_rules::{Day, Instant, Points};
use sqlx::Row;

/// Characters of a name at most.
const NAME: usize = 40;

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

/// The row of a new member, with the end of their ledger.
#[derive(Debug)]
pub struct MemberRow {
    pub id: i64,
    pub card: String,
    pub new: NewMember,
    pub joined_at: Instant,
    pub joined_day: Day,
    pub debt: Points,
    pub seq: i64,
    pub hash: String,
}

impl MemberRow {
    pub const TABLE: &str = "members (id, card, phone, imported_as, name, birthday, store, joined_at, joined_day, debt, \
        ledger_seq, ledger_hash)";

    pub fn bind<'q>(&self, query: Bound<'q>) -> Bound<'q> {
        let new = &self.new;
        query
            .bind(self.id)
            .bind(self.card.clone())
            .bind(new.phone.clone())
            .bind(new.imported_as.clone())
            .bind(new.name.clone())
            .bind(new.birthday.clone())
            .bind(new.store.clone())
            .bind(self.joined_at.timestamp_micros())
            .bind(self.joined_day.to_string())
            .bind(self.debt.0)
            .bind(self.seq)
            .bind(self.hash.clone())
    }
}

/// What a booking changed in the row of a member.
#[derive(Debug)]
pub struct Moved {
    pub member: i64,
    pub debt: Points,
    pub seq: i64,
    pub hash: String,
    /// Number of entries and debt as they were read: a write is refused if another came between.
    pub stored: (i64, Points),
}

impl Moved {
    pub async fn update(&self, tx: &mut Conn) -> Result<(), Error> {
        let done = sqlx::query(
            "UPDATE members SET debt = $1, ledger_seq = $2, ledger_hash = $3, version = version + 1 \
             WHERE id = $4 AND ledger_seq = $5 AND debt = $6",
        )
        .bind(self.debt.0)
        .bind(self.seq)
        .bind(self.hash.clone())
        .bind(self.member)
        .bind(self.stored.0)
        .bind(self.stored.1.0)
        .execute(tx)
        .await?;
        if done.rows_affected() == 1 {
            Ok(())
        } else {
            Err(Error::internal("the member's ledger is not as it was read"))
        }
    }
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

/// The largest id of a member; 0 for none.
pub async fn last(connection: &mut Conn) -> Result<i64, Error> {
    let row: (i64,) = sqlx::query_as("SELECT COALESCE(MAX(id), 0) FROM members").fetch_one(connection).await?;
    Ok(row.0)
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
    .execute(tx)
    .await?;
    Ok(())
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
    .execute(tx)
    .await?;
    Ok(())
}

/// From `MM-DD`.
fn read_birthday(text: &str) -> Option<Birthday> {
    let (month, day) = text.split_once('-')?;
    Some(Birthday { month: month.parse().ok()?, day: day.parse().ok()? })
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

#[cfg(test)]
mod tests {
    use super::{label, name};

    #[test]
    fn a_name_is_trimmed_and_nothing_hidden_gets_in() {
        assert_eq!(name(Some("  王小满 ")).unwrap().as_deref(), Some("王小满"));
        assert_eq!(name(Some("   ")).unwrap(), None);
        assert_eq!(name(Some(&"长".repeat(40))).unwrap().map(|name| name.chars().count()), Some(40));
        for wrong in ["长".repeat(41), "a\nb".into(), "a\u{202e}b".into(), "a\0b".into()] {
            assert!(name(Some(&wrong)).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn who_has_no_name_is_called_by_the_end_of_the_card() {
        assert_eq!(label(Some("小满".to_owned()), "6901010000012"), "小满");
        assert_eq!(label(None, "6901010000012"), "…0012");
    }
}
