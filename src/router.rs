//! Where one is, going on and going back with scroll and focus as they were. Owns no route and no page.
//!
//! Each entry of the history carries its number, so that what was left behind is found again by it.

use crate::device::events::listen_always;
use crate::device::history::{self, Went, path};
use crate::device::{dom, timers};
use leptos::prelude::*;
use shuke_face::{Lang, Page, Route};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

/// What was left behind at an entry: how far down, and the link that led on.
#[derive(Clone, Default)]
struct Left {
    scroll: f64,
    link: Option<String>,
}

thread_local! {
    static LEFT: RefCell<Vec<Left>> = const { RefCell::new(Vec::new()) };
    /// The number of the entry that one is at.
    static ENTRY: Cell<usize> = const { Cell::new(0) };
}

#[derive(Clone, Copy)]
pub struct Router {
    /// The path; a route is read from it.
    path: RwSignal<String>,
}

impl Router {
    /// Takes over the links and the history of the page. `choose` hears of links that ask for a language.
    pub fn start(choose: impl Fn(Lang) + 'static) -> Self {
        let router = Self { path: RwSignal::new(path()) };
        ENTRY.set(history::begin());
        listen_always(&document(), "click", move |event| router.follow(&event, &choose));
        listen_always(&window(), "popstate", move |_| router.popped());
        router
    }

    /// Where one is; follows.
    pub fn route(self) -> Route {
        Route::parse(&self.path.get())
    }

    /// Goes on to another page.
    pub fn go(self, route: &Route) {
        self.push(&route.href());
    }

    /// Goes to another page in place of this one: there is no way back to here.
    pub fn replace(self, route: &Route) {
        let href = route.href();
        history::replace(ENTRY.get(), &href);
        self.arrive(href, None);
    }

    /// Goes back to the page before this one; to `above` where the visit began here.
    pub fn back(self, above: &str) {
        if ENTRY.get() > 0 {
            dom::close_dialog();
            history::back();
        } else {
            self.push(above);
        }
    }

    fn push(self, href: &str) {
        leave(Some(href.to_owned()));
        let next = ENTRY.get() + 1;
        LEFT.with_borrow_mut(|left| left.truncate(next));
        history::push(next, href);
        ENTRY.set(next);
        self.arrive(href.to_owned(), None);
    }

    /// Going back closes a sheet that lies over the page, and one stays on the page.
    fn popped(self) {
        match history::went(ENTRY.get()) {
            Went::Nowhere => (),
            Went::FromSheet => {
                dom::close_dialog();
            }
            Went::To(entry) => {
                dom::close_dialog();
                leave(None);
                ENTRY.set(entry);
                self.arrive(path(), LEFT.with_borrow(|left| left.get(entry).cloned()));
            }
        }
    }

    /// Shows the page of this path.
    fn arrive(self, path: String, before: Option<Left>) {
        self.path.set(path);
        timers::once_drawn(move || {
            let Left { scroll, link } = before.unwrap_or_default();
            if !link.is_some_and(|href| dom::focus_link(&href)) {
                dom::focus_heading();
            }
            dom::scroll_to(scroll);
        });
    }

    /// A click on a link of ours becomes a step of the app; any other is the browser's.
    fn follow(self, event: &Event, choose: &impl Fn(Lang)) {
        let Some(link) = plain_click(event) else { return };
        if let Some(lang) = link.search().strip_prefix("?lang=").and_then(Lang::named) {
            event.prevent_default();
            choose(lang);
        } else if let Some(id) = link.hash().strip_prefix('#').filter(|_| link.pathname() == path()) {
            // Within the page: no entry of the history for that.
            event.prevent_default();
            dom::focus_id(id);
        } else if is_ours(&Route::parse(&link.pathname())) {
            event.prevent_default();
            if link.has_attribute("data-back") {
                self.back(&link.pathname());
            } else {
                self.push(&link.pathname());
            }
        }
    }
}

/// Where one is, before there is a router.
pub fn here() -> Route {
    Route::parse(&path())
}

/// Whether one goes there within the app. Between members' and staff's pages one opens the page anew: nothing that is known of
/// the one holds for the other.
fn is_ours(route: &Route) -> bool {
    route.page != Page::NotFound && route.page.is_for_staff() == here().page.is_for_staff()
}

/// Notes what this entry will be found as. A link noted earlier stays: coming back a second time finds it, too.
fn leave(link: Option<String>) {
    let entry = ENTRY.get();
    LEFT.with_borrow_mut(|left| {
        if left.len() <= entry {
            left.resize_with(entry + 1, Left::default);
        }
        if let Some(left) = left.get_mut(entry) {
            left.scroll = dom::scroll();
            left.link = link.or(left.link.take());
        }
    });
}

/// The link of the same site that was clicked without asking for a new tab.
fn plain_click(event: &Event) -> Option<HtmlAnchorElement> {
    let mouse: &MouseEvent = event.dyn_ref()?;
    let held = mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key();
    let target: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = target.closest("a[href]").ok()??.dyn_into().ok()?;
    let ours = link.origin() == window().location().origin().ok()?;
    let elsewhere = !link.target().is_empty() || link.has_attribute("download");
    (mouse.button() == 0 && !held && !event.default_prevented() && ours && !elsewhere).then_some(link)
}
