//! The calendar: this month, and last month when a day of it can still be made up for.

use crate::words::{Texts, first_screen};
use crate::{Markup, html, month};
use shuke_contract::check_in::CheckIns;
use shuke_rules::Day;

pub fn months(state: &CheckIns, t: &Texts) -> Markup {
    let this = state.today.first_of_month();
    let open = state.make_up.iter().flat_map(|offer| &offer.days);
    let shows_last = open.into_iter().any(|day| *day < this);
    html! {
        @if shows_last { (table(state, t, this.minus_months(1))) }
        (table(state, t, this))
    }
}

fn table(state: &CheckIns, t: &Texts, first: Day) -> Markup {
    let mut mondays = Vec::new();
    let mut monday = first.minus_days(first.weekday());
    while monday < first.plus_months(1) {
        mondays.push(monday);
        monday = monday.plus_days(7);
    }
    html! {
        table.calendar {
            caption { (month(first, t.lang)) }
            thead { tr { @for day in first_screen(t.lang).weekdays { th scope="col" { (day) } } } }
            tbody {
                @for monday in mondays {
                    tr { @for later in 0..7 { (cell(state, t, first, monday.plus_days(later))) } }
                }
            }
        }
    }
}

/// A day of the month, with what it was in words for those who do not see it.
fn cell(state: &CheckIns, t: &Texts, first: Day, day: Day) -> Markup {
    if day.first_of_month() != first {
        return html! { td {} };
    }
    let c = t.check_in();
    let stamp = state.stamps.iter().find(|stamp| stamp.day == day);
    let is_open = state.make_up.as_ref().is_some_and(|offer| offer.days.contains(&day));
    let (class, said) = match stamp {
        Some(stamp) if stamp.made_up => ("made-up", c.made_up),
        Some(_) => ("done", c.on_time),
        None if day == state.today => ("today", c.today),
        None if is_open => ("missed", c.missed),
        None => ("", ""),
    };
    let theme = if state.themed.iter().any(|themed| themed.day == day) { " theme" } else { "" };
    html! {
        td { span class={ "day " (class) (theme) } { (day.day_of_month()) span.sr { (said) } } }
    }
}
