//! Language, light, size. Kept on this device, changed at once.

use crate::device::{dom, timers};
use crate::i18n::use_texts;
use crate::react::lasting;
use crate::ui::markup::inner;
use leptos::prelude::*;
use shuke_face::pages::settings as shown;
use shuke_face::{Display, Lang, Theme};

/// The language that was just chosen, by its input: choosing one builds every page anew, and one stays where one was.
#[derive(Clone, Copy)]
struct JustChosen(StoredValue<Option<&'static str>>);

pub fn display() -> AnyView {
    let t = use_texts();
    let display: RwSignal<Display> = expect_context();
    let JustChosen(just_chosen) = lasting(|| JustChosen(StoredValue::new(None)));
    if let Some(id) = just_chosen.get_value() {
        just_chosen.set_value(None);
        timers::once_drawn(move || dom::show_and_focus(id));
    }
    // The browser keeps what is chosen: nothing here is drawn anew while one chooses.
    let inside = inner(shown::display(display.get_untracked(), t));
    let choose = move |event: leptos::ev::Event| {
        let Some(input) = dom::changed(&event) else { return };
        let to_language = |id, lang| {
            just_chosen.set_value(Some(id));
            display.update(|display| display.lang = lang);
        };
        match input.id().as_str() {
            "large" => display.update(|display| display.large = input.checked()),
            // Of two that changed before the app was there it is told of both.
            _ if !input.checked() => (),
            "lang-zh" => to_language("lang-zh", Lang::Zh),
            "lang-en" => to_language("lang-en", Lang::En),
            id => display.update(|display| display.theme = Theme::named(id.trim_start_matches("theme-"))),
        }
    };
    view! { <section class="section" id="display" inner_html=inside on:change=choose></section> }.into_any()
}
