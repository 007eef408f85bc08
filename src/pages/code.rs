//! `/code`: the rotating member code. Made on the phone from the device's key and the server's clock, so that it
//! works without network.

mod model;

use crate::calls::{Load, Read};
use crate::device::{clock, wake};
use crate::i18n::{Texts, use_texts};
use crate::kept;
use crate::react::{dynamic, effect, memo};
use crate::session::Center;
use crate::ui::bars::bars;
use crate::ui::parts::{html, live_html};
use crate::ui::qr::qr;
use crate::ui::states::{failed_page, refusal, skeleton};
use crate::ui::when::moment;
use leptos::prelude::*;
use model::{digits_at, grouped, seconds_left};
use shuke_contract::Empty;
use shuke_contract::boot::Boot;
use shuke_contract::card::{DeviceKey, GetDevice};
use shuke_face::{escape, ring};

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetDevice>::new(center, "", &Empty {});
    effect(move || {
        if let Some((key, text)) = read.loaded() {
            kept::keep_device(&text);
            clock::set(key.now);
        }
    });
    wake::keep_awake();
    dynamic(move || match (read.get(), kept::device()) {
        (Load::Loaded(key), _) | (_, Some(key)) => shown(center, key),
        (Load::Failed(failure), None) => failed_page(t, &t.problems.explain(&failure), move || read.again()),
        (state, None) => skeleton(t, t.shell.code, state == Load::LoadingSlowly),
    })
}

fn shown(center: Center, key: DeviceKey) -> AnyView {
    let t = use_texts();
    let online: ReadSignal<bool> = expect_context();
    let now = clock::ticking();
    let DeviceKey { device, points: points_then, now: synced_at, .. } = key;
    let digits = memo(move || digits_at(&device, now.get()).unwrap_or_default());
    let left = move || seconds_left(now.get());
    let clock = move || {
        let ring = ring(left() * 100 / 60, &format!("<b>{}</b>", left()));
        format!(r#"<div class="code-clock">{ring}<span>{}</span></div>"#, t.code().changes_in)
    };
    let parts = vec![
        live_html(move || {
            let who = center.with_boot(|boot| who(boot, t));
            format!(r#"<div><h1 class="page-title">{}</h1><p class="note">{who}</p></div>"#, t.shell.code)
        }),
        live_html(move || symbols(&digits.get(), t)),
        live_html(clock),
        html(format!(r#"<p class="note">{}</p>"#, t.code().show)),
        live_html(move || {
            let points = center.with_boot(|boot| boot.card.as_ref().map_or(points_then, |card| card.points));
            let synced = if online.get() { t.code().synced } else { t.code().synced_offline };
            format!(
                r#"<dl class="code-facts"><div><dt class="note">{}</dt><dd><b>{points}</b></dd></div></dl><p class="note">{}</p>"#,
                t.code().points,
                synced(&moment(synced_at, t.lang)),
            )
        }),
    ];
    view! { <section class="code">{parts}</section> }.into_any()
}

/// Bars, digits and QR; why there are none when the key is damaged.
fn symbols(digits: &str, t: &Texts) -> String {
    if digits.is_empty() {
        return refusal(t.code().damaged, t.code().damaged_text);
    }
    format!(
        r#"{}<p class="code-digits" data-code="{digits}">{}</p>{}"#,
        bars(digits, t.code().bars),
        grouped(digits),
        qr(digits, t.code().qr),
    )
}

/// Tier and name.
fn who(boot: &Boot, t: &Texts) -> String {
    let Some(card) = &boot.card else { return String::new() };
    let tier = boot.rules.tier(&card.standing.tier).map_or("", |tier| t.lang.pick(&tier.name));
    escape(&card.name.as_ref().map_or(tier.to_owned(), |name| format!("{tier} · {name}")))
}
