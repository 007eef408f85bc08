//! The inbox: what happened and what will, day by day.

mod said;
mod whole;

pub use whole::page_whole;

use crate::shapes::kit::{of_message, sign};
use crate::shapes::states::way;
use crate::words::Texts;
use crate::{Icon, Markup, Page, date, html};
use said::Words;
use shuke_contract::boot::Boot;
use shuke_contract::inbox::{Inbox, Message};
use shuke_rules::Day;

pub fn list(boot: &Boot, inbox: &Inbox, t: &Texts) -> Markup {
    let words = Words { boot, t, today: inbox.today };
    html! {
        h1.sr { (Page::Inbox.title(t.lang)) }
        @for messages in inbox.messages.chunk_by(|one, next| one.day == next.day) {
            section {
                @if let Some(first) = messages.first() { h2.inbox-day { (day(first.day, &words)) } }
                ul.rows { @for message in messages { (row(message, &words)) } }
            }
        }
    }
}

/// As one says it: the last two by their names.
fn day(day: Day, words: &Words<'_>) -> String {
    let (t, today) = (words.t, words.today);
    if day == today {
        t.inbox().today.to_owned()
    } else if day == today.minus_days(1) {
        t.inbox().yesterday.to_owned()
    } else {
        date(day, today, t.lang)
    }
}

/// A message leads to its page. One that is new says so to those who do not see its mark.
fn row(message: &Message, words: &Words<'_>) -> Markup {
    let (said, page) = words.of(&message.what);
    html! {
        li {
            a.row.message.unread[message.unread] href=(page) {
                (sign(of_message(&message.what)))
                span.row-main {
                    @if message.unread { span.sr { (words.t.inbox().new) } }
                    (said)
                }
                (Icon::Chevron)
            }
        }
    }
}

/// The way on where there is no message.
pub fn back(t: &Texts) -> Markup {
    way(&Page::Card, t.shell.to_card)
}

#[cfg(test)]
mod tests;
