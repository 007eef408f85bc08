//! Language, light, size: what is chosen from.

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
        (radios(t.language, "lang", &languages))
        (radios(t.theme, "theme", &themes))
        label.row {
            span.row-main { (t.large) small { (t.large_hint) } }
            input.switch id="large" type="checkbox" role="switch" checked[display.large];
        }
    }
}

/// Each choice has an id, a label, and is chosen or not.
fn radios(legend: &str, name: &str, choices: &[(&str, &str, bool)]) -> Markup {
    html! {
        fieldset.form {
            legend.field-label { (legend) }
            div.segmented {
                @for (id, label, chosen) in choices {
                    label { input id=(id) type="radio" name=(name) checked[*chosen]; span { (label) } }
                }
            }
        }
    }
}
