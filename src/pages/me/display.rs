//! Language, light, size. Kept on this device, changed at once.

use crate::device::{dom, timers};
use crate::i18n::use_texts;
use crate::react::spawn;
use leptos::prelude::*;
use shuke_face::pages::me;
use shuke_face::{Display, Lang, Theme};

/// How often one looks whether the page is there again, and for how long: as long as reading it may take.
const LOOK_MS: i32 = 100;
const LOOKS: usize = 150;

pub fn display() -> AnyView {
    let t = use_texts();
    let display: RwSignal<Display> = expect_context();
    // The browser keeps what is chosen: nothing here is drawn anew while one chooses.
    let inside = me::display(display.get_untracked(), t).into_string();
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

/// Builds every page anew: one stays at what one has chosen as soon as that is there again, unless one has gone on by then.
fn to_language(display: &mut Display, id: &'static str, lang: Lang) {
    display.lang = lang;
    timers::once_drawn(move || {
        spawn(async move {
            for _ in 0..LOOKS {
                if !dom::is_focus_lost() {
                    return;
                }
                dom::show_and_focus(id);
                timers::pause(LOOK_MS).await;
            }
        });
    });
}
