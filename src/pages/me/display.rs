//! Language, light, size. Kept on this device, changed at once.

use crate::device::{dom, timers};
use crate::i18n::use_texts;
use leptos::prelude::*;
use shuke_face::{Lang, Theme, Wishes};

#[component]
pub fn Display() -> impl IntoView {
    let t = use_texts();
    let wishes: RwSignal<Wishes> = expect_context();
    let languages = [("lang-zh", "中文", Lang::Zh), ("lang-en", "English", Lang::En)];
    let languages = languages.map(|(id, label, lang)| {
        let choose = move || {
            wishes.update(|wishes| wishes.lang = lang);
            // The page is built anew in the other language: one stays where one was.
            timers::once_drawn(move || dom::focus_id(id));
        };
        radio(id, "lang", label, Signal::derive(move || wishes.get().lang == lang), choose)
    });
    let themes = [
        ("theme-auto", t.me.auto, Theme::Auto),
        ("theme-light", t.me.light, Theme::Light),
        ("theme-dark", t.me.dark, Theme::Dark),
    ];
    let themes = themes.map(|(id, label, theme)| {
        let choose = move || wishes.update(|wishes| wishes.theme = theme);
        radio(id, "theme", label, Signal::derive(move || wishes.get().theme == theme), choose)
    });
    view! {
        <section class="section" id="display">
            <h2>{t.me.display}</h2>
            <fieldset class="form">
                <legend class="field-label">{t.me.language}</legend>
                <div class="segmented">{languages.collect_view()}</div>
            </fieldset>
            <fieldset class="form">
                <legend class="field-label">{t.me.theme}</legend>
                <div class="segmented">{themes.collect_view()}</div>
            </fieldset>
            <label class="row">
                <span class="row-main">{t.me.large} <small>{t.me.large_hint}</small></span>
                <input
                    class="switch"
                    type="checkbox"
                    role="switch"
                    prop:checked=move || wishes.get().large
                    on:change=move |event| {
                        wishes.update(|wishes| wishes.large = event_target_checked(&event));
                    }
                />
            </label>
        </section>
    }
}

fn radio(
    id: &'static str,
    name: &'static str,
    label: &'static str,
    chosen: Signal<bool>,
    choose: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <label>
            <input
                id=id
                type="radio"
                name=name
                prop:checked=move || chosen.get()
                on:change=move |_| choose()
            />
            <span>{label}</span>
        </label>
    }
}
