//! `/code`: the rotating member code. Made on the phone from the device's key and the server's clock, so that it
//! works without network.

mod model;

use crate::api::{self, Call};
use crate::device::{clock, timers, wake};
use crate::failure::Failure;
use crate::i18n::{Texts, use_texts};
use crate::kept;
use crate::react::{dynamic, memo, spawn};
use crate::session::Center;
use crate::ui::bars::bars;
use crate::ui::parts::{html, live_html};
use crate::ui::qr::qr;
use crate::ui::states::{failed_page, refusal, skeleton};
use crate::ui::when::moment;
use leptos::prelude::*;
use model::{grouped, shown_at};
use shuke_contract::Empty;
use shuke_contract::boot::Boot;
use shuke_contract::card::{DeviceKey, GetDevice};
use shuke_face::{escape, ring};

const SLOW_MS: u64 = 500;

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let device = RwSignal::new(kept::device());
    let failure = RwSignal::new(None::<Failure>);
    let slow = RwSignal::new(false);
    let begin = move || {
        failure.set(None);
        spawn(async move {
            match fetch(center).await {
                Ok(key) => drop(device.try_set(Some(key))),
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    begin();
    timers::after(SLOW_MS, move || slow.set(true));
    wake::keep_awake();
    dynamic(move || match (device.get(), failure.get()) {
        (Some(key), _) => shown(center, key),
        (None, Some(failure)) => failed_page(t, &t.problems.explain(&failure), begin),
        (None, None) => skeleton(t, t.code.title, slow.get()),
    })
}

async fn fetch(center: Center) -> Result<DeviceKey, Failure> {
    let text = center.send(&Call::to::<GetDevice>("", &Empty {}), None).await?;
    let key: DeviceKey = api::read(&text)?;
    kept::keep_device(&text);
    clock::set(key.now);
    Ok(key)
}

fn shown(center: Center, key: DeviceKey) -> AnyView {
    let t = use_texts();
    let online: ReadSignal<bool> = expect_context();
    let now = clock::ticking();
    let DeviceKey { device, points: points_then, now: synced_at, .. } = key;
    let shown = memo(move || shown_at(&device, now.get()));
    let digits = memo(move || shown.get().map(|shown| shown.digits).unwrap_or_default());
    let left = move || shown.get().map_or(0, |shown| shown.seconds_left);
    let clock = move || {
        let ring = ring(left() * 100 / 60, &format!("<b>{}</b>", left()));
        format!(r#"<div class="code-clock">{ring}<span>{}</span></div>"#, t.code.changes_in)
    };
    let parts = vec![
        live_html(move || {
            let who = center.with_boot(|boot| who(boot, t));
            format!(r#"<div><h1 class="page-title">{}</h1><p class="note">{who}</p></div>"#, t.code.title)
        }),
        live_html(move || symbols(&digits.get(), t)),
        live_html(clock),
        html(format!(r#"<p class="note">{}</p>"#, t.code.show)),
        live_html(move || {
            let points = center.with_boot(|boot| boot.card.as_ref().map_or(points_then, |card| card.points));
            let synced = if online.get() { t.code.synced } else { t.code.synced_offline };
            format!(
                r#"<dl class="code-facts"><div><dt class="note">{}</dt><dd><b>{points}</b></dd></div></dl><p class="note">{}</p>"#,
                t.code.points,
                synced(&moment(synced_at, t.lang)),
            )
        }),
    ];
    view! { <section class="code">{parts}</section> }.into_any()
}

/// Bars, digits and QR; why there are none when the key is damaged.
fn symbols(digits: &str, t: &Texts) -> String {
    if digits.is_empty() {
        return refusal(t.code.damaged, t.code.damaged_text);
    }
    format!(
        r#"{}<p class="code-digits" data-code="{digits}">{}</p>{}"#,
        bars(digits, t.code.bars),
        grouped(digits),
        qr(digits, t.code.qr),
    )
}

/// Tier and name.
fn who(boot: &Boot, t: &Texts) -> String {
    let Some(card) = &boot.card else { return String::new() };
    let tier = boot.rules.tier(&card.standing.tier).map(|tier| t.lang.pick(&tier.name).to_owned());
    escape(&tier.into_iter().chain(card.name.clone()).collect::<Vec<_>>().join(" · "))
}
