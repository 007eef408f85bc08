//! A labelled input on a line, with its hint and what is wrong with it.

use crate::device::dom;
use crate::ui::markup::{inner, text};
use leptos::prelude::*;
use shuke_face::Markup;
pub use shuke_face::shapes::controls::Field;

/// What is typed is kept in `value`; `error` says what is wrong with it, nothing while it is empty.
pub fn field(field: Field, value: RwSignal<String>, error: Signal<&'static str>) -> AnyView {
    let (hint_id, error_id) = (format!("{}-hint", field.id), format!("{}-error", field.id));
    let described = format!("{hint_id} {error_id}");
    let control = view! {
        <input
            id=field.id
            name=field.id
            class=field.is_code.then_some("otp")
            type=field.kind
            inputmode=field.mode
            autocomplete=field.autocomplete
            placeholder=field.placeholder
            aria-describedby=described
            aria-invalid=move || (!error.get().is_empty()).then_some("true")
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
        />
    }
    .into_any();
    let affix = field.affix.map(|affix| view! { <span class="field-affix">{affix}</span> });
    view! {
        <div class="field">
            <label class="field-label" for=field.id>
                {field.label}
            </label>
            <span class=if field.is_code { "" } else { "field-box" }>{affix} {control}</span>
            <span class="field-hint" id=hint_id hidden=field.hint.is_empty()>
                {field.hint}
            </span>
            <span class="field-error" id=error_id role="alert">
                {error}
            </span>
        </div>
    }
    .into_any()
}

/// A choice of `options`. What describes it, and says what is wrong, stands elsewhere.
pub fn select(
    id: &'static str,
    label: &'static str,
    described: &'static str,
    options: Markup,
    value: RwSignal<String>,
    wrong: Signal<&'static str>,
) -> AnyView {
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {label}
            </label>
            <span class="field-box">
                <select
                    id=id
                    aria-describedby=(!described.is_empty()).then_some(described)
                    aria-invalid=move || (!wrong.get().is_empty()).then_some("true")
                    inner_html=inner(options)
                    on:change=move |event| value.set(event_target_value(&event))
                ></select>
            </span>
        </div>
    }
    .into_any()
}

/// The same for several lines.
pub fn area(field: Field, value: RwSignal<String>, error: Signal<&'static str>) -> AnyView {
    let (hint_id, error_id) = (format!("{}-hint", field.id), format!("{}-error", field.id));
    let described = format!("{hint_id} {error_id}");
    let control = view! {
        <textarea
            id=field.id
            name=field.id
            rows="3"
            aria-describedby=described
            aria-invalid=move || (!error.get().is_empty()).then_some("true")
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
        ></textarea>
    }
    .into_any();
    view! {
        <div class="field">
            <label class="field-label" for=field.id>
                {field.label}
            </label>
            <span class="field-box">{control}</span>
            <span class="field-hint" id=hint_id hidden=field.hint.is_empty()>
                {field.hint}
            </span>
            <span class="field-error" id=error_id role="alert">
                {error}
            </span>
        </div>
    }
    .into_any()
}

/// Radios with one listener for all. What is chosen among them draws nothing anew.
pub fn radios(
    legend: &'static str,
    rows: impl Fn() -> Markup + Send + Sync + 'static,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let choose: Box<dyn Fn(String)> = Box::new(choose);
    let inside = text(rows);
    let change = move |event: leptos::ev::Event| {
        if let Some(input) = dom::changed(&event) {
            choose(input.value());
        }
    };
    view! {
        <fieldset>
            <legend class="sr">{legend}</legend>
            <div class="rows" inner_html=inside on:change=change></div>
        </fieldset>
    }
    .into_any()
}

/// Nothing is ever wrong with it.
pub fn no_error() -> Signal<&'static str> {
    Signal::stored("")
}

/// `text` while `wrong` holds.
pub fn error_while(wrong: impl Fn() -> bool + Send + Sync + 'static, text: &'static str) -> Signal<&'static str> {
    Signal::derive(move || if wrong() { text } else { "" })
}
