//! `/code`: the member code, and what goes with it at the till: points, the coupons that can be used now, and what came of showing it.

mod moment;

use crate::i18n::{Explain, Texts, use_texts};
use crate::react::{dynamic, memo};
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::shared::showing_code::{Key, code, on_change};
use crate::ui::markup::{html, live_html};
use crate::ui::states::{failed_page, skeleton};
use crate::ui::when;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::card::DeviceKey;
use shuke_contract::coupons::GetCoupons;
use shuke_face::Page;
use shuke_face::pages::code as drawn;

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let key = Key::ask(center);
    dynamic(move || match key.get() {
        Load::Loaded(key) => shown(center, &key),
        Load::Failed(failure) => failed_page(t, &t.explain(&failure, &[]), move || key.again()),
        state => skeleton(t, Page::Code.title(t.lang), state.is_slow()),
    })
}

fn shown(center: Center, key: &DeviceKey) -> AnyView {
    let t = use_texts();
    let online: ReadSignal<bool> = expect_context();
    let DeviceKey { device, points: points_then, now: synced_at, .. } = key.clone();
    let facts = move || {
        // The points are of the card, which may have been said since the key was.
        center.with_boot(|boot| {
            let points = boot.card.as_ref().map_or(points_then, |card| card.points);
            let at = when::moment(boot.now.max(synced_at), &boot.brand.time_zone, t.lang);
            drawn::facts(points, &at, online.get(), t)
        })
    };
    let mut parts = vec![
        moment::moment(center, device.locator.clone(), t),
        live_html(move || center.with_boot(|boot| drawn::heading(boot, t))),
    ];
    parts.extend(code(center, device));
    parts.extend([html(drawn::show(t)), live_html(facts), coupons(center, t)]);
    view! { <section class="code">{parts}</section> }.into_any()
}

/// Under everything else, so that what comes late moves nothing. How many the card knows at once, which the server then says.
fn coupons(center: Center, t: &'static Texts) -> AnyView {
    let on_card = memo(move || {
        let card = center.with_boot(|boot| boot.card.as_ref().and_then(|card| card.coupons));
        card.map_or(0, |coupons| coupons.usable)
    });
    let has_some = memo(move || on_card.get() > 0);
    dynamic(move || {
        if !has_some.get() {
            return ().into_any();
        }
        let read = Read::<GetCoupons>::recalling(center, "", &Empty {});
        on_change(center, move || read.again());
        live_html(move || match read.get() {
            Load::Loaded(wallet) => drawn::coupons(&wallet, t),
            _ => drawn::way_to_coupons(on_card.get(), t),
        })
    })
}
