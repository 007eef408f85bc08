//! The sign-in of development: as any member, imported ones too. Only there when the server says so.

use super::draft::{Draft, arrive};
use crate::calls::Write;
use crate::i18n::use_texts;
use crate::session::Center;
use crate::ui::button::Submit;
use crate::ui::field::{Field, Input};
use crate::ui::states::Refusal;
use crate::ui::toast::Toasts;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shuke_contract::sign_in::{self, DevSignInRequest};

#[component]
pub fn DevSignIn(draft: Draft) -> impl IntoView {
    let t = use_texts();
    let center: Center = expect_context();
    let who = RwSignal::new(String::new());
    let write = Write::new(center);
    let done = arrive(center, expect_context::<Toasts>(), draft);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let who = who.get_untracked().trim().to_owned();
        write.send::<sign_in::DevSignIn>(DevSignInRequest { who }, done);
    };
    let input = Input { kind: "text", autocomplete: "off", ..Input::default() };
    view! {
        <section class="section">
            <h2>{t.entry.dev_title}</h2>
            <p class="note">{t.entry.dev_hint}</p>
            <form class="form" novalidate on:submit=send>
                <Field id="dev-who" label=t.entry.dev_who input value=who />
                <Refusal explained=Signal::derive(move || {
                    write.failure().map(|failure| t.problems.explain(&failure))
                }) />
                <div class="actions">
                    <Submit quiet=true label=t.entry.sign_in busy=Signal::derive(move || write.is_busy()) />
                </div>
            </form>
        </section>
    }
}
