//! One short notice above the bottom bar, said aloud, with at most one thing to do about it.

use leptos::prelude::*;
use std::time::Duration;

const STAYS: Duration = Duration::from_secs(6);

#[derive(Clone)]
struct Notice {
    text: String,
    action: Option<(&'static str, Callback<()>)>,
}

#[derive(Clone, Copy)]
pub struct Toasts {
    notice: RwSignal<Option<Notice>>,
    shown: StoredValue<u32>,
}

impl Toasts {
    pub fn new() -> Self {
        Self { notice: RwSignal::new(None), shown: StoredValue::new(0) }
    }

    /// Says something for a few seconds.
    pub fn say(self, text: impl Into<String>) {
        self.notice.set(Some(Notice { text: text.into(), action: None }));
        self.shown.update_value(|shown| *shown += 1);
        let this = self.shown.get_value();
        set_timeout(
            move || {
                if self.shown.get_value() == this {
                    self.notice.set(None);
                }
            },
            STAYS,
        );
    }

    /// Says something that stays until it is acted on.
    pub fn offer(self, text: &str, label: &'static str, act: impl Fn() + Send + Sync + 'static) {
        self.shown.update_value(|shown| *shown += 1);
        self.notice.set(Some(Notice { text: text.to_owned(), action: Some((label, Callback::new(move |()| act()))) }));
    }
}

/// The live region is always there: one that appears with its text is not read out.
#[component]
pub fn ToastRegion(toasts: Toasts) -> impl IntoView {
    let button = |(label, act): (&'static str, Callback<()>)| {
        view! {
            <button type="button" on:click=move |_| act.run(())>
                {label}
            </button>
        }
    };
    view! {
        <div role="status">
            {move || {
                toasts
                    .notice
                    .get()
                    .map(|notice| {
                        view! {
                            <div class="toast">
                                <span>{notice.text}</span>
                                {notice.action.map(button)}
                            </div>
                        }
                    })
            }}
        </div>
    }
}
