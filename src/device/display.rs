//! Language, light and size: read from the cookies that the server reads too, applied to `<html>`, written on change.

use crate::device::dom;
use leptos::prelude::*;
use shuke_face::{Display, LANG_COOKIE, SIZE_COOKIE, THEME_COOKIE, Theme};
use wasm_bindgen::JsCast;
use web_sys::HtmlDocument;

const YEAR_SECONDS: u32 = 31_536_000;

fn html_document() -> Option<HtmlDocument> {
    document().dyn_into().ok()
}

pub fn read() -> Display {
    let cookies = html_document().and_then(|document| document.cookie().ok()).unwrap_or_default();
    let languages = String::from(window().navigator().languages().join(","));
    Display::read(&cookies, &languages)
}

/// Keeps and applies what is not so yet.
pub fn write_if_changed(display: Display) {
    if read() != display {
        write(display);
    }
}

/// Keeps and applies.
pub fn write(display: Display) {
    let size = if display.large { "large" } else { "normal" };
    let cookies = [(LANG_COOKIE, display.lang.name()), (THEME_COOKIE, display.theme.name()), (SIZE_COOKIE, size)];
    for (name, value) in cookies {
        if let Some(document) = html_document() {
            let _ = document.set_cookie(&format!("{name}={value};path=/;max-age={YEAR_SECONDS};samesite=lax"));
        }
    }
    apply(display);
}

/// Sets the attributes of `<html>`: a page that the service worker kept has none of them.
pub fn apply(display: Display) {
    let Some(html) = document().document_element() else { return };
    let _ = html.set_attribute("lang", display.lang.tag());
    let attribute = |name, value: Option<&str>| {
        let _ = match value {
            Some(value) => html.set_attribute(name, value),
            None => html.remove_attribute(name),
        };
    };
    attribute("data-theme", (display.theme != Theme::Auto).then_some(display.theme.name()));
    attribute("data-type", display.large.then_some("large"));
}

/// `?lang=en` in the address: a link to the other language that works before the app does. Taken out of the address.
pub fn asked_in_address() -> Option<shuke_face::Lang> {
    let search = window().location().search().ok()?;
    let lang = shuke_face::Lang::named(search.strip_prefix("?lang=")?)?;
    let path = window().location().pathname().ok()?;
    let _ = window().history().ok()?.replace_state_with_url(&0.into(), "", Some(&path));
    Some(lang)
}

/// What the page was drawn from: each reply, by its path.
pub fn replies() -> Vec<(String, String)> {
    let next = || {
        let script = dom::first("script[data-read]")?;
        script.remove();
        Some((script.get_attribute("data-read")?, script.text_content()?))
    };
    std::iter::from_fn(next).collect()
}

/// What the server wrote into the page for the app to start with.
pub fn boot_text() -> Option<String> {
    dom::by_id("boot")?.text_content()
}
