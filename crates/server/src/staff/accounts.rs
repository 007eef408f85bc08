//! The accounts of staff: made and removed by the operator only. A removed one stays, for the log.

use crate::Error;
use crate::policies::instant;
use crate::sessions::{self, Holder};
use crate::store::seal::{Name, Seal, Value};
use crate::store::{Conn, next_id};
use shuke_contract::staff::Role;
use shuke_rules::Instant;
use shuke_rules::phone::Phone;
use shuke_rules::policy::StoreId;
use sqlx::Row;
use sqlx::any::AnyRow;

pub static SEAL: Seal = Seal {
    table: "staff",
    key: &[Name::Number("id")],
    columns: &["id", "phone", "name", "role", "store", "created_at", "revoked_at?"],
    first: None,
    member: None,
};

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

/// An account as it is listed.
#[derive(Clone, Debug)]
pub struct Account {
    pub person: Person,
    pub created: Instant,
    /// From then on they work here no longer.
    pub revoked: Option<Instant>,
}

/// The account of everybody who ever worked here, by number.
pub async fn all(connection: &mut Conn) -> Result<Vec<Account>, Error> {
    let rows = sqlx::query("SELECT id, phone, name, role, store, created_at, revoked_at FROM staff ORDER BY id")
        .fetch_all(connection)
        .await?;
    let account = |row: &AnyRow| {
        let revoked: Option<i64> = row.try_get("revoked_at")?;
        Ok(Account {
            person: Person::read(row)?,
            created: instant(row.try_get("created_at")?)?,
            revoked: revoked.map(instant).transpose()?,
        })
    };
    rows.iter().map(account).collect()
}

/// Whom the operator makes an account for.
#[derive(Clone, Debug)]
pub struct Hired {
    pub phone: Phone,
    pub name: String,
    pub role: Role,
    pub store: StoreId,
}

/// A new account; nobody who works here may have the number.
pub async fn add(tx: &mut Conn, hired: Hired, now: Instant) -> Result<Person, Error> {
    let Hired { phone, name, role, store } = hired;
    let person = Person { id: next_id(tx, "staff").await?, phone, name, role, store };
    SEAL.query(
        "INSERT INTO staff (id, phone, name, role, store, created_at, seal) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(person.id)
    .bind(person.phone.as_str())
    .bind(&person.name)
    .bind(person.role.name())
    .bind(&person.store.0)
    .bind(now.timestamp_micros())
    .also(None::<i64>)
    .execute(tx)
    .await?;
    Ok(person)
}

/// Removes an account and ends its sessions; `None` where nobody who works here has the id.
pub async fn remove(connection: &mut Conn, id: i64, now: Instant) -> Result<Option<Person>, Error> {
    let Some(person) = Person::by_id(connection, id).await? else { return Ok(None) };
    sqlx::query("UPDATE staff SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL")
        .bind(now.timestamp_micros())
        .bind(id)
        .execute(&mut *connection)
        .await?;
    SEAL.again(connection, &[Value::from(id)]).await?;
    sessions::end_all(connection, Holder::Staff(id)).await?;
    Ok(Some(person))
}
