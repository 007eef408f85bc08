//! A movement in words: what, when, which points came or went, and what it did to debt.

use crate::shapes::link::page_of;
use crate::words::Texts;
use crate::{Markup, date, day_in_year, html, signed};
use shuke_contract::ledger::{LotPart, Movement};
use shuke_rules::Day;
use shuke_rules::ledger::EntryKind;

/// `time`: the time of day of it.
pub fn row(movement: &Movement, today: Day, t: &Texts, time: &str) -> Markup {
    let day = day_in_year(movement.day, t.lang);
    let which = which(movement, today, t);
    let inside = html! {
        span.row-main {
            (what(movement, today, t)) " " small { (day) " " (time) }
            @if !which.is_empty() { small { (which) } }
        }
        span.row-end { b { span class=(if movement.points.0 < 0 { "minus" } else { "plus" }) { (signed(movement.points)) } } }
    };
    html! {
        @match page_of(&movement.link) {
            Some(page) => { li { a.row href=(page) { (inside) } } }
            None => { li.row { (inside) } }
        }
    }
}

fn what(movement: &Movement, today: Day, t: &Texts) -> String {
    let p = t.points();
    let kind = match movement.kind {
        EntryKind::Earned => p.earned,
        EntryKind::TakenBack => p.taken_back,
        EntryKind::CheckedIn => p.checked_in,
        EntryKind::MadeUp => p.made_up,
        EntryKind::Ended => p.ended,
        EntryKind::Redeemed => p.redeemed,
        EntryKind::Paid => p.paid,
        EntryKind::Returned => p.returned,
        EntryKind::TaskDone => p.task_done,
        EntryKind::TaskUndone => p.task_undone,
        EntryKind::Referred => p.referred,
        EntryKind::ReferralUndone => p.referral_undone,
        EntryKind::Commission => p.commission,
        EntryKind::CommissionUndone => p.commission_undone,
        EntryKind::Registered => p.registered,
        EntryKind::RegisteredUndone => p.registered_undone,
        EntryKind::Unknown => p.moved,
    };
    match (&movement.about, movement.of_day) {
        (Some(about), _) => format!("{kind} · {}", t.lang.pick(about)),
        (None, Some(day)) => format!("{kind} · {}", (p.of_day)(&date(day, today, t.lang))),
        (None, None) => kind.to_owned(),
    }
}

/// Until when new points last, or which points went; and debt.
fn which(movement: &Movement, today: Day, t: &Texts) -> String {
    let p = t.points();
    let lot = |lot: &LotPart| {
        let until = lot.until.map(|day| date(day, today, t.lang));
        let (points, until) = (lot.points.or_zero().max(-lot.points).to_string(), until.as_deref());
        if movement.points.0 < 0 { (p.from_lot)(&points, until) } else { (p.new_lot)(&points, until) }
    };
    let lots = movement.lots.iter().filter(|_| movement.kind != EntryKind::Ended).map(lot);
    let debt = match movement.debt.0 {
        0 => None,
        1.. => Some((p.repaid)(&movement.debt.to_string())),
        _ => Some((p.owed)(&(-movement.debt).to_string())),
    };
    lots.chain(debt).collect::<Vec<_>>().join(p.and)
}
