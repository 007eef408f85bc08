//! What joining asks beyond the number: a name, which may be left out, and consents, none of them ticked.

use super::draft::Draft;
use crate::i18n::use_texts;
use crate::session::Center;
use crate::ui::consent::consent_text;
use crate::ui::field::{Field, Input};
use leptos::prelude::*;
use shuke_rules::policy::Consent;

/// `missing` is set when a required consent was not ticked.
#[component]
pub fn Details(draft: Draft, missing: RwSignal<bool>) -> impl IntoView {
    let t = use_texts();
    let center: Center = expect_context();
    let input = Input {
        kind: "text",
        autocomplete: "nickname",
        placeholder: t.entry.name_example,
        max_length: Some("40"),
        ..Input::default()
    };
    let consents = center.boot_now().consents;
    view! {
        <Field id="name" label=t.entry.name input value=draft.name />
        <div>
            {consents
                .into_iter()
                .map(|consent| view! { <Tick consent draft missing /> })
                .collect_view()}
        </div>
    }
}

#[component]
fn Tick(consent: Consent, draft: Draft, missing: RwSignal<bool>) -> impl IntoView {
    let t = use_texts();
    let id = consent.id.clone();
    let shown = consent.id.clone();
    let required = consent.required;
    let ticked = Memo::new(move |_| draft.consents.with(|ticked| ticked.contains(&shown)));
    let lacks = move || required && missing.get() && !ticked.get();
    let name = format!("consent-{}", consent.id);
    let error = format!("{name}-error");
    let tick = move |event| {
        draft.consents.update(|ticked| {
            if event_target_checked(&event) {
                ticked.insert(id.clone());
            } else {
                ticked.remove(&id);
            }
        });
    };
    let sentence = (t.entry.consent)(t.lang.pick(&consent.title), &consent.version);
    view! {
        <label class="check">
            <input
                type="checkbox"
                name=name
                aria-describedby=error.clone()
                aria-invalid=move || lacks().then_some("true")
                prop:checked=move || ticked.get()
                on:change=tick
            />
            <span>
                {sentence} {(!required).then(|| format!(" – {}", t.entry.consent_optional))}
            </span>
        </label>
        <span class="field-error" id=error role="alert">
            {move || lacks().then_some(t.entry.consent_missing)}
        </span>
        {consent_text(&consent, t.entry.consent_read)}
    }
}
