//! Markup in the page, and the few shapes that hold parts together.

use crate::react::memo;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shuke_face::{Markup, unbroken};

/// Markup in the page as if it had no wrapper.
pub fn html(markup: Markup) -> AnyView {
    view! { <div class="whole" inner_html=inner(markup)></div> }.into_any()
}

/// Markup that is written anew when what it reads changes, and only put into the page when it is another.
pub fn live_html(markup: impl Fn() -> Markup + Send + Sync + 'static) -> AnyView {
    let html = text(markup);
    view! { <div class="whole" inner_html=html></div> }.into_any()
}

/// A live region: always there, so that what appears in it is read out. `role` is `status` or `alert`.
pub fn live_region(role: &'static str, markup: impl Fn() -> Markup + Send + Sync + 'static) -> AnyView {
    let html = text(markup);
    view! { <div role=role inner_html=html></div> }.into_any()
}

/// As the browser takes it, anew when what it reads changes.
pub fn text(markup: impl Fn() -> Markup + Send + Sync + 'static) -> Memo<String> {
    memo(move || inner(markup()))
}

/// As the browser takes it: this is where markup leaves our types, and no line ends where none may.
pub fn inner(markup: Markup) -> String {
    unbroken(markup).into_string()
}

/// A `div` of that class.
pub fn group(class: &'static str, parts: Vec<AnyView>) -> AnyView {
    view! { <div class=class>{parts}</div> }.into_any()
}

/// A section with its heading.
pub fn section(heading: &'static str, parts: Vec<AnyView>) -> AnyView {
    view! {
        <section class="section">
            <h2>{heading}</h2>
            {parts}
        </section>
    }
    .into_any()
}

/// A form; `submit` is done in place of sending it.
pub fn form(parts: Vec<AnyView>, submit: impl Fn() + 'static) -> AnyView {
    let submit: Box<dyn Fn()> = Box::new(submit);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        submit();
    };
    view! {
        <form class="form" novalidate on:submit=send>
            {parts}
        </form>
    }
    .into_any()
}
