//! One short notice above the bottom bar, said aloud, with at most one thing to do about it.

use crate::ui::parts::live_html;
use leptos::prelude::*;
use shuke_face::escape;
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
    pub fn say(self, text: &str) {
        self.notice.set(Some(Notice { text: text.to_owned(), action: None }));
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

    fn html(self) -> String {
        let Some(notice) = self.notice.get() else { return String::new() };
        let action =
            notice.action.map_or(String::new(), |(label, _)| format!(r#"<button type="button">{label}</button>"#));
        format!(r#"<div class="toast"><span>{}</span>{action}</div>"#, escape(&notice.text))
    }

    fn act(self) {
        if let Some((_, act)) = self.notice.get_untracked().and_then(|notice| notice.action) {
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
