//! Buttons that say when they are at work. A busy button keeps the focus and ignores taps.

use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The one main action.
    Main,
    Quiet,
    Text,
    Danger,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Main => "button",
            Self::Quiet => "button button-quiet",
            Self::Text => "button button-text",
            Self::Danger => "button button-danger",
        }
    }
}

/// Does `act` when tapped.
#[component]
pub fn Button(
    kind: Kind,
    #[prop(into)] label: Signal<String>,
    #[prop(into, optional)] busy: Signal<bool>,
    #[prop(into, optional)] disabled: Signal<bool>,
    act: impl Fn() + 'static,
) -> impl IntoView {
    let tap = move |_| {
        if !busy.get_untracked() {
            act();
        }
    };
    view! {
        <button
            type="button"
            class=kind.class()
            aria-busy=move || busy.get().then_some("true")
            disabled=move || disabled.get()
            on:click=tap
        >
            {move || label.get()}
        </button>
    }
}

/// Sends the form that it stands in.
#[component]
pub fn Submit(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] busy: Signal<bool>,
    #[prop(optional)] quiet: bool,
) -> impl IntoView {
    let kind = if quiet { Kind::Quiet } else { Kind::Main };
    view! {
        <button type="submit" class=kind.class() aria-busy=move || busy.get().then_some("true")>
            {move || label.get()}
        </button>
    }
}
