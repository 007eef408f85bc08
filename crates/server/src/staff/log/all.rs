//! The whole log for the operator, oldest first, a part at a time.

use crate::Error;
use crate::policies::instant;
use crate::store::Conn;
use shuke_rules::policy::StoreId;
use shuke_rules::{Fen, Instant};
use sqlx::Row;
use sqlx::any::AnyRow;

/// Which entries.
#[derive(Clone, Debug, Default)]
pub struct Which {
    /// Only those of the staff of this shop.
    pub store: Option<StoreId>,
    pub from: Option<Instant>,
    pub before: Option<Instant>,
}

/// An entry as it is stored.
#[derive(Clone, Debug)]
pub struct Noted {
    pub id: i64,
    pub at: Instant,
    pub store: StoreId,
    pub staff: i64,
    /// What colleagues call them.
    pub name: String,
    pub session: i64,
    pub action: String,
    pub order: Option<i64>,
    pub task: Option<String>,
    pub member: Option<i64>,
    pub paid: Fen,
    pub note: String,
    pub undoes: Option<i64>,
}

/// So many of the entries after one.
pub async fn noted_after(connection: &mut Conn, which: &Which, after: i64, limit: i64) -> Result<Vec<Noted>, Error> {
    let rows = sqlx::query(
        "SELECT l.id, l.at, l.store, l.staff_id, p.name, l.session_id, l.action, l.order_id, l.task, l.member_id, \
         l.paid_fen, l.note, l.undoes FROM staff_log l JOIN staff p ON p.id = l.staff_id \
         WHERE l.id > $1 AND l.at >= $2 AND l.at < $3 AND ($4 = '' OR l.store = $4) ORDER BY l.id LIMIT $5",
    )
    .bind(after)
    .bind(which.from.map_or(i64::MIN, |from| from.timestamp_micros()))
    .bind(which.before.map_or(i64::MAX, |before| before.timestamp_micros()))
    .bind(which.store.as_ref().map(|store| store.0.clone()).unwrap_or_default())
    .bind(limit)
    .fetch_all(connection)
    .await?;
    rows.iter().map(Noted::read).collect()
}

impl Noted {
    fn read(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            at: instant(row.try_get("at")?)?,
            store: StoreId(row.try_get("store")?),
            staff: row.try_get("staff_id")?,
            name: row.try_get("name")?,
            session: row.try_get("session_id")?,
            action: row.try_get("action")?,
            order: row.try_get("order_id")?,
            task: row.try_get("task")?,
            member: row.try_get("member_id")?,
            paid: Fen(row.try_get("paid_fen")?),
            note: row.try_get("note")?,
            undoes: row.try_get("undoes")?,
        })
    }
}
