//! The document: title, attributes of the page, focus, scroll.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement, HtmlElement, HtmlInputElement};

/// The element of the page that `#boot`, `#app` … name.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The first that `selector` means.
pub fn first(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// Whether the address asks for this alone.
pub fn is_asked(query: &str) -> bool {
    window().location().search().is_ok_and(|search| search.strip_prefix('?') == Some(query))
}

/// Puts the focus on the heading of the page, so that a screen reader says where one is.
pub fn focus_heading() {
    let heading = first("main h1").or_else(|| by_id("main"));
    if let Some(heading) = heading {
        // A heading takes the focus only when it is told that it may.
        let _ = heading.set_attribute("tabindex", "-1");
        focus(&heading);
    }
}

/// Closes the sheet that is open; whether there was one.
pub fn close_dialog() -> bool {
    let dialog = first("dialog[open]").and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok());
    dialog.map(|dialog| dialog.close()).is_some()
}

/// Whether what was clicked is, or stands in, something that `selector` means.
pub fn is_within(event: &Event, selector: &str) -> bool {
    closest(event, selector).is_some()
}

/// What `selector` means that was clicked, or that what was clicked stands in.
pub fn closest(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// The input that a change came from.
pub fn changed(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

/// What is chosen in the `select` that `id` names.
pub fn value_of(id: &str) -> String {
    by_id(id).and_then(|element| js_sys::Reflect::get(&element, &"value".into()).ok()?.as_string()).unwrap_or_default()
}

/// Whether the focus is on a heading: where going to a page has put it.
pub fn is_heading_focused() -> bool {
    document().active_element().is_some_and(|element| element.tag_name() == "H1")
}

/// Whether the focus is on nothing that one could operate: what had it is gone, and the page's own script has put it on a heading.
pub fn is_focus_at_rest() -> bool {
    document().active_element().is_none_or(|element| ["BODY", "H1", "H2"].contains(&element.tag_name().as_str()))
}

/// Tells the page's own script of something.
pub fn tell(what: &str) {
    if let Ok(event) = Event::new(what) {
        let _ = document().dispatch_event(&event);
    }
}

/// Opens the page anew, with nothing of what it knew.
pub fn reload() {
    let _ = window().location().reload();
}

/// Puts the focus on the link to `href`, where one came from; `false` when it is not there.
pub fn focus_link(href: &str) -> bool {
    let quoted = href.replace(['"', '\\'], "");
    match first(&format!("main a[href=\"{quoted}\"]")) {
        Some(link) => {
            focus(&link);
            true
        }
        None => false,
    }
}

/// Puts the focus on what `id` names.
pub fn focus_id(id: &str) {
    if let Some(element) = by_id(id) {
        focus(&element);
    }
}

/// Like [`focus_id`], and brings it into view.
pub fn show_and_focus(id: &str) {
    if let Some(element) = by_id(id) {
        element.scroll_into_view_with_bool(false);
        focus(&element);
    }
}

fn focus(element: &HtmlElement) {
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"preventScroll".into(), &true.into());
    if let Ok(function) = js_sys::Reflect::get(element, &"focus".into()).and_then(JsCast::dyn_into::<js_sys::Function>)
    {
        let _ = function.call1(element, &options);
    }
}

/// How far down the page is, in px.
pub fn scroll() -> f64 {
    window().scroll_y().unwrap_or(0.0)
}

pub fn scroll_to(y: f64) {
    window().scroll_to_with_x_and_y(0.0, y);
}

/// Where this page is from: `https://example.com`.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}
