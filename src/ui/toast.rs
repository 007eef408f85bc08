//! One short notice above the bottom bar, said aloud, with at most one thing to do about it.

use crate::ui::markup::live_html;
use leptos::prelude::*;
use shuke_face::Markup;
use shuke_face::shapes::states::toast;
use std::time::Duration;

const STAYS: Duration = Duration::from_secs(6);

#[derive(Clone, Copy)]
pub struct Toasts {
    said: RwSignal<String>,
    /// What is offered, and what its button says.
    offered: RwSignal<(String, &'static str)>,
    act: StoredValue<Option<Callback<()>>>,
    times: StoredValue<u32>,
}

impl Toasts {
    pub fn new() -> Self {
        Self {
            said: RwSignal::new(String::new()),
            offered: RwSignal::new((String::new(), "")),
            act: StoredValue::new(None),
            times: StoredValue::new(0),
        }
    }

    /// Says something for a few seconds.
    pub fn say(self, text: &str) {
        self.said.set(text.to_owned());
        self.times.update_value(|times| *times += 1);
        let this = self.times.get_value();
        set_timeout(
            move || {
                if self.times.get_value() == this {
                    self.said.set(String::new());
                }
            },
            STAYS,
        );
    }

    /// Offers something until it is acted on. What is being said is heard out first, and what is said later only
    /// covers the offer for its few seconds.
    pub fn offer(self, text: &str, label: &'static str, act: impl Fn() + Send + Sync + 'static) {
        self.act.set_value(Some(Callback::new(move |()| act())));
        self.offered.set((text.to_owned(), label));
    }

    fn shown(self) -> Markup {
        let (said, (offered, label)) = (self.said.get(), self.offered.get());
        toast(&said, &offered, label)
    }

    /// What is said is put away by a tap, as it may lie over something; what is offered is done.
    fn act(self) {
        if !self.said.with_untracked(String::is_empty) {
            self.said.set(String::new());
        } else if let Some(act) = self.act.get_value() {
            act.run(());
        }
    }
}

/// The live region is always there: one that appears with its text is not read out.
pub fn toast_region(toasts: Toasts) -> AnyView {
    view! {
        <div role="status" on:click=move |_| toasts.act()>
            {live_html(move || toasts.shown())}
        </div>
    }
    .into_any()
}
