//! The log of what staff did: one row for each thing, in the transaction that did it. What was done never changes; whose name
//! is shown is asked when it is read, and what was typed goes with a member who leaves.

pub mod all;
pub mod page;

use super::StaffSession;
use crate::policies::instant;
use crate::store::seal::{Name, Seal, Value};
use crate::store::{Conn, next_id};
use crate::{Error, member};
use chrono::Duration;
use shuke_contract::account::Served;
use shuke_contract::staff::Action;
use shuke_rules::policy::{StoreId, TaskId};
use shuke_rules::{Fen, Instant};

/// Minutes in which an action can be undone.
const UNDO_MINUTES: i64 = 10;

/// Until when something of that time can be undone.
pub fn undo_until(at: Instant) -> Instant {
    at + Duration::minutes(UNDO_MINUTES)
}

pub static SEAL: Seal = Seal {
    table: "staff_log",
    key: &[Name::Number("id")],
    columns: &[
        "id",
        "at",
        "staff_id",
        "store",
        "session_id",
        "action",
        "order_id?",
        "member_id?",
        "task?",
        "coupon_id?",
        "paid_fen",
        "note",
        "undoes?",
    ],
    first: None,
    member: None,
};

/// One thing that was done.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    pub action: Action,
    pub at: Instant,
    pub order: Option<i64>,
    pub member: Option<i64>,
    pub task: Option<&'a TaskId>,
    pub coupon: Option<i64>,
    /// Money that was taken; with an undoing or an accepted claim, what was given back.
    pub paid: Fen,
    pub note: &'a str,
    /// The entry that this one undoes.
    pub undoes: Option<i64>,
}

impl Entry<'_> {
    /// Something that was done to nothing in particular.
    pub fn of(action: Action, at: Instant) -> Self {
        Self {
            action,
            at,
            order: None,
            member: None,
            task: None,
            coupon: None,
            paid: Fen::ZERO,
            note: "",
            undoes: None,
        }
    }
}

/// Adds a row and gives its id.
pub async fn write(tx: &mut Conn, who: &StaffSession, entry: &Entry<'_>) -> Result<i64, Error> {
    let id = next_id(tx, "staff_log").await?;
    SEAL.query(
        "INSERT INTO staff_log (id, at, staff_id, store, session_id, action, order_id, member_id, task, coupon_id, paid_fen, note, \
         undoes, seal) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(id)
    .bind(entry.at.timestamp_micros())
    .bind(who.staff)
    .bind(&who.store.0)
    .bind(who.id)
    .bind(entry.action.name())
    .bind(entry.order)
    .bind(entry.member)
    .bind(entry.task.map(|task| task.0.clone()))
    .bind(entry.coupon)
    .bind(entry.paid.0)
    .bind(entry.note)
    .bind(entry.undoes)
    .execute(&mut *tx)
    .await?;
    if let Some(member) = entry.member {
        member::touch(tx, member).await?;
    }
    Ok(id)
}

/// What was done to or for a member behind the counter, oldest first: when, in which shop, what.
pub async fn about(connection: &mut Conn, member: i64) -> Result<Vec<Served>, Error> {
    let rows: Vec<(i64, String, String, String)> =
        sqlx::query_as("SELECT at, store, action, note FROM staff_log WHERE member_id = $1 ORDER BY id")
            .bind(member)
            .fetch_all(connection)
            .await?;
    let served = |(at, store, action, note): (i64, String, String, String)| {
        Ok(Served { at: instant(at)?, store: StoreId(store), action: Action::named(&action), note })
    };
    rows.into_iter().map(served).collect()
}

/// Something of a member's that staff undid, as the member is told.
pub struct Undone {
    pub at: Instant,
    pub reason: String,
    /// What was undone.
    pub action: Action,
    pub order: Option<i64>,
    pub task: Option<String>,
    pub coupon: Option<i64>,
}

/// When, why, what, and what it was about.
type UndoneRow = (i64, String, String, Option<i64>, Option<String>, Option<i64>);

/// Everything of a member's that was undone after an instant, oldest first.
pub async fn undone_after(connection: &mut Conn, member: i64, after: Instant) -> Result<Vec<Undone>, Error> {
    let rows: Vec<UndoneRow> = sqlx::query_as(
        "SELECT u.at, u.note, d.action, d.order_id, d.task, d.coupon_id FROM staff_log u \
         JOIN staff_log d ON d.id = u.undoes WHERE u.member_id = $1 AND u.at > $2 ORDER BY u.id",
    )
    .bind(member)
    .bind(after.timestamp_micros())
    .fetch_all(connection)
    .await?;
    let undone = |(at, reason, action, order, task, coupon): UndoneRow| {
        Ok(Undone { at: instant(at)?, reason, action: Action::named(&action), order, task, coupon })
    };
    rows.into_iter().map(undone).collect()
}

/// What was typed about a member who leaves may name them.
pub async fn forget(tx: &mut Conn, member: i64) -> Result<(), Error> {
    const FORGET: &str = "UPDATE staff_log SET note = '' WHERE member_id = $1 AND note <> '' RETURNING id";
    let entries: Vec<(i64,)> = sqlx::query_as(FORGET).bind(member).fetch_all(&mut *tx).await?;
    for (entry,) in entries {
        SEAL.again(tx, &[Value::from(entry)]).await?;
    }
    Ok(())
}

/// Whether a session of staff took the code of a member after an instant.
pub async fn was_looked_up(tx: &mut Conn, who: &StaffSession, member: i64, after: Instant) -> Result<bool, Error> {
    let row: Option<(i64,)> = sqlx::query_as(
        "SELECT id FROM staff_log WHERE member_id = $1 AND staff_id = $2 AND session_id = $3 AND action = $4 \
         AND order_id IS NULL AND at > $5 LIMIT 1",
    )
    .bind(member)
    .bind(who.staff)
    .bind(who.id)
    .bind(Action::LookUp.name())
    .bind(after.timestamp_micros())
    .fetch_optional(tx)
    .await?;
    Ok(row.is_some())
}
