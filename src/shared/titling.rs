//! What a page that shows one thing is called: by that thing, in the tab and in the bar of whatever shows the page.

use leptos::prelude::*;
use shuke_face::Page;

/// Kept above the pages: the name, and at which address it is that.
#[derive(Clone, Copy)]
pub struct Title(RwSignal<(String, String)>);

impl Title {
    pub fn new() -> Self {
        Self(RwSignal::new((String::new(), String::new())))
    }

    /// `page` shows the thing that `id` names there, which is called `name`.
    pub fn is(page: Page, id: &str, name: &str) {
        expect_context::<Self>().0.set((page.of(id).href(), name.to_owned()));
    }

    /// Of the page at `address`, which is called `otherwise` where it shows no such thing.
    pub fn at(self, address: &str, otherwise: &str) -> String {
        self.0.with(|(at, name)| if at == address { name.clone() } else { otherwise.to_owned() })
    }
}
