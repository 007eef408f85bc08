//! One short notice above the bottom bar, said aloud, with at most one thing to do about it.

use crate::ui::parts::live_html;
use leptos::prelude::*;
use shuke_face::escape;
use std::time::Duration;

const STAYS: Duration = Duration::from_secs(6);

/// What stays until it is acted on: its text, its button, what that does.
type Offer = (String, &'static str, Callback<()>);

#[derive(Clone, Copy)]
pub struct Toasts {
    said: RwSignal<Option<String>>,
    offered: RwSignal<Option<Offer>>,
    times: StoredValue<u32>,
}

impl Toasts {
    pub fn new() -> Self {
        Self { said: RwSignal::new(None), offered: RwSignal::new(None), times: StoredValue::new(0) }
    }

    /// Says something for a few seconds.
    pub fn say(self, text: &str) {
        self.said.set(Some(text.to_owned()));
        self.times.update_value(|times| *times += 1);
        let this = self.times.get_value();
        set_timeout(
            move || {
                if self.times.get_value() == this {
                    self.said.set(None);
                }
            },
            STAYS,
        );
    }

    /// Offers something until it is acted on. What is being said is heard out first, and what is said later only
    /// covers the offer for its few seconds.
    pub fn offer(self, text: &str, label: &'static str, act: impl Fn() + Send + Sync + 'static) {
        self.offered.set(Some((text.to_owned(), label, Callback::new(move |()| act()))));
    }

    fn html(self) -> String {
        let (text, action) = match (self.said.get(), self.offered.get()) {
            (Some(text), _) => (text, String::new()),
            (None, Some((text, label, _))) => (text, format!(r#"<button type="button">{label}</button>"#)),
            (None, None) => return String::new(),
        };
        format!(r#"<div class="toast"><span>{}</span>{action}</div>"#, escape(&text))
    }

    fn act(self) {
        if self.said.with_untracked(Option::is_some) {
            return;
        }
        if let Some((_, _, act)) = self.offered.get_untracked() {
            act.run(());
        }
    }
}

/// The live region is always there: one that appears with its text is not read out.
pub fn toast_region(toasts: Toasts) -> AnyView {
    view! {
        <div role="status" on:click=move |_| toasts.act()>
            {live_html(move || toasts.html())}
        </div>
    }
    .into_any()
}
