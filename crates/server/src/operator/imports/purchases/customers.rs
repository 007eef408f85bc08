//! Who the rows that wait are about, and which of them are booked already.

use super::book::{Totals, count};
use crate::booking::{self, Imported};
use crate::policies::stored_day;
use crate::store::Conn;
use crate::{Error, member};
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
    let (first, last) = range.unwrap_or_default();
    let members: BTreeMap<String, i64> =
        member::imported_between(connection, &first, &last).await?.into_iter().collect();
    let mut customers: Vec<Customer> = Vec::new();
    for row in rows {
        if customers.last().is_none_or(|last| last.name != row.0) {
            let (name, member) = (row.0.clone(), members.get(&row.0).copied());
            customers.push(Customer { name, member, new: Vec::new() });
        }
        if let Some(customer) = customers.last_mut() {
            customer.new.push(Purchase { key: String::new(), line: row.1, day: stored_day(&row.2)?, paid: Fen(row.3) });
        }
    }
    let somebody_left = member::anybody_left(connection).await?;
    for customer in &mut customers {
        keyed(customer);
        let unknown = somebody_left && customer.member.is_none();
        // Nobody is made a member again by an import.
        let left =
            if unknown { member::imported(connection, &Imported::of(&customer.name).closed()).await? } else { None };
        let all = customer.new.len();
        if let Some(member) = customer.member.or(left) {
            let booked: BTreeSet<String> = booking::sale_keys(connection, member).await?.into_iter().collect();
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
