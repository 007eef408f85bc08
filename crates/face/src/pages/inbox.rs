//! The inbox: what happened and what will.

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

pub fn list(boot: &Boot, inbox: &Inbox, t: &Texts) -> Markup {
    let words = Words { boot, t, today: inbox.today };
    html! {
        h1.page-title { (Page::Inbox.title(t.lang)) }
        ul.rows { @for message in &inbox.messages { (row(message, &words)) } }
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
                    (said) " " small { (date(message.day, words.today, words.t.lang)) }
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
