//! What moved points besides sales: refunds, and lots that ended. And until when points live that came back.

use super::Held;
use super::stored::{LotRow, Stored};
use crate::audit::{Amount, Cause, Range, Seen};
use crate::booking::points::at_least;
use crate::policies::{Rulebook, instant};
use shuke_rules::ledger::{EntryKind, Key};

/// Adds them.
pub fn causes(stored: &Stored, range: &Range, seen: &mut Seen) {
    for member in &stored.members {
        let held = stored.of(member.id);
        refunds(member.id, &held, range, seen);
        for lot in held.lots.iter().filter(|lot| lot.ended > 0) {
            seen.causes.extend(ended(member.id, lot, &range.rulebook));
        }
        for lot in held.lots.iter().filter(|lot| !lives_as_long(lot, &held, &range.rulebook)) {
            seen.wrong("lots", &member.card, format!("lot {} ends when none that it comes from did", lot.id));
        }
    }
}

fn refunds(member: i64, held: &Held, range: &Range, seen: &mut Seen) {
    for refund in held.refunds {
        let rule_version = instant(refund.at).map_or(0, |at| range.rulebook.at(at).id);
        let cause = |key: String, kind, points, shortfall| Cause {
            member,
            key,
            kind,
            points: Amount::Exactly(points),
            at: Some(refund.at),
            booked_at: Some(refund.at),
            rule_version: Some(rule_version),
            lot: None,
            shortfall,
            table: "refunds",
        };
        if refund.rule_version != rule_version {
            seen.wrong("refunds", &refund.key, "its rule version was not in force");
        }
        if refund.taken_back > 0 {
            let key = Key::Refund(&refund.key).to_string();
            seen.causes.push(cause(key, EntryKind::TakenBack, -refund.taken_back, Some(refund.shortfall)));
        } else if refund.shortfall != 0 {
            seen.wrong("refunds", &refund.key, "it took nothing back, and is short of some");
        }
        if refund.points_back > 0 {
            let key = Key::PaidBack(&refund.key).to_string();
            seen.causes.push(cause(key, EntryKind::Returned, refund.points_back, None));
        }
    }
}

fn ended(member: i64, lot: &LotRow, rulebook: &Rulebook) -> Option<Cause> {
    let ends = lot.ends?;
    Some(Cause {
        member,
        key: Key::Ended { lot: lot.id }.to_string(),
        kind: EntryKind::Ended,
        points: Amount::Exactly(-lot.ended),
        at: Some(ends),
        booked_at: None,
        rule_version: Some(rulebook.at(instant(ends).ok()?).id),
        lot: None,
        shortfall: Some(0),
        table: "lots",
    })
}

/// Points that came back end with a lot of their own, or after the days that they live at least.
fn lives_as_long(lot: &LotRow, held: &Held, rulebook: &Rulebook) -> bool {
    let Some(origin) = lot.origin else { return true };
    let least = instant(lot.earned_at).map(|at| at_least(rulebook, at).timestamp_micros());
    let of_it =
        held.lots.iter().filter(|other| other.seq < lot.seq && (other.id == origin || other.origin == Some(origin)));
    let mut ends = of_it.map(|other| other.ends.map(|ends| ends.max(least.as_ref().map_or(ends, |least| *least))));
    ends.any(|ends| ends == lot.ends)
}
