//! Movements by month.

use shuke_contract::ledger::Movement;
use shuke_rules::{Day, Points};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month<'a> {
    /// Any day of it.
    pub day: Day,
    pub movements: &'a [&'a Movement],
    /// What they come to; `None` while the rest of the month is not loaded.
    pub total: Option<Points>,
}

/// `movements` newest first; `more`: older ones are not loaded yet.
pub fn by_month<'a>(movements: &'a [&'a Movement], more: bool) -> Vec<Month<'a>> {
    let same = |a: &&Movement, b: &&Movement| (a.day.year(), a.day.month()) == (b.day.year(), b.day.month());
    let month = |part: &'a [&'a Movement]| {
        let total = part.iter().map(|movement| movement.points).sum();
        Some(Month { day: part.first()?.day, movements: part, total: Some(total) })
    };
    let mut months: Vec<Month> = movements.chunk_by(same).filter_map(month).collect();
    if let Some(last) = months.last_mut().filter(|_| more) {
        last.total = None;
    }
    months
}
