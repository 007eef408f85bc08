//! `/tiers`: the ladder, where one stands on it, and how it is decided.

mod benefits;

use crate::i18n::use_texts;
use crate::session::Center;
use crate::ui::markup::{html, live_html};
use crate::ui::simulator::simulator_at_once;
use benefits::benefits;
use leptos::prelude::*;
use shuke_face::pages::tiers::{explained, join, ladder};

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let boot = center.boot();
    let is_guest = center.with_boot_now(|boot| boot.card.is_none());
    vec![
        live_html(move || boot.with(|boot| ladder(boot, t))),
        if is_guest { ().into_any() } else { simulator_at_once(boot) },
        html(center.with_boot_now(|boot| explained(&boot.rules, t))),
        // These come later: nothing stands below them that they would push away.
        if is_guest { html(join(t)) } else { benefits(center, t) },
    ]
    .into_any()
}
