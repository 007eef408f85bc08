//! A list that comes page by page, newest first. What is kept above the router is found again as one left it; a page's own goes
//! with it. Owns no page of the app: what a reply says is known to who lists.

use crate::api::{Call, Reply};
use crate::failure::Failure;
use crate::i18n::{Explain, Refusals, Texts};
use crate::react::{dynamic, effect, lasting, memo};
use crate::session::{Center, Session};
use crate::ui::button::{Kind, Look, button};
use crate::ui::states::refused;
use leptos::prelude::*;
use std::sync::Arc;

/// Where the next page begins, with what a reply says.
type Page = (Option<String>, Reply);

/// What is listed: the call for the page after a place, and how a reply is read.
pub struct Listed {
    pub call: fn(after: Option<String>) -> Call,
    pub read: fn(reply: &str) -> Result<Page, Failure>,
}

/// What is loaded so far.
#[derive(Clone, Copy)]
pub struct Paged {
    /// Empty before the first page.
    pages: RwSignal<Vec<Reply>>,
    /// The first of them as the server wrote it.
    first: StoredValue<String>,
    next: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    /// Answers to requests of before are not ours.
    turn: StoredValue<u32>,
}

impl Paged {
    pub fn new() -> Self {
        Self {
            pages: RwSignal::new(Vec::new()),
            first: StoredValue::new(String::new()),
            next: RwSignal::new(None),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            turn: StoredValue::new(0),
        }
    }

    pub fn pages<T: Send + Sync + 'static>(self) -> Vec<Arc<T>> {
        self.pages.get().into_iter().filter_map(|page| page.downcast().ok()).collect()
    }

    pub fn is_there(self) -> bool {
        self.pages.with(|pages| !pages.is_empty())
    }

    pub fn has_more(self) -> bool {
        self.next.with(Option::is_some)
    }

    pub fn failure(self) -> Option<Failure> {
        self.failure.get()
    }

    /// Why the last page did not come, read out when it appears. `known`: what it may be refused for.
    pub fn refused(self, t: &'static Texts, known: &'static [Refusals]) -> AnyView {
        refused(move || self.failure().map(|failure| t.explain(&failure, known)))
    }

    /// Asks for older ones; nothing where there are none.
    pub fn older(self, center: Center, listed: &'static Listed, label: &'static str) -> AnyView {
        let has_more = memo(move || self.has_more());
        dynamic(move || {
            if !has_more.get() {
                return ().into_any();
            }
            button(Look::plain(Kind::Quiet, label).busy(self.busy.into()), move || self.more(center, listed))
        })
    }

    /// The member is another one, or nobody.
    pub fn forget(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.pages.set(Vec::new());
        self.first.set_value(String::new());
        self.next.set(None);
        self.busy.set(false);
        self.failure.set(None);
    }

    /// Loads the first page. When it is there already it stays, unless the server says something else by now.
    pub fn open(self, center: Center, listed: &'static Listed) {
        if self.pages.with_untracked(Vec::is_empty) {
            self.load(center, listed, None);
            return;
        }
        let turn = self.turn.get_value();
        center.ask((listed.call)(None), move |answer| {
            let ours = self.turn.try_get_value() == Some(turn) && !self.busy.get_untracked();
            if let Ok(text) = answer
                && ours
                && self.first.with_value(|first| *first != text)
            {
                self.put(listed, text, true);
            }
        });
    }

    fn more(self, center: Center, listed: &'static Listed) {
        self.load(center, listed, self.next.get_untracked());
    }

    fn load(self, center: Center, listed: &'static Listed, after: Option<String>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        let turn = self.turn.get_value();
        let is_first = after.is_none();
        center.ask((listed.call)(after), move |answer| {
            // Of before, or the page that wanted it has gone.
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(text) => self.put(listed, text, is_first),
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    fn put(self, listed: &'static Listed, text: String, is_first: bool) {
        match (listed.read)(&text) {
            Ok((next, page)) => {
                self.next.set(next);
                if is_first {
                    self.first.set_value(text);
                }
                self.pages.update(|pages| {
                    if is_first {
                        pages.clear();
                    }
                    pages.push(page);
                });
            }
            Err(failure) => self.failure.set(Some(failure)),
        }
    }
}

/// A list that is found again as one left it, until the session ends.
pub fn kept<T: Copy + Send + Sync + 'static>(make: fn(Paged) -> T, center: Center) -> T {
    lasting(move || {
        let list = Paged::new();
        effect(move || {
            if center.session() != Session::Member {
                list.forget();
            }
        });
        make(list)
    })
}
