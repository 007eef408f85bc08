//! The accounts of staff: made and removed by the operator only. A removed one stays, for the log.

use crate::Error;
use crate::policies::Rulebook;
use crate::sessions::{self, Holder};
use crate::store::{Conn, next_id};
use shuke_contract::staff::Role;
use shuke_rules::Instant;
use shuke_rules::phone::Phone;
use shuke_rules::policy::StoreId;
use sqlx::Row;
use sqlx::any::AnyRow;

/// One who works in a shop.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: i64,
    pub phone: Phone,
    pub name: String,
    pub role: Role,
    pub store: StoreId,
}

impl Person {
    fn read(row: &AnyRow) -> Result<Self, Error> {
        let phone: String = row.try_get("phone")?;
        Ok(Self {
            id: row.try_get("id")?,
            phone: Phone::parse(&phone).ok_or_else(|| Error::internal("staff without a phone number"))?,
            name: row.try_get("name")?,
            role: Role::named(row.try_get("role")?),
            store: StoreId(row.try_get("store")?),
        })
    }

    /// Whoever works here now and has this number.
    pub async fn by_phone(connection: &mut Conn, phone: &Phone) -> Result<Option<Self>, Error> {
        let row = sqlx::query("SELECT id, phone, name, role, store FROM staff WHERE phone = $1 AND revoked_at IS NULL")
            .bind(phone.as_str())
            .fetch_optional(connection)
            .await?;
        row.as_ref().map(Self::read).transpose()
    }

    /// Whoever works here now and has this id.
    pub async fn by_id(connection: &mut Conn, id: i64) -> Result<Option<Self>, Error> {
        let row = sqlx::query("SELECT id, phone, name, role, store FROM staff WHERE id = $1 AND revoked_at IS NULL")
            .bind(id)
            .fetch_optional(connection)
            .await?;
        row.as_ref().map(Self::read).transpose()
    }
}

/// Everybody who ever worked here, with when they began and when they were removed, as microseconds.
pub async fn all(connection: &mut Conn) -> Result<Vec<(Person, i64, Option<i64>)>, Error> {
    let rows = sqlx::query("SELECT id, phone, name, role, store, created_at, revoked_at FROM staff ORDER BY id")
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| Ok((Person::read(row)?, row.try_get("created_at")?, row.try_get("revoked_at")?))).collect()
}

/// Who is to be added; nothing of it was checked.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub phone: String,
    pub name: String,
    pub role: Role,
    pub store: String,
}

/// A new account; the inner error says, to an operator, why there is none.
pub async fn add(connection: &mut Conn, wanted: &Wanted, now: Instant) -> Result<Result<Person, String>, Error> {
    let Some(phone) = Phone::parse(&wanted.phone) else {
        return Ok(Err(format!("`{}` is no mainland mobile number of 11 digits.", wanted.phone)));
    };
    let name = match crate::member::name(Some(&wanted.name)) {
        Ok(Some(name)) => name,
        Ok(None) => return Ok(Err("The name is empty.".to_owned())),
        Err(_) => return Ok(Err("The name is longer than 40 characters, or holds hidden ones.".to_owned())),
    };
    let book = Rulebook::load(connection).await?;
    let store = StoreId(wanted.store.clone());
    let policy = &book.current().policy;
    if policy.store(&store).is_none() {
        let shops: Vec<&str> = policy.stores.iter().map(|store| store.id.0.as_str()).collect();
        return Ok(Err(format!("No shop has the id `{store}`. There are: {}.", shops.join(", "))));
    }
    if let Some(other) = Person::by_phone(connection, &phone).await? {
        return Ok(Err(format!(
            "This number is that of {} ({}), {} at {}. Remove that account first: one person has one place of work.",
            other.name,
            other.id,
            other.role.name(),
            other.store
        )));
    }
    let person = Person { id: next_id(connection, "staff").await?, phone, name, role: wanted.role, store };
    sqlx::query("INSERT INTO staff (id, phone, name, role, store, created_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(person.id)
        .bind(person.phone.as_str())
        .bind(&person.name)
        .bind(person.role.name())
        .bind(&person.store.0)
        .bind(now.timestamp_micros())
        .execute(connection)
        .await?;
    Ok(Ok(person))
}

/// Removes an account and ends its sessions; `None` where nobody who works here has the id.
pub async fn remove(connection: &mut Conn, id: i64, now: Instant) -> Result<Option<Person>, Error> {
    let Some(person) = Person::by_id(connection, id).await? else { return Ok(None) };
    sqlx::query("UPDATE staff SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL")
        .bind(now.timestamp_micros())
        .bind(id)
        .execute(&mut *connection)
        .await?;
    sessions::end_all(connection, Holder::Staff(id)).await?;
    Ok(Some(person))
}
