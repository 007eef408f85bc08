//! Nothing here, something failed, still on its way; and a refusal beside what was refused, in the page.

use crate::device::{dom, history, timers};
use crate::i18n::{Explained, Texts};
use crate::react::{dynamic, memo};
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html, inner, live_region};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use shuke_face::shapes::kit::scene;
use shuke_face::shapes::states;
use shuke_face::{Icon, Markup, Page, Route};
use std::rc::Rc;

/// A whole page that says why there is nothing; `actions` are the ways on.
pub fn state_page(picture: &str, title: &str, text: &str, actions: &Markup) -> AnyView {
    html(states::state(&scene(picture), title, text, actions))
}

/// A page that could not be read; `again` tries anew where that may help. Where it cannot, the way leads to where everything begins.
pub fn failed_page(t: &Texts, explained: &Explained, again: impl Fn() + 'static) -> AnyView {
    let again: Box<dyn Fn()> = Box::new(again);
    let tap = move |event: leptos::ev::MouseEvent| {
        if dom::is_within(&event, "button") {
            again();
        }
    };
    let actions = if explained.passes {
        states::retry(t)
    } else if Route::parse(&history::path()).page.is_for_staff() {
        states::way(&Page::Staff, t.shell.to_desk)
    } else {
        states::way(&Page::Card, t.shell.to_card)
    };
    let inside = inner(states::state(&Icon::Warning, explained.title, &explained.text, &actions));
    view! { <div class="whole" inner_html=inside on:click=tap></div> }.into_any()
}

/// Why an action was refused, and the remedy; read out when it appears.
pub fn refused(explained: impl Fn() -> Option<Explained> + Send + Sync + 'static) -> AnyView {
    let written =
        move || explained().map_or_else(Markup::default, |explained| states::refusal(explained.title, &explained.text));
    live_region("alert", written)
}

/// What stands in the place of a part of a page that could not be read: why, and trying again where that may help.
pub fn failed_part(
    t: &'static Texts,
    why: impl Fn() -> Option<Explained> + Send + Sync + 'static,
    again: impl Fn() + 'static,
) -> AnyView {
    failed_with(t, memo(why), Rc::new(again))
}

fn failed_with(t: &'static Texts, why: Memo<Option<Explained>>, again: Rc<dyn Fn()>) -> AnyView {
    let passes = memo(move || why.with(|why| why.as_ref().is_some_and(|why| why.passes)));
    let again = SendWrapper::new(again);
    let retry = dynamic(move || {
        if !passes.get() {
            return ().into_any();
        }
        let again = Rc::clone(&again);
        group("actions", vec![button(Look::plain(Kind::Quiet, t.shell.retry), move || again())])
    });
    vec![refused(move || why.get()), retry].into_any()
}

/// Lines where text will stand, once it is late; the page's name is there at once.
pub fn skeleton(t: &Texts, title: &str, slow: bool) -> AnyView {
    let is_titled = Route::parse(&history::path()).page.above().is_some();
    // What comes in its place has another heading: the focus goes over to it.
    on_cleanup(|| {
        if dom::is_heading_focused() {
            timers::once_drawn(dom::focus_heading);
        }
    });
    html(states::skeleton(t, title, is_titled, slow))
}
