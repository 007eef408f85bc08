//! Nothing here, something failed, still on its way; and a refusal beside what was refused.

use crate::device::{dom, timers};
use crate::i18n::{Explained, Texts};
use crate::ui::markup::{IntoHtml, html, live_region};
use leptos::prelude::*;
use shuke_face::{Icon, escape, icon};

/// A whole page that says why there is nothing; `actions` are the ways on, as HTML.
pub fn state_page(picture: Icon, title: &str, text: &str, actions: impl IntoHtml) -> AnyView {
    html(state(picture, title, text, &actions.into_html()))
}

fn state(picture: Icon, title: &str, text: &str, actions: &str) -> String {
    format!(
        r#"<section class="state">{}<h1>{}</h1><p>{}</p><div class="actions">{actions}</div></section>"#,
        icon(picture),
        escape(title),
        escape(text),
    )
}

/// A page that could not be read; `again` tries anew.
pub fn failed_page(t: &Texts, explained: &Explained, again: impl Fn() + 'static) -> AnyView {
    let again: Box<dyn Fn()> = Box::new(again);
    let retry = format!(r#"<button type="button" class="button">{}</button>"#, t.shell.retry);
    let tap = move |event: leptos::ev::MouseEvent| {
        if dom::is_within(&event, "button") {
            again();
        }
    };
    let inside = state(Icon::Warning, explained.title, &explained.text, &retry);
    view! { <div class="whole" inner_html=inside on:click=tap></div> }.into_any()
}

/// Why, and the remedy.
pub fn refusal(title: &str, text: &str) -> String {
    format!(r#"<div class="refusal"><b>{}</b><p>{}</p></div>"#, escape(title), escape(text))
}

/// Why an action was refused, and the remedy; read out when it appears.
pub fn refused(explained: impl Fn() -> Option<Explained> + Send + Sync + 'static) -> AnyView {
    let written = move || explained().map_or(String::new(), |explained| refusal(explained.title, &explained.text));
    live_region("alert", written)
}

/// Lines where text will stand, once it is late; the page's name is there at once.
pub fn skeleton(t: &Texts, title: &str, slow: bool) -> AnyView {
    // What comes in its place has another heading: the focus goes over to it.
    on_cleanup(|| {
        if dom::is_heading_focused() {
            timers::once_drawn(dom::focus_heading);
        }
    });
    let (said, lines) = if slow {
        let line = |length: usize| format!(r#"<p><span class="skeleton">{}</span></p>"#, "—".repeat(length));
        (t.shell.loading, format!(r#"<div aria-hidden="true">{}{}{}</div>"#, line(12), line(20), line(16)))
    } else {
        ("", String::new())
    };
    html(format!(
        r#"<div aria-busy="true"><h1 class="page-title">{title}</h1><p class="sr" role="status">{said}</p></div>{lines}"#
    ))
}
