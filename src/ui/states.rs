//! Nothing here, something failed, still on its way; and a refusal beside what was refused, in the page.

use crate::device::{dom, timers};
use crate::i18n::{Explained, Texts};
use crate::ui::markup::{html, live_region};
use leptos::prelude::*;
use shuke_face::shapes::states;
use shuke_face::{Icon, Markup};

/// A whole page that says why there is nothing; `actions` are the ways on.
pub fn state_page(picture: Icon, title: &str, text: &str, actions: &Markup) -> AnyView {
    html(states::state(picture, title, text, actions))
}

/// A page that could not be read; `again` tries anew.
pub fn failed_page(t: &Texts, explained: &Explained, again: impl Fn() + 'static) -> AnyView {
    let again: Box<dyn Fn()> = Box::new(again);
    let tap = move |event: leptos::ev::MouseEvent| {
        if dom::is_within(&event, "button") {
            again();
        }
    };
    let inside = states::state(Icon::Warning, explained.title, &explained.text, &states::retry(t)).into_string();
    view! { <div class="whole" inner_html=inside on:click=tap></div> }.into_any()
}

/// Why an action was refused, and the remedy; read out when it appears.
pub fn refused(explained: impl Fn() -> Option<Explained> + Send + Sync + 'static) -> AnyView {
    let written =
        move || explained().map_or_else(Markup::default, |explained| states::refusal(explained.title, &explained.text));
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
    html(states::skeleton(t, title, slow))
}
