//! A sale as a contest reads it.

use crate::Error;
use crate::booking::StoredLine;
use crate::policies::{Rulebook, instant, stored_day};
use shuke_rules::policy::{StoreId, TierId};
use shuke_rules::{Day, Fen, Instant};
use sqlx::Row;
use sqlx::any::AnyRow;

/// A sale as it is stored.
pub struct Sold {
    pub id: i64,
    pub member: i64,
    pub store: Option<StoreId>,
    pub at: Instant,
    pub day: Day,
    pub booked: Day,
    pub paid: Fen,
    pub tier: TierId,
    /// Only where something asks for them.
    pub lines: Vec<StoredLine>,
}

impl Sold {
    pub fn of(row: &AnyRow, rulebook: &Rulebook) -> Result<Self, Error> {
        let lines: String = row.try_get("lines")?;
        Ok(Self {
            id: row.try_get("id")?,
            member: row.try_get("member_id")?,
            store: row.try_get::<Option<String>, _>("store")?.map(StoreId),
            at: instant(row.try_get("at")?)?,
            day: stored_day(row.try_get("day")?)?,
            booked: rulebook.zone().day_of(instant(row.try_get("booked_at")?)?),
            paid: Fen(row.try_get("paid_fen")?),
            tier: TierId(row.try_get("tier")?),
            lines: if lines.is_empty() { Vec::new() } else { StoredLine::read_all(&lines)? },
        })
    }
}
