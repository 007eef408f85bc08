//! Nothing here, something failed, still on its way; and a refusal beside what was refused.

use crate::words::Texts;
use crate::{Icon, Lang, Markup, Page, Render, html};

/// A whole page that says why there is nothing; `actions` are the ways on.
pub fn state(picture: &dyn Render, title: &str, text: &str, actions: &dyn Render) -> Markup {
    html! {
        section.state {
            (picture.render())
            h1 { (title) }
            p { (text) }
            div.actions { (actions.render()) }
        }
    }
}

/// What is said where something is not there, or not any more: in Chinese and in English.
pub const NOT_FOUND: [(&str, &str); 2] = [("没有找到", "可能已经不在了。"), ("Not found", "It may be gone.")];

/// A page about something that is not there.
pub fn not_found(t: &Texts) -> Markup {
    let [zh, en] = NOT_FOUND;
    let (title, text) = if t.lang == Lang::Zh { zh } else { en };
    state(&Icon::Warning, title, text, &way(&Page::Card, t.shell.to_card))
}

/// Tries again what could not be read.
pub fn retry(t: &Texts) -> Markup {
    html! { button.button type="button" { (t.shell.retry) } }
}

/// Says that what is shown is not of now.
pub fn notice(said: &str) -> Markup {
    html! { p.notice { (Icon::Offline) span { (said) } } }
}

/// A sentence beside what it is about.
pub fn note(said: &str) -> Markup {
    html! { p.note { (said) } }
}

/// What is said for a few seconds; else what is offered, with a button of that name.
pub fn toast(said: &str, offered: &str, label: &str) -> Markup {
    html! {
        @if !said.is_empty() {
            div.toast { span { (said) } }
        } @else if !offered.is_empty() {
            div.toast { span { (offered) } button type="button" { (label) } }
        }
    }
}

/// A link that looks like a button.
pub fn way(to: &dyn Render, name: &str) -> Markup {
    html! { a.button href=(to.render()) { (name) } }
}

/// Why, and the remedy.
pub fn refusal(title: &str, text: &str) -> Markup {
    html! {
        div.refusal {
            b { (title) }
            p { (text) }
        }
    }
}

/// Lines where text will stand, once it is late; the page's name is there at once. `is_titled`: it stands in the header, where it is seen.
pub fn skeleton(t: &Texts, title: &str, is_titled: bool, is_slow: bool) -> Markup {
    html! {
        div aria-busy="true" {
            h1 class=(if is_titled { "sr" } else { "page-title" }) { (title) }
            p.sr role="status" { @if is_slow { (t.shell.loading) } }
        }
        @if is_slow {
            div aria-hidden="true" {
                @for length in [12, 20, 16] { p { span.skeleton { ("—".repeat(length)) } } }
            }
        }
    }
}
