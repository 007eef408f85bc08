//! The document: title, attributes of the page, focus, scroll.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The element of the page that `#boot`, `#app` … name.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

fn first(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
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

/// Whether the focus is on a heading: where going to a page has put it.
pub fn is_heading_focused() -> bool {
    document().active_element().is_some_and(|element| element.tag_name() == "H1")
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
