//! Typing the code in: how long it is good, when another can be had.

use super::draft::Draft;
use super::model::seconds_left;
use super::phone_step::send_code;
use crate::calls::Write;
use crate::device::clock;
use crate::i18n::use_texts;
use crate::session::Center;
use crate::ui::button::{Button, Kind};
use crate::ui::field::{Field, Input};
use crate::ui::states::Refusal;
use leptos::prelude::*;

/// Heading, number and code. `wrong` is set when something else than six digits was sent off.
#[component]
pub fn CodeFields(draft: Draft, wrong: RwSignal<bool>) -> impl IntoView {
    let t = use_texts();
    let to = draft.sent.get_untracked().map(|(phone, _)| phone.masked()).unwrap_or_default();
    let now = clock::ticking();
    let left =
        Memo::new(move |_| draft.sent.with(|sent| sent.as_ref().map(|(_, sent)| seconds_left(sent, now.get()).0)));
    let error = Signal::derive(move || wrong.get().then(|| t.entry.code_wrong_shape.to_owned()));
    let input = Input {
        kind: "text",
        mode: Some("numeric"),
        autocomplete: "one-time-code",
        max_length: Some("6"),
        is_code: true,
        ..Input::default()
    };
    view! {
        <div>
            <h1 class="page-title">{t.entry.code_title}</h1>
            <p class="lede number">{(t.entry.code_sent)(&to)}</p>
        </div>
        <Field id="code" label=t.entry.code_label input value=draft.code error />
        <p class="note number">
            {move || match left.get() {
                Some(0) | None => t.entry.code_over.to_owned(),
                Some(left) => (t.entry.code_good_for)(left),
            }}
        </p>
    }
}

/// Another code, or another number.
#[component]
pub fn CodeAgain(draft: Draft) -> impl IntoView {
    let t = use_texts();
    let center: Center = expect_context();
    let resend = Write::new(center);
    let wrong = RwSignal::new(false);
    let now = clock::ticking();
    let wait = Memo::new(move |_| {
        draft.sent.with(|sent| sent.as_ref().map_or(0, |(_, sent)| seconds_left(sent, now.get()).1))
    });
    let label = Signal::derive(move || match wait.get() {
        0 => t.entry.resend.to_owned(),
        wait => (t.entry.resend_in)(wait),
    });
    let refused = Signal::derive(move || resend.failure().map(|failure| t.problems.explain(&failure)));
    view! {
        <Refusal explained=refused />
        <Button
            kind=Kind::Text
            label
            busy=Signal::derive(move || resend.is_busy())
            disabled=Signal::derive(move || wait.get() > 0)
            act=move || send_code(draft, resend, wrong)
        />
        <Button kind=Kind::Text label=t.entry.other_number act=move || draft.restart() />
    }
}
