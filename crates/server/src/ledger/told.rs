//! Messages about points: those that end, 30 and 7 days before, those that have ended, and those that a refund took back. How
//! many it were is what was left at that instant, so that a message never says anything else afterwards.

use crate::Error;
use crate::booking::{Asking, lots_by_end, taken_back};
use crate::feature::{Heard, Span, Told};
use crate::policies::Rulebook;
use crate::store::Conn;
use shuke_contract::inbox::What;
use shuke_rules::{Instant, Points};

/// So many days before the last day on which points can be spent their end is told.
const DAYS_BEFORE: [u32; 2] = [30, 7];

/// The last end of points of which something is to be told by now.
fn last_end(rulebook: &Rulebook, span: Span) -> Instant {
    let zone = rulebook.zone();
    zone.end_of(zone.day_of(span.now).plus_days(DAYS_BEFORE[0]))
}

pub async fn told(connection: &mut Conn, asking: &Asking, span: Span) -> Result<Heard, Error> {
    let Asking { rulebook, account, .. } = asking;
    let zone = rulebook.zone();
    let mut told = Vec::new();
    for (ends, lots) in lots_by_end(connection, account.member, span.after, last_end(rulebook, span)).await? {
        let left = |at: Instant| lots.iter().map(|lot| lot.left(at)).sum::<Points>();
        let day = zone.day_of(ends - chrono::Duration::microseconds(1));
        for days in DAYS_BEFORE {
            let at = zone.start_of(day.minus_days(days));
            told.push((at, What::PointsEnding { points: left(at), day }, left(at)));
        }
        told.push((ends, What::PointsEnded { points: left(ends) }, left(ends)));
    }
    let said = |(at, what, points): (Instant, What, Points)| (points > Points::ZERO).then_some(Told { at, what });
    let mut told: Vec<Told> = told.into_iter().filter_map(said).collect();
    for (at, points, sale) in taken_back(connection, account.member, span.after).await? {
        told.push(Told { at, what: What::PointsTakenBack { points, receipt: sale.to_string() } });
    }
    Ok(Heard { told, until: account.next_end(span.now) })
}
