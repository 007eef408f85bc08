//! Buttons that say when they are at work. A busy button keeps the focus and ignores taps.

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;
pub use shuke_face::shapes::controls::Kind;

/// What a button shows besides its words.
#[derive(Clone, Copy)]
pub struct Look {
    pub kind: Kind,
    pub label: Signal<String>,
    pub busy: Signal<bool>,
    pub disabled: Signal<bool>,
    /// What it is about, for those who hear it among others with the same words.
    pub about: Option<Signal<String>>,
}

impl Look {
    /// Always the same words, never busy.
    pub fn plain(kind: Kind, label: &str) -> Self {
        let never = Signal::stored(false);
        Self { kind, label: Signal::stored(label.to_owned()), busy: never, disabled: never, about: None }
    }

    pub fn busy(self, busy: Signal<bool>) -> Self {
        Self { busy, ..self }
    }

    pub fn about(self, about: &str) -> Self {
        Self { about: Some(Signal::stored(about.to_owned())), ..self }
    }

    pub fn label(self, label: Signal<String>) -> Self {
        Self { label, ..self }
    }
}

/// Does `act` when tapped.
pub fn button(look: Look, act: impl Fn() + 'static) -> AnyView {
    draw(look, "button", Box::new(act))
}

/// Sends the form that it stands in.
pub fn submit(look: Look) -> AnyView {
    draw(look, "submit", Box::new(|| ()))
}

/// The whole button chooses a file.
pub fn file(label: &'static str, accept: &'static str, chosen: impl Fn(Event) + 'static) -> AnyView {
    view! {
        <label class="button button-quiet file">
            <input type="file" accept=accept on:change=chosen />
            <span>{label}</span>
        </label>
    }
    .into_any()
}

fn draw(look: Look, kind: &'static str, act: Box<dyn Fn()>) -> AnyView {
    let tap = move |event: MouseEvent| {
        if look.busy.get_untracked() {
            // It sends no form either.
            event.prevent_default();
        } else {
            act();
        }
    };
    view! {
        <button
            type=kind
            class=look.kind.class()
            aria-label=move || look.about.map(|about| format!("{}: {}", look.label.get(), about.get()))
            aria-busy=move || look.busy.get().then_some("true")
            disabled=look.disabled
            on:click=tap
        >
            {look.label}
        </button>
    }
    .into_any()
}
