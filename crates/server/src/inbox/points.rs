//! Messages about points: those that end, 30 and 7 days before, those that have ended, and those that a refund took back. How
//! many it were is what was left at that instant, so that a message never says anything else afterwards.

use super::{Span, Told};
use crate::Error;
use crate::policies::{Rulebook, instant};
use crate::store::Conn;
use shuke_contract::inbox::What;
use shuke_rules::{Instant, Points};
use std::collections::BTreeMap;

/// So many days before the last day on which points can be spent their end is told.
const DAYS_BEFORE: [u32; 2] = [30, 7];

/// The last end of points of which something is to be told by now.
pub fn last_end(book: &Rulebook, span: Span) -> Instant {
    let zone = book.zone();
    zone.end_of(zone.day_of(span.now).plus_days(DAYS_BEFORE[0]))
}

/// A lot, and what left it when.
struct Past {
    amount: Points,
    /// When it was there to be spent.
    from: Instant,
    taken: Vec<(Instant, Points)>,
}

impl Past {
    /// What was left just before an instant; nothing before it was booked.
    fn left(&self, at: Instant) -> Points {
        if at <= self.from {
            return Points::ZERO;
        }
        let taken: Points = self.taken.iter().filter(|(taken, _)| *taken < at).map(|(_, points)| *points).sum();
        self.amount - taken
    }
}

/// What ends and what has ended.
pub async fn told(connection: &mut Conn, member: i64, book: &Rulebook, span: Span) -> Result<Vec<Told>, Error> {
    let zone = book.zone();
    let mut told = Vec::new();
    for (ends, lots) in by_end(connection, member, book, span).await? {
        let left = |at: Instant| lots.iter().map(|lot| lot.left(at)).sum::<Points>();
        let day = zone.day_of(ends - chrono::Duration::microseconds(1));
        for days in DAYS_BEFORE {
            let at = zone.start_of(day.minus_days(days));
            told.push((at, What::PointsEnding { points: left(at), day }, left(at)));
        }
        told.push((ends, What::PointsEnded { points: left(ends) }, left(ends)));
    }
    let said = |(at, what, points): (Instant, What, Points)| (points > Points::ZERO).then_some(Told { at, what });
    Ok(told.into_iter().filter_map(said).collect())
}

async fn by_end(
    connection: &mut Conn,
    member: i64,
    book: &Rulebook,
    span: Span,
) -> Result<BTreeMap<Instant, Vec<Past>>, Error> {
    let (after, last) = (span.after_micros(), last_end(book, span).timestamp_micros());
    let debits: Vec<(i64, i64, i64)> = sqlx::query_as(
        "SELECT t.lot_id, t.at, t.points FROM lots l JOIN ledger_lots t ON t.lot_id = l.id \
         WHERE l.member_id = $1 AND l.ends_at > $2 AND l.ends_at <= $3",
    )
    .bind(member)
    .bind(after)
    .bind(last)
    .fetch_all(&mut *connection)
    .await?;
    let mut taken: BTreeMap<i64, Vec<(Instant, Points)>> = BTreeMap::new();
    for (lot, at, points) in debits {
        taken.entry(lot).or_default().push((instant(at)?, Points(points)));
    }
    let lots: Vec<(i64, i64, i64, i64)> = sqlx::query_as(
        "SELECT l.id, l.amount, l.ends_at, g.booked_at FROM lots l \
         JOIN ledger g ON g.member_id = l.member_id AND g.seq = l.seq \
         WHERE l.member_id = $1 AND l.ends_at > $2 AND l.ends_at <= $3",
    )
    .bind(member)
    .bind(after)
    .bind(last)
    .fetch_all(connection)
    .await?;
    let mut ends: BTreeMap<Instant, Vec<Past>> = BTreeMap::new();
    for (lot, amount, end, from) in lots {
        let taken = taken.remove(&lot).unwrap_or_default();
        ends.entry(instant(end)?).or_default().push(Past { amount: Points(amount), from: instant(from)?, taken });
    }
    Ok(ends)
}

/// What refunds took back.
pub async fn taken_back(connection: &mut Conn, member: i64, span: Span) -> Result<Vec<Told>, Error> {
    let rows: Vec<(i64, i64, i64)> = sqlx::query_as(
        "SELECT at, taken_back, sale_id FROM refunds WHERE member_id = $1 AND at > $2 AND taken_back > 0 ORDER BY id DESC",
    )
    .bind(member)
    .bind(span.after_micros())
    .fetch_all(connection)
    .await?;
    let told = |(at, points, sale): (i64, i64, i64)| {
        let what = What::PointsTakenBack { points: Points(points), receipt: sale.to_string() };
        Ok(Told { at: instant(at)?, what })
    };
    rows.into_iter().map(told).collect()
}
