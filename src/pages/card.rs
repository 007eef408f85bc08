//! `/`: the card of a member, or what the card is worth. The first screen is drawn by `shuke_face`, as the server did.

use crate::i18n::use_texts;
use crate::react::{dynamic, effect, memo};
use crate::session::Center;
use crate::shared::checking_in::stamped;
use crate::ui::counting::count;
use crate::ui::simulator::simulator;
use leptos::prelude::*;
use shuke_face::{card_body, guest_body};
use std::cell::Cell;

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let body = stamped(move || {
        center.with_boot(|boot| match &boot.card {
            Some(card) => card_body(boot, card, t.lang),
            None => guest_body(boot, t.lang),
        })
    });
    counted(center);
    // What is typed into it stays while the card is read anew.
    let is_member = memo(move || center.is_member());
    let simulator = dynamic(move || if is_member.get() { simulator(center.boot()) } else { ().into_any() });
    vec![body, simulator].into_any()
}

/// Points that move while one looks at them count to what they are.
fn counted(center: Center) {
    let seen = Cell::new(None);
    effect(move || {
        let now = center.with_boot(|boot| boot.card.as_ref().map(|card| card.points));
        if let (Some(before), Some(now)) = (seen.replace(now), now)
            && before != now
        {
            count(".points .figure", before, now, |points| points.to_string());
        }
    });
}
