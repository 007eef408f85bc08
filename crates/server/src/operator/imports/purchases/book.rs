//! The second half of an import: the rows that wait are booked, customer by customer, each in the order of days. A transaction
//! books some hundred rows and notes how far the import is, so that it resumes after any of them.

use super::customers::{Customer, Purchase, Row, customers};
use super::stage::{Progress, elsewhere, progress, sealed};
use crate::Error;
use crate::booking::{Account, Batch, Sale, by_id, cards, plain_line, region};
use crate::context::Context;
use crate::member;
use crate::member::NewMember;
use crate::policies::Rulebook;
use crate::store::{Conn, next_ids};
use shuke_rules::policy::StoreId;
use shuke_rules::{Day, Instant};

/// How many rows a transaction books, if no single customer has more.
const PART: i64 = 600;

/// An import whose rows wait.
#[derive(Clone)]
pub struct Waiting {
    pub id: String,
    pub store: Option<StoreId>,
    pub context: Context,
}

/// What a part came to.
#[derive(Default)]
pub struct Totals {
    pub booked: i64,
    pub known: i64,
    pub left_out: i64,
    pub new_members: i64,
    pub points: i64,
}

/// Books the next part; `None` when nothing waits any more.
pub async fn part(connection: &mut Conn, waiting: &Waiting, before: Progress) -> Result<Option<Progress>, Error> {
    let rows = next(connection, &waiting.id, &before.booked_until).await?;
    let Some((last, ..)) = rows.last().cloned() else { return Ok(None) };
    let mut totals = Totals::default();
    let customers = customers(connection, rows, &mut totals).await?;
    book(connection, waiting, customers, &mut totals).await?;
    noted(connection, &waiting.id, &before.booked_until, &last, &totals).await?;
    progress(connection, &waiting.id).await.map(Some)
}

/// The rows of the next customers, all of each.
async fn next(connection: &mut Conn, id: &str, after: &str) -> Result<Vec<Row>, Error> {
    let mut limit = PART;
    loop {
        let mut rows: Vec<Row> = sqlx::query_as(
            "SELECT customer, line, day, paid_fen FROM import_rows WHERE import_id = $1 AND customer > $2 \
             ORDER BY customer, day, line LIMIT $3",
        )
        .bind(id)
        .bind(after)
        .bind(limit)
        .fetch_all(&mut *connection)
        .await?;
        let full = i64::try_from(rows.len()).is_ok_and(|count| count == limit);
        let Some(last) = rows.last().map(|row| row.0.clone()).filter(|_| full) else { return Ok(rows) };
        if rows.first().is_some_and(|first| first.0 != last) {
            rows.retain(|row| row.0 != last);
            return Ok(rows);
        }
        limit *= 4;
    }
}

async fn book(
    connection: &mut Conn,
    waiting: &Waiting,
    customers: Vec<Customer>,
    totals: &mut Totals,
) -> Result<(), Error> {
    let rulebook = waiting.context.policies().current(connection).await?;
    let purchases = customers.iter().map(|customer| customer.new.len()).sum();
    if purchases == 0 {
        return Ok(());
    }
    let joins = |customer: &&Customer| customer.member.is_none() && !customer.new.is_empty();
    let joining = customers.iter().filter(joins).count();
    let mut ids = Ids {
        sale: next_ids(connection, "sales", count(purchases)?).await?,
        lot: next_ids(connection, "lots", count(purchases)?).await?,
    };
    let mut member_ids = next_ids(connection, "members", count(joining)?).await?..;
    let region = region(rulebook.current(), waiting.store.as_ref().map(|store| store.0.as_str()));
    let mut cards = cards(connection, rulebook.current(), region, joining).await?.into_iter();
    let mut batch = Batch::default();
    for customer in customers.into_iter().filter(|customer| !customer.new.is_empty()) {
        let Some(first) = customer.new.first().map(|purchase| purchase.day) else { continue };
        let joined = rulebook.zone().noon_of(first);
        totals.booked += count(customer.new.len())?;
        if let Some(member) = customer.member {
            let account = by_id(connection, member).await?;
            let mut account = account.ok_or_else(|| Error::internal(format!("member {member} is missing")))?;
            earlier(connection, &mut account, joined, first).await?;
            totals.points += sell(&mut account, &rulebook, waiting, customer.new, &mut ids, &mut batch)?;
            batch.moved(&mut account);
        } else {
            let (member, card) = (member_ids.next(), cards.next());
            let (Some(member), Some(card)) = (member, card) else { return Err(Error::internal("too few new cards")) };
            let mut account = Account::new(member, card, joined, first);
            totals.points += sell(&mut account, &rulebook, waiting, customer.new, &mut ids, &mut batch)?;
            let (imported_as, store) = (Some(customer.name), waiting.store.as_ref().map(|store| store.0.clone()));
            batch.joined(&mut account, NewMember { imported_as, store, ..NewMember::default() });
            totals.new_members += 1;
        }
    }
    batch.write(connection).await
}

/// The next ids of sales and lots.
struct Ids {
    sale: i64,
    lot: i64,
}

/// Sells a customer's purchases, in order; the points that they earned.
fn sell(
    account: &mut Account,
    rulebook: &Rulebook,
    waiting: &Waiting,
    purchases: Vec<Purchase>,
    ids: &mut Ids,
    batch: &mut Batch,
) -> Result<i64, Error> {
    let booked_at = waiting.context.now();
    let mut points = 0;
    for purchase in purchases {
        let at = rulebook.zone().noon_of(purchase.day);
        let sale = Sale {
            key: purchase.key,
            store: waiting.store.clone(),
            number: purchase.line.to_string(),
            at,
            booked_at,
            lines: vec![plain_line(&rulebook.at(at).rules.earning, purchase.paid)],
        };
        let sold = account.sell(rulebook, sale, (ids.sale, ids.lot), batch);
        let (earned, _) = sold.map_err(|(_, class)| Error::internal(format!("no class {class}")))?;
        points += earned.0;
        ids.sale += 1;
        ids.lot += 1;
    }
    Ok(points)
}

/// A member joined with their first purchase, also when a later file is the first to know it.
async fn earlier(connection: &mut Conn, account: &mut Account, joined: Instant, first: Day) -> Result<(), Error> {
    if joined >= account.joined_at {
        return Ok(());
    }
    (account.joined_at, account.joined_day) = (joined, first);
    member::joined_earlier(connection, account.member, joined, first).await
}

/// Notes what is booked.
async fn noted(connection: &mut Conn, id: &str, before: &str, until: &str, totals: &Totals) -> Result<(), Error> {
    let guarded = sqlx::query(
        "UPDATE imports SET booked_until = $1, booked = booked + $2, known = known + $3, left_out = left_out + $4, \
         new_members = new_members + $5, points = points + $6 WHERE id = $7 AND booked_until = $8",
    )
    .bind(until)
    .bind(totals.booked)
    .bind(totals.known)
    .bind(totals.left_out)
    .bind(totals.new_members)
    .bind(totals.points)
    .bind(id)
    .bind(before)
    .execute(&mut *connection)
    .await?;
    if guarded.rows_affected() != 1 {
        return Err(elsewhere());
    }
    sealed(connection, id).await
}

pub fn count(number: usize) -> Result<i64, Error> {
    i64::try_from(number).map_err(Error::internal)
}
