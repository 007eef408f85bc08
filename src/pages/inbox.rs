//! `/inbox`: what happened and what will. Showing it is seeing it.

mod said;

use crate::i18n::{Explain, Texts, use_texts};
use crate::react::{dynamic, effect};
use crate::remote::{Load, Read, Write};
use crate::session::Center;
use crate::ui::markup::html;
use crate::ui::states::{failed_page, skeleton, state_page};
use leptos::prelude::*;
use said::Words;
use shuke_contract::Empty;
use shuke_contract::inbox::{GetInbox, Inbox, Message, SeeInbox, SeenRequest};
use shuke_face::{Icon, Page, date};

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetInbox>::new(center, "", &Empty {});
    let write = Write::new(center);
    effect(move || {
        let Some((inbox, _)) = read.loaded() else { return };
        if let Some(until) = inbox.messages.iter().filter(|message| message.unread).map(|message| message.at).max() {
            // What is shown stays marked as new while one looks at it.
            write.send::<SeeInbox>(&SeenRequest { until }, move |now| center.set_unread(now.unread));
        }
    });
    dynamic(move || match read.get() {
        Load::Loaded(inbox) if inbox.messages.is_empty() => empty(t),
        Load::Loaded(inbox) => html(list(center, &inbox, t)),
        Load::Failed(failure) => failed_page(t, &t.explain(&failure, &[]), move || read.again()),
        state => skeleton(t, Page::Inbox.title(t.lang), state == Load::LoadingSlowly),
    })
}

fn empty(t: &Texts) -> AnyView {
    let back = format!(r#"<a class="button" href="/">{}</a>"#, t.shell.to_card);
    state_page(Icon::Bell, t.inbox().empty, t.inbox().empty_text, &back)
}

fn list(center: Center, inbox: &Inbox, t: &'static Texts) -> String {
    let rows: String = center.with_boot_now(|boot| {
        let words = Words { boot, t, today: inbox.today };
        inbox.messages.iter().map(|message| row(message, &words)).collect()
    });
    format!(r#"<h1 class="page-title">{}</h1><ul class="rows">{rows}</ul>"#, Page::Inbox.title(t.lang))
}

/// A message leads to its page. One that is new says so to those who do not see its mark.
fn row(message: &Message, words: &Words<'_>) -> String {
    let (said, page) = words.of(&message.what);
    let (class, new) = if message.unread {
        (" unread", format!(r#"<span class="sr">{}</span>"#, words.t.inbox().new))
    } else {
        ("", String::new())
    };
    format!(
        r#"<li><a class="row message{class}" href="{}"><span class="row-main">{new}{said} <small>{}</small></span>{}</a></li>"#,
        page.href(),
        date(message.day, words.today, words.t.lang),
        shuke_face::icon(Icon::Chevron),
    )
}
