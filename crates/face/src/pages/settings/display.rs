//! Language, light, size: what is chosen from.

use crate::shapes::controls::segmented;
use crate::words::Texts;
use crate::{Display, Lang, Markup, Theme, html};

/// What is wished is checked.
pub fn display(display: Display, t: &Texts) -> Markup {
    let t = t.settings();
    let languages = [("lang-zh", "中文", display.lang == Lang::Zh), ("lang-en", "English", display.lang == Lang::En)];
    let themes = [
        ("theme-auto", t.auto, display.theme == Theme::Auto),
        ("theme-light", t.light, display.theme == Theme::Light),
        ("theme-dark", t.dark, display.theme == Theme::Dark),
    ];
    html! {
        h2 { (t.display) }
        (segmented(t.language, "lang", &languages))
        (segmented(t.theme, "theme", &themes))
        label.row {
            span.row-main { (t.large) small { (t.large_hint) } }
            input.switch id="large" type="checkbox" role="switch" checked[display.large];
        }
    }
}
