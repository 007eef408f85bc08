//! Markup in the page, and the few shapes that hold parts together.

use crate::react::memo;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shuke_face::{Markup, escape};

/// What may stand in the page.
pub trait IntoHtml {
    fn into_html(self) -> String;
}

impl IntoHtml for Markup {
    fn into_html(self) -> String {
        self.into_string()
    }
}

impl IntoHtml for String {
    fn into_html(self) -> String {
        self
    }
}

impl IntoHtml for &str {
    fn into_html(self) -> String {
        self.to_owned()
    }
}

impl IntoHtml for &String {
    fn into_html(self) -> String {
        self.clone()
    }
}

/// Markup in the page as if it had no wrapper.
pub fn html(markup: impl IntoHtml) -> AnyView {
    let html = markup.into_html();
    view! { <div class="whole" inner_html=html></div> }.into_any()
}

/// HTML that is written anew when what it reads changes, and only put into the page when it is another.
pub fn live_html<M: IntoHtml + 'static>(markup: impl Fn() -> M + Send + Sync + 'static) -> AnyView {
    let html = memo(move || markup().into_html());
    view! { <div class="whole" inner_html=html></div> }.into_any()
}

/// A live region: always there, so that what appears in it is read out. `role` is `status` or `alert`.
pub fn live_region<M: IntoHtml + 'static>(
    role: &'static str,
    markup: impl Fn() -> M + Send + Sync + 'static,
) -> AnyView {
    let html = memo(move || markup().into_html());
    view! { <div role=role inner_html=html></div> }.into_any()
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

/// A text of a policy or an item, a paragraph a line.
pub fn paragraphs(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.fold(String::new(), |all, line| all + "<p>" + &escape(line) + "</p>")
}
