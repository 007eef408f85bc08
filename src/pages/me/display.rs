//! Language, light, size. Kept on this device, changed at once.

use crate::device::{dom, timers};
use crate::i18n::{Texts, use_texts};
use leptos::prelude::*;
use shuke_face::{Display, Lang, Theme};
use std::cell::Cell;

thread_local! {
    /// Choosing a language builds the page anew: one stays where one was.
    static CHOSEN: Cell<Option<&'static str>> = const { Cell::new(None) };
}

pub fn display() -> AnyView {
    let t = use_texts();
    let display: RwSignal<Display> = expect_context();
    if let Some(id) = CHOSEN.take() {
        timers::once_drawn(move || dom::show_and_focus(id));
    }
    // The browser keeps what is chosen: nothing here is drawn anew while one chooses.
    let inside = written(display.get_untracked(), t);
    let choose = move |event: leptos::ev::Event| {
        let Some(input) = dom::changed(&event) else { return };
        display.update(|display| match input.id().as_str() {
            "lang-zh" => to_language(display, "lang-zh", Lang::Zh),
            "lang-en" => to_language(display, "lang-en", Lang::En),
            "large" => display.large = input.checked(),
            id => display.theme = Theme::named(id.trim_start_matches("theme-")),
        });
    };
    view! { <section class="section" id="display" inner_html=inside on:change=choose></section> }.into_any()
}

fn to_language(display: &mut Display, id: &'static str, lang: Lang) {
    CHOSEN.set(Some(id));
    display.lang = lang;
}

fn written(display: Display, t: &Texts) -> String {
    let t = t.me();
    let languages = [("lang-zh", "中文", display.lang == Lang::Zh), ("lang-en", "English", display.lang == Lang::En)];
    let themes = [
        ("theme-auto", t.auto, Theme::Auto),
        ("theme-light", t.light, Theme::Light),
        ("theme-dark", t.dark, Theme::Dark),
    ]
    .map(|(id, label, theme)| (id, label, display.theme == theme));
    format!(
        r#"<h2>{}</h2>{}{}<label class="row"><span class="row-main">{}<small>{}</small></span><input class="switch" id="large" type="checkbox" role="switch"{}></label>"#,
        t.display,
        radios(t.language, "lang", &languages),
        radios(t.theme, "theme", &themes),
        t.large,
        t.large_hint,
        checked(display.large),
    )
}

fn radios(legend: &str, name: &str, choices: &[(&str, &str, bool)]) -> String {
    let radio = |(id, label, chosen): &(&str, &str, bool)| {
        let checked = checked(*chosen);
        format!(r#"<label><input id="{id}" type="radio" name="{name}"{checked}><span>{label}</span></label>"#)
    };
    let radios: String = choices.iter().map(radio).collect();
    format!(
        r#"<fieldset class="form"><legend class="field-label">{legend}</legend><div class="segmented">{radios}</div></fieldset>"#
    )
}

fn checked(is: bool) -> &'static str {
    if is { " checked" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::texts;

    #[test]
    fn what_is_wished_is_what_is_checked() {
        let html = written(Display { lang: Lang::En, theme: Theme::Dark, large: true }, texts(Lang::En));
        for chosen in
            [r#"id="lang-en" type="radio" name="lang" checked"#, r#"id="theme-dark" type="radio" name="theme" checked"#]
        {
            assert!(html.contains(chosen), "{html}");
        }
        assert_eq!(html.matches(" checked").count(), 3);
    }
}
