//! `/inbox`: what happened and what will. Showing it is seeing it.

use crate::i18n::use_texts;
use crate::react::dynamic;
use crate::remote::{Load, Read, Write};
use crate::session::Center;
use crate::ui::markup::html;
use crate::ui::states::state_page;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::inbox::{GetInbox, Inbox, SeeInbox, SeenRequest};
use shuke_face::Page;
use shuke_face::pages::inbox::{back, list};

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetInbox>::new(center, "", &Empty {});
    let write = Write::new(center);
    dynamic(move || match read.get() {
        Load::Loaded(inbox) if inbox.messages.is_empty() => {
            state_page("inbox", t.inbox().empty, t.inbox().empty_text, &back(t))
        }
        Load::Loaded(inbox) => {
            see(center, write, &inbox);
            html(center.with_boot_now(|boot| list(boot, &inbox, t)))
        }
        _ => read.instead(t, Page::Inbox.title(t.lang), &[]),
    })
}

/// What is shown stays marked as new while one looks at it.
fn see(center: Center, write: Write, inbox: &Inbox) {
    if let Some(until) = inbox.messages.iter().filter(|message| message.unread).map(|message| message.at).max() {
        write.send::<SeeInbox>(&SeenRequest { until }, move |now| center.set_unread(now.unread));
    }
}
