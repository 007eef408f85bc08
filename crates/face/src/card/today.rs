//! Today's check-in, with what the week has of them; on other pages, too.

use crate::words::first_screen;
use crate::{Icon, Lang, Markup, Page, html};
use shuke_contract::card::{Card, CheckInToday};

/// One tap away; the app answers to `data-check-in`. Nothing where the brand has none.
pub fn check_in(card: &Card, lang: Lang) -> Markup {
    let (Some(state), t) = (&card.check_in, first_screen(lang)) else { return Markup::default() };
    let points = state.points.to_string();
    let (title, note) = match (state.done, state.streak) {
        (true, streak) => ((t.check_in_done)(streak), (t.check_in_tomorrow)(&points)),
        (false, 0) => (t.check_in_not_yet.to_owned(), t.check_in_calendar.to_owned()),
        (false, streak) => ((t.check_in_streak)(streak), t.check_in_calendar.to_owned()),
    };
    html! {
        section.check-in aria-label=(t.check_in) {
            a href=(Page::CheckIn) { b { (title) } span.note { (note) } }
            @if !state.done {
                button.button type="button" data-check-in="" { ((t.check_in_do)(&points)) }
            }
            (week(state, card, lang))
        }
    }
}

/// A place for each day of the week, as in the calendar; the stamp falls into today's.
fn week(state: &CheckInToday, card: &Card, lang: Lang) -> Markup {
    let (t, today) = (first_screen(lang), card.today.weekday());
    html! {
        div.week role="img" aria-label=((t.check_in_week)(state.week.count_ones())) {
            @for (day, name) in (0..).zip(t.weekdays) {
                @let is_done = (state.week >> day) & 1 == 1;
                span.now[day == today].stamp[is_done] {
                    @if is_done { (Icon::Check) } @else { (name) }
                }
            }
        }
    }
}
