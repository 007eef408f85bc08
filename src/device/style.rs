//! What pages look like beyond what all share (docs/decisions/028-what-a-page-carries.md): a page that the server drew brings the style of its own
//! part, and one sheet with that of all parts comes when one goes on to another.

use super::dom;
use leptos::prelude::*;
use shuke_face::Part;
use std::future::Future;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlLinkElement;

/// Fetches the sheet, from this call on, unless it is there; whether it is there in the end.
pub fn later() -> impl Future<Output = bool> {
    let coming = name().filter(|name| !is_there(name)).and_then(|name| link(&name)).map(|link| (came(&link), link));
    async move {
        let Some((came, link)) = coming else { return true };
        let is_there = JsFuture::from(came).await.is_ok_and(|came| came.is_truthy());
        if !is_there {
            link.remove();
        }
        is_there
    }
}

/// Whether it is there.
pub fn is_here() -> bool {
    name().is_some_and(|name| is_there(&name))
}

/// Whether the style of a part's pages came with the page.
pub fn is_of(part: Part) -> bool {
    dom::first(&format!("style[data-part={}]", part.name())).is_some()
}

/// As the page names it. None in a page without one.
fn name() -> Option<String> {
    dom::first("meta[name=later-style]")?.get_attribute("content")
}

fn is_there(name: &str) -> bool {
    let link = dom::first(&format!("link[rel=stylesheet][href=\"{name}\"]"));
    link.and_then(|link| link.dyn_into::<HtmlLinkElement>().ok()).is_some_and(|link| link.sheet().is_some())
}

fn link(name: &str) -> Option<HtmlLinkElement> {
    let link: HtmlLinkElement = document().create_element("link").ok()?.dyn_into().ok()?;
    link.set_rel("stylesheet");
    link.set_href(name);
    document().head()?.append_child(&link).ok()?;
    Some(link)
}

/// Whether it has come, in the end. Never rejected: nobody may be waiting any more.
fn came(link: &HtmlLinkElement) -> js_sys::Promise {
    js_sys::Promise::new(&mut |ended, _| {
        for (event, is_there) in [("load", true), ("error", false)] {
            let ended = ended.clone();
            let heard = Closure::once_into_js(move || drop(ended.call1(&JsValue::NULL, &is_there.into())));
            // An element takes any listener.
            let _ = link.add_event_listener_with_callback(event, heard.unchecked_ref());
        }
    })
}
