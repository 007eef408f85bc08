//! What there is to take part in: the way to what is for new members, leaderboards and first-come gifts. Tasks, days ahead and the
//! check-in are drawn by what other pages share with this one.

mod boards;
mod whole;

pub use boards::boards;
pub use whole::{TASKS, nothing, page_whole};

use crate::shapes::kit::{WELCOME, card};
use crate::shapes::states::way;
use crate::words::Texts;
use crate::{Icon, Markup, Page, date, html};
use shuke_contract::tasks::Tasks;

pub fn heading(t: &Texts) -> Markup {
    html! { h1.page-title { (Page::Together.title(t.lang)) } }
}

/// The way on where there is nothing to take part in.
pub fn to_card(t: &Texts) -> Markup {
    way(&Page::Card, t.shell.to_card)
}

/// The way to the zone of new members, while it is open to this one.
pub fn welcome(state: &Tasks, t: &Texts) -> Markup {
    html! {
        @if let Some(until) = state.welcome_until {
            a.row.art-row href=(Page::Welcome) {
                (card(WELCOME))
                span.row-main {
                    b { (Page::Welcome.title(t.lang)) } " "
                    small { ((t.together().by)(&date(until, state.today, t.lang))) }
                }
                (Icon::Chevron)
            }
        }
    }
}

#[cfg(test)]
mod tests;
