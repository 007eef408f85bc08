//! What came of showing the code, as soon as the card says it: over the heading, for a while or until it is tapped. Nothing below it moves, and the
//! code stays in sight.

use crate::device::{clock, style, timers};
use crate::i18n::Texts;
use crate::react::{effect, spawn};
use crate::session::Center;
use crate::shared::showing_code::on_change;
use crate::ui::counting::count;
use crate::ui::markup::text;
use leptos::prelude::*;
use shuke_contract::card::Card;
use shuke_face::Markup;
use shuke_face::pages::code::{Came, came as drawn};
use shuke_face::signed;
use shuke_rules::Points;

const STAYS_MS: u64 = 8_000;
/// A card that was said this lately is that of somebody who has not shown the code yet.
const FRESH_MS: i64 = 5_000;

/// `device`: whose code is shown.
pub fn moment(center: Center, device: String, t: &'static Texts) -> AnyView {
    let came = RwSignal::new(None::<Came>);
    let said = move || center.with_boot_now(|boot| boot.now);
    // What was said long before the page was opened may have changed by something else than showing the code.
    let opened = said();
    let is_of_now = clock::now_ms() - opened.timestamp_millis() < FRESH_MS;
    let seen = StoredValue::new(card_now(center).filter(|_| is_of_now));
    // The server says again and again that it is so still: then it was so until now.
    timers::every(1_000, move || {
        seen.update_value(|seen| match seen {
            Some(card) => card.now = said(),
            None if said() > opened => *seen = card_now(center),
            None => (),
        });
    });
    on_change(center, move || {
        let now = card_now(center);
        let before = seen.try_update_value(|seen| std::mem::replace(seen, now.clone())).flatten();
        let is_another = |(before, now): (Card, Card)| {
            center.with_boot_now(|boot| Came::between(&before, &now, &device, &boot.rules))
        };
        if let Some(what) = before.zip(now).and_then(is_another) {
            show(came, what);
        }
    });
    effect(move || {
        if let Some(points) = came.with(|came| came.as_ref().map(|came| came.points)) {
            count(".came-points", Points::ZERO, points, signed);
            timers::after(STAYS_MS, move || came.set(None));
        }
    });
    let shown = text(move || {
        came.with(|came| match came {
            Some(came) => center.with_boot_now(|boot| drawn(came, boot, t)),
            None => Markup::default(),
        })
    });
    view! { <div class="came" role="status" inner_html=shown on:click=move |_| came.set(None)></div> }.into_any()
}

/// The cards that turn over are in no style of this part: most who show the code see none.
fn show(came: RwSignal<Option<Came>>, what: Came) {
    if what.rose.is_none() {
        return came.set(Some(what));
    }
    spawn(async move {
        style::later().await;
        came.try_set(Some(what));
    });
}

/// As of when the server last said it.
fn card_now(center: Center) -> Option<Card> {
    center.with_boot_now(|boot| Some(Card { now: boot.now, ..boot.card.clone()? }))
}
