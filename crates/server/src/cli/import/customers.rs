//! Who the rows that wait are about, and which of them are booked already.

use super::book::{Totals, count};
use crate::Error;
use crate::booking::Imported;
use crate::store::Conn;
use shuke_rules::{Day, Fen};
use std::collections::{BTreeMap, BTreeSet};

/// A row that waits: customer, line, day, fen.
pub type Row = (String, i64, String, i64);

/// A purchase of a customer.
pub struct Purchase {
    /// Its natural identity; see [`keyed`].
    pub key: String,
    pub line: i64,
    pub day: Day,
    pub paid: Fen,
}

/// A customer of the part and what of theirs is new.
pub struct Customer {
    pub name: String,
    /// `None`: not a member yet.
    pub member: Option<i64>,
    pub new: Vec<Purchase>,
}

/// Groups rows by customer and leaves out what is booked already.
pub async fn customers(connection: &mut Conn, rows: Vec<Row>, totals: &mut Totals) -> Result<Vec<Customer>, Error> {
    let range = rows.first().zip(rows.last()).map(|(first, last)| (first.0.clone(), last.0.clone()));
    let members = members(connection, &range.unwrap_or_default()).await?;
    let mut customers: Vec<Customer> = Vec::new();
    for row in rows {
        if customers.last().is_none_or(|last| last.name != row.0) {
            let (name, member) = (row.0.clone(), members.get(&row.0).copied());
            customers.push(Customer { name, member, new: Vec::new() });
        }
        if let Some(customer) = customers.last_mut() {
            customer.new.push(Purchase { key: String::new(), line: row.1, day: day(&row.2)?, paid: Fen(row.3) });
        }
    }
    let somebody_left = somebody_left(connection).await?;
    for customer in &mut customers {
        keyed(customer);
        let unknown = somebody_left && customer.member.is_none();
        let left = if unknown { who_left(connection, &customer.name).await? } else { None };
        let all = customer.new.len();
        if let Some(member) = customer.member.or(left) {
            let booked = booked(connection, member).await?;
            customer.new.retain(|purchase| !booked.contains(&purchase.key));
        }
        totals.known += count(all - customer.new.len())?;
        if left.is_some() {
            totals.left_out += count(customer.new.len())?;
            customer.new.clear();
        }
    }
    Ok(customers)
}

async fn somebody_left(connection: &mut Conn) -> Result<bool, Error> {
    let row: Option<(i64,)> =
        sqlx::query_as("SELECT id FROM members WHERE closed_at IS NOT NULL LIMIT 1").fetch_optional(connection).await?;
    Ok(row.is_some())
}

/// The member that the customer was until they closed their account. Nobody is made a member again by an import.
async fn who_left(connection: &mut Conn, name: &str) -> Result<Option<i64>, Error> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT id FROM members WHERE imported_as = $1")
        .bind(Imported::of(name).closed())
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|(member,)| member))
}

/// Gives each purchase its natural key: the same purchase in another file, or in another order, has the same. Purchases of
/// one day and amount are told apart by how many they are.
fn keyed(customer: &mut Customer) {
    let imported = Imported::of(&customer.name);
    let mut seen: BTreeMap<(Day, Fen), u32> = BTreeMap::new();
    for purchase in &mut customer.new {
        let n = seen.entry((purchase.day, purchase.paid)).or_default();
        *n += 1;
        purchase.key = imported.sale(purchase.day, purchase.paid, *n);
    }
}

async fn members(connection: &mut Conn, range: &(String, String)) -> Result<BTreeMap<String, i64>, Error> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("SELECT imported_as, id FROM members WHERE imported_as >= $1 AND imported_as <= $2")
            .bind(&range.0)
            .bind(&range.1)
            .fetch_all(connection)
            .await?;
    Ok(rows.into_iter().collect())
}

async fn booked(connection: &mut Conn, member: i64) -> Result<BTreeSet<String>, Error> {
    let rows: Vec<(String,)> =
        sqlx::query_as("SELECT key FROM sales WHERE member_id = $1").bind(member).fetch_all(connection).await?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}

fn day(text: &str) -> Result<Day, Error> {
    Day::parse(text).ok_or_else(|| Error::internal(format!("`{text}` is no day")))
}
