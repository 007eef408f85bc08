//! Name and birthday: both optional, both for the member's sake.

use super::model::{Wrong, update};
use crate::calls::Write;
use crate::i18n::use_texts;
use crate::session::Center;
use crate::ui::button::Submit;
use crate::ui::field::{Field, Input};
use crate::ui::states::Refusal;
use crate::ui::toast::Toasts;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shuke_contract::account::{Profile, PutProfile};

#[component]
pub fn ProfileForm(profile: RwSignal<Profile>) -> impl IntoView {
    let t = use_texts();
    let (center, toasts) = (expect_context::<Center>(), expect_context::<Toasts>());
    let now = profile.get_untracked();
    let name = RwSignal::new(now.name.unwrap_or_default());
    let part = |read: fn(shuke_contract::account::Birthday) -> u32| {
        RwSignal::new(now.birthday.map(|birthday| read(birthday).to_string()).unwrap_or_default())
    };
    let (month, day) = (part(|birthday| birthday.month), part(|birthday| birthday.day));
    let wrong = RwSignal::new(None::<Wrong>);
    let write = Write::new(center);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        match update(&name.get_untracked(), &month.get_untracked(), &day.get_untracked()) {
            Err(reason) => wrong.set(Some(reason)),
            Ok(request) => {
                wrong.set(None);
                write.send::<PutProfile>(request, move |saved| {
                    center.rename(saved.name.clone());
                    profile.set(saved);
                    toasts.say(t.me.saved);
                });
            }
        }
    };
    let said = move |which: Wrong, text: &'static str| {
        Signal::derive(move || (wrong.get() == Some(which)).then(|| text.to_owned()))
    };
    let birthday_wrong = said(Wrong::Birthday, t.me.birthday_wrong);
    let input = Input { kind: "text", autocomplete: "nickname", max_length: Some("80"), ..Input::default() };
    view! {
        <section class="section">
            <h2>{t.me.profile}</h2>
            <form class="form" novalidate on:submit=save>
                <Field
                    id="name"
                    label=t.me.name
                    input
                    value=name
                    hint=t.me.name_hint
                    error=said(Wrong::Name, t.me.name_too_long)
                />
                <fieldset>
                    <legend class="field-label">{t.me.birthday}</legend>
                    <div class="field-pair">
                        <Choice id="birthday-month" label=t.me.month last=12 value=month />
                        <Choice id="birthday-day" label=t.me.day last=31 value=day />
                    </div>
                    <span class="field-hint">{t.me.birthday_hint}</span>
                    <span class="field-error" role="alert">
                        {move || birthday_wrong.get()}
                    </span>
                </fieldset>
                <Refusal explained=Signal::derive(move || {
                    write.failure().map(|failure| t.problems.explain(&failure))
                }) />
                <div class="actions">
                    <Submit
                        quiet=true
                        busy=Signal::derive(move || write.is_busy())
                        label=Signal::derive(move || {
                            if write.is_waiting() { t.shell.waiting } else { t.me.save }.to_owned()
                        })
                    />
                </div>
            </form>
        </section>
    }
}

/// One of the numbers 1 to `last`, or none.
#[component]
fn Choice(id: &'static str, label: &'static str, last: u32, value: RwSignal<String>) -> impl IntoView {
    let t = use_texts();
    let chosen = value.get_untracked();
    let options = (1..=last).map(|number| {
        let number = number.to_string();
        let selected = number == chosen;
        view! {
            <option value=number.clone() selected=selected>
                {number.clone()}
            </option>
        }
    });
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {label}
            </label>
            <span class="field-box">
                <select id=id on:change=move |event| value.set(event_target_value(&event))>
                    <option value="">{t.me.none}</option>
                    {options.collect_view()}
                </select>
            </span>
        </div>
    }
}
