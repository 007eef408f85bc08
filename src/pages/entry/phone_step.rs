//! Asking for a one-time code.

use super::draft::Draft;
use super::model::sent_before;
use crate::device::{clock, dom, timers};
use crate::i18n::use_texts;
use crate::react::dynamic;
use crate::remote::Write;
use crate::ui::button::{Kind, Look, button};
use crate::ui::field::{error_while, field};
use leptos::prelude::*;
use shuke_contract::ErrorCode;
use shuke_contract::sign_in::{CodeRequest, CodeSent, RequestCode};
use shuke_face::pages::entry::phone;
use shuke_rules::phone::Phone;

/// The number's field. `wrong` is set when it was tried with something else.
pub fn phone_field(draft: Draft, wrong: RwSignal<bool>) -> AnyView {
    let t = use_texts();
    field(phone(t), draft.phone, error_while(move || wrong.get(), t.entry().phone_wrong))
}

/// Sends a code to the number in the draft, when it is one.
pub fn send_code(draft: Draft, write: Write, wrong: RwSignal<bool>) {
    let Some(phone) = Phone::parse(&draft.phone.get_untracked()) else {
        wrong.set(true);
        return;
    };
    wrong.set(false);
    let to = phone.clone();
    write.send::<RequestCode>(&CodeRequest { phone }, move |sent| {
        clock::set(sent.now);
        draft.restart();
        type_it_in(draft, to, sent);
    });
}

/// The field for the code comes, and has the focus: it is all there is to do now.
fn type_it_in(draft: Draft, to: Phone, sent: CodeSent) {
    draft.sent.set(Some((to, sent)));
    timers::once_drawn(|| dom::show_and_focus("code"));
}

/// Where a code was sent a moment ago, before this page was opened anew: one goes on to type it in.
pub fn have_code(draft: Draft, write: Write) -> AnyView {
    let t = use_texts();
    let wait = move || {
        let failure = write.failure().filter(|failure| failure.code() == Some(ErrorCode::OtpTooSoon))?;
        Some(failure.figure("retry_after_seconds").unwrap_or(0))
    };
    let go_on = move |wait: i64| {
        if let Some(phone) = Phone::parse(&draft.phone.get_untracked()) {
            type_it_in(draft, phone, sent_before(clock::now(), wait));
        }
    };
    dynamic(move || match wait() {
        Some(wait) => button(Look::plain(Kind::Quiet, t.entry().have_code), move || go_on(wait)),
        None => ().into_any(),
    })
}
