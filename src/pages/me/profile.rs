//! Name and birthday: both optional, both for the member's sake.

use super::model::{Wrong, update};
use crate::calls::Write;
use crate::i18n::{Texts, use_texts};
use crate::session::Center;
use crate::ui::button::{Kind, Look, submit};
use crate::ui::field::{Field, error_while, field};
use crate::ui::parts::{form, group, section};
use crate::ui::states::refused;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::account::{Birthday, Profile, PutProfile};

pub fn profile_form(profile: RwSignal<Profile>) -> AnyView {
    let t = use_texts();
    let (center, toasts) = (expect_context::<Center>(), expect_context::<Toasts>());
    let now = profile.get_untracked();
    let name = RwSignal::new(now.name.unwrap_or_default());
    let part = |read: fn(Birthday) -> u32| {
        RwSignal::new(now.birthday.map(|birthday| read(birthday).to_string()).unwrap_or_default())
    };
    let (month, day) = (part(|birthday| birthday.month), part(|birthday| birthday.day));
    let wrong = RwSignal::new(None::<Wrong>);
    let write = Write::new(center);
    let save = move || match update(&name.get_untracked(), &month.get_untracked(), &day.get_untracked()) {
        Err(reason) => wrong.set(Some(reason)),
        Ok(request) => {
            wrong.set(None);
            write.send::<PutProfile>(&request, move |saved| {
                center.rename(saved.name.clone());
                profile.set(saved);
                toasts.say(t.me().saved);
            });
        }
    };
    let said = move |which: Wrong, field: &'static str, text| {
        error_while(move || wrong.get() == Some(which) || write.blames(field), text)
    };
    let name_field = Field {
        autocomplete: "nickname",
        max_length: Some("80"),
        hint: t.me().name_hint,
        ..Field::text("name", t.me().name)
    };
    let look = Look::plain(Kind::Quiet, "").label(write.label(t, t.me().save)).busy(write.busy());
    let parts = vec![
        field(name_field, name, said(Wrong::Name, "name", t.me().name_wrong)),
        birthday(t, month, day, said(Wrong::Birthday, "birthday", t.me().birthday_wrong)),
        refused(move || write.failure().map(|failure| t.problems.explain(&failure))),
        group("actions", vec![submit(look)]),
    ];
    section(t.me().profile, vec![form(parts, save)])
}

fn birthday(t: &Texts, month: RwSignal<String>, day: RwSignal<String>, wrong: Signal<&'static str>) -> AnyView {
    let choices = vec![
        choice(t, "birthday-month", t.me().month, 12, month, wrong),
        choice(t, "birthday-day", t.me().day, 31, day, wrong),
    ];
    view! {
        <fieldset>
            <legend class="field-label">{t.me().birthday}</legend>
            <div class="field-pair">{choices}</div>
            <span class="field-hint" id="birthday-hint">
                {t.me().birthday_hint}
            </span>
            <span class="field-error" id="birthday-error" role="alert">
                {wrong}
            </span>
        </fieldset>
    }
    .into_any()
}

/// One of the numbers 1 to `last`, or none.
fn choice(
    t: &Texts,
    id: &'static str,
    label: &'static str,
    last: u32,
    value: RwSignal<String>,
    wrong: Signal<&'static str>,
) -> AnyView {
    let chosen = value.get_untracked();
    let option = |number: u32| {
        let selected = if number.to_string() == chosen { " selected" } else { "" };
        format!("<option{selected}>{number}</option>")
    };
    let options = format!(r#"<option value="">{}</option>{}"#, t.me().none, (1..=last).map(option).collect::<String>());
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {label}
            </label>
            <span class="field-box">
                <select
                    id=id
                    aria-describedby="birthday-hint birthday-error"
                    aria-invalid=move || (!wrong.get().is_empty()).then_some("true")
                    inner_html=options
                    on:change=move |event| value.set(event_target_value(&event))
                ></select>
            </span>
        </div>
    }
    .into_any()
}
