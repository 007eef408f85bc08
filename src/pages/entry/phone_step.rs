//! Asking for a one-time code.

use super::draft::Draft;
use super::model::sent_before;
use crate::calls::Write;
use crate::device::clock;
use crate::i18n::use_texts;
use crate::ui::button::{Button, Kind};
use crate::ui::field::{Field, Input};
use leptos::prelude::*;
use shuke_contract::ErrorCode;
use shuke_contract::sign_in::{CodeRequest, RequestCode};
use shuke_rules::phone::Phone;

/// The number's field. `wrong` is set when it was tried with something else.
#[component]
pub fn PhoneField(draft: Draft, wrong: RwSignal<bool>) -> impl IntoView {
    let t = use_texts();
    let error = Signal::derive(move || wrong.get().then(|| t.entry.phone_wrong.to_owned()));
    let input = Input {
        kind: "tel",
        mode: Some("numeric"),
        autocomplete: "tel-national",
        affix: Some("+86"),
        ..Input::default()
    };
    view! { <Field id="phone" label=t.entry.phone input value=draft.phone hint=t.entry.phone_hint error /> }
}

/// Sends a code to the number in the draft, when it is one.
pub fn send_code(draft: Draft, write: Write, wrong: RwSignal<bool>) {
    let Some(phone) = Phone::parse(&draft.phone.get_untracked()) else {
        wrong.set(true);
        return;
    };
    wrong.set(false);
    let to = phone.clone();
    write.send::<RequestCode>(CodeRequest { phone }, move |sent| {
        clock::set(sent.now);
        draft.restart();
        draft.sent.set(Some((to, sent)));
    });
}

/// Where a code was sent a moment ago, before this page was opened anew: one goes on to type it in.
#[component]
pub fn HaveCode(draft: Draft, write: Write) -> impl IntoView {
    let t = use_texts();
    let wait = move || {
        let failure = write.failure().filter(|failure| failure.code() == Some(ErrorCode::OtpTooSoon))?;
        Some(failure.figure("retry_after_seconds").unwrap_or(0))
    };
    let go_on = move |wait: i64| {
        if let Some(phone) = Phone::parse(&draft.phone.get_untracked()) {
            draft.sent.set(Some((phone, sent_before(clock::now(), wait))));
        }
    };
    move || {
        let wait = wait()?;
        Some(view! { <Button kind=Kind::Quiet label=t.entry.have_code act=move || go_on(wait) /> })
    }
}
