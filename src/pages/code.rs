//! `/code`: the member code, and what goes with it at the till: points, and the coupons that can be used now.

use crate::i18n::{Explain, Texts, use_texts};
use crate::react::{dynamic, memo};
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::shared::showing_code::{Key, code};
use crate::ui::markup::{html, live_html};
use crate::ui::states::{failed_page, skeleton};
use crate::ui::when::moment;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::boot::Boot;
use shuke_contract::card::DeviceKey;
use shuke_contract::coupons::{GetCoupons, HeldCoupon, Wallet};
use shuke_face::{Icon, Page, escape, icon};
use shuke_rules::coupons::State;

/// So many coupons are named.
const NAMED: usize = 3;

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let key = Key::ask(center);
    dynamic(move || match key.get() {
        Load::Loaded(key) => shown(center, key),
        Load::Failed(failure) => failed_page(t, &t.explain(&failure, &[]), move || key.again()),
        state => skeleton(t, Page::Code.title(t.lang), state == Load::LoadingSlowly),
    })
}

fn shown(center: Center, key: DeviceKey) -> AnyView {
    let t = use_texts();
    let online: ReadSignal<bool> = expect_context();
    let DeviceKey { device, points: points_then, now: synced_at, .. } = key;
    let mut parts = vec![live_html(move || {
        let who = center.with_boot(|boot| who(boot, t));
        format!(r#"<div><h1 class="page-title">{}</h1><p class="note">{who}</p></div>"#, Page::Code.title(t.lang))
    })];
    parts.extend(code(device));
    parts.push(html(format!(r#"<p class="note">{}</p>"#, t.code().show)));
    parts.push(live_html(move || {
        let points = center.with_boot(|boot| boot.card.as_ref().map_or(points_then, |card| card.points));
        let synced = if online.get() { t.code().synced } else { t.code().synced_offline };
        format!(
            r#"<dl class="code-facts"><div><dt class="note">{}</dt><dd><b>{points}</b></dd></div></dl><p class="note">{}</p>"#,
            t.code().points,
            synced(&moment(synced_at, t.lang)),
        )
    }));
    parts.push(coupons(center, t));
    view! { <section class="code">{parts}</section> }.into_any()
}

/// Tier and name.
fn who(boot: &Boot, t: &Texts) -> String {
    let Some(card) = &boot.card else { return String::new() };
    let tier = boot.rules.tier(&card.standing.tier).map_or("", |tier| t.lang.pick(&tier.name));
    escape(&card.name.as_ref().map_or(tier.to_owned(), |name| format!("{tier} · {name}")))
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
        live_html(move || match read.get() {
            Load::Loaded(wallet) => listed(&usable(&wallet), t),
            _ => way(on_card.get(), t),
        })
    })
}

fn usable(wallet: &Wallet) -> Vec<&HeldCoupon> {
    let is_usable = |coupon: &&HeldCoupon| coupon.state == State::Available && coupon.tier_reached;
    wallet.coupons.iter().filter(is_usable).collect()
}

fn listed(usable: &[&HeldCoupon], t: &Texts) -> String {
    let row = |coupon: &&HeldCoupon| {
        format!(
            r#"<li><a class="row" href="{}"><span class="row-main">{}</span>{}</a></li>"#,
            Page::Coupon.of(&coupon.id.0).href(),
            escape(t.lang.pick(&coupon.terms.name)),
            icon(Icon::Chevron),
        )
    };
    let rows: String = usable.iter().take(NAMED).map(row).collect();
    let count = u32::try_from(usable.len()).unwrap_or(u32::MAX);
    if count == 0 { String::new() } else { way(count, t) + &format!(r#"<ul class="rows code-coupons">{rows}</ul>"#) }
}

fn way(count: u32, t: &Texts) -> String {
    format!(
        r#"<div class="section-head code-coupons"><h2>{}</h2><a href="{}">{}</a></div>"#,
        (t.code().coupons)(count),
        Page::Coupons.path(),
        t.code().all_coupons,
    )
}
