//! A labelled input on a line, with its hint and what is wrong with it.

use leptos::prelude::*;

/// What kind of input: keyboard, filling in, limits.
#[derive(Clone, Copy, Default)]
pub struct Input {
    /// `type`
    pub kind: &'static str,
    pub mode: Option<&'static str>,
    pub autocomplete: &'static str,
    /// Stands before the input: `+86`, `¥`.
    pub affix: Option<&'static str>,
    pub placeholder: &'static str,
    pub max_length: Option<&'static str>,
    /// The least value of a date.
    pub min: Option<&'static str>,
    /// Six digits of a one-time code.
    pub is_code: bool,
}

/// `id` names the input; hint and error are named after it.
#[component]
pub fn Field(
    id: &'static str,
    label: &'static str,
    input: Input,
    value: RwSignal<String>,
    #[prop(optional)] hint: &'static str,
    #[prop(into, optional)] error: Signal<Option<String>>,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = format!("{hint_id} {error_id}");
    let control = view! {
        <input
            id=id
            name=id
            class=input.is_code.then_some("otp")
            type=input.kind
            inputmode=input.mode
            autocomplete=input.autocomplete
            placeholder=Some(input.placeholder).filter(|text| !text.is_empty())
            maxlength=input.max_length
            min=input.min
            aria-describedby=described
            aria-invalid=move || error.get().map(|_| "true")
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
        />
    };
    let boxed = if input.is_code {
        control.into_any()
    } else {
        let affix = input.affix.map(|affix| view! { <span class="field-affix">{affix}</span> });
        view! { <span class="field-box">{affix} {control}</span> }.into_any()
    };
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {label}
            </label>
            {boxed}
            <span class="field-hint" id=hint_id hidden=hint.is_empty()>
                {hint}
            </span>
            <span class="field-error" id=error_id role="alert">
                {move || error.get()}
            </span>
        </div>
    }
}
