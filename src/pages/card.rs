//! `/`: the card of a member, or what the card is worth. The first screen is drawn by `shuke_face`, as the server did.

use crate::i18n::use_texts;
use crate::react::{dynamic, memo};
use crate::session::Center;
use crate::shared::checking_in::stamped;
use crate::ui::simulator::simulator;
use leptos::prelude::*;
use shuke_face::{card_page, guest_body};

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let body = stamped(move || {
        center.with_boot(|boot| match &boot.card {
            Some(card) => card_page(boot, card, t),
            None => guest_body(boot, t.lang),
        })
    });
    // What is typed into it stays while the card is read anew.
    let is_member = memo(move || center.is_member());
    let simulator = dynamic(move || if is_member.get() { simulator(center.boot()) } else { ().into_any() });
    vec![body, simulator].into_any()
}
