//! The wallet: what can be used now first, folded below it what is over.

use super::REFUSALS;
use super::model::Parts;
use super::terms::folded;
use super::words::Words;
use crate::device::{events, timers};
use crate::i18n::{Explain, Texts, use_texts};
use crate::react::{dynamic, effect};
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::markup::live_html;
use crate::ui::states::{failed_page, skeleton, state_page};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::coupons::{GetCoupons, HeldCoupon, Wallet};
use shuke_face::{Icon, Page, icon};
use shuke_rules::coupons::State;

/// So often the page asks while a till keeps something.
const AGAIN_MS: u64 = 30_000;

pub fn wallet_page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetCoupons>::recalling(center, "", &Empty {});
    events::on_return_here(move || read.again());
    dynamic(move || {
        if let Some(wallet) = read.followed() {
            tell_card(center, wallet);
            follow(read, wallet, |coupon| matches!(coupon.state, State::Locked { .. }));
            return loaded(center, t, wallet);
        }
        match read.get() {
            Load::Failed(failure) => failed_page(t, &t.explain(&failure, REFUSALS), move || read.again()),
            state => skeleton(t, t.coupons().title, state == Load::LoadingSlowly),
        }
    })
}

/// Asks again and again while a coupon is such that somebody else may change it.
pub fn follow(read: Read<GetCoupons>, wallet: RwSignal<Wallet>, waits: fn(&HeldCoupon) -> bool) {
    timers::every(AGAIN_MS, move || {
        let waits = wallet.with_untracked(|wallet| wallet.coupons.iter().any(waits));
        if waits && events::is_in_view() {
            read.again();
        }
    });
}

/// What was given when the server looked is not on the card yet.
pub fn tell_card(center: Center, wallet: RwSignal<Wallet>) {
    effect(move || {
        let usable = wallet.with(|wallet| Parts::of(&wallet.coupons).usable.len());
        let on_card = center.with_boot_now(|boot| {
            let card = boot.card.as_ref().and_then(|card| card.coupons);
            card.map_or(0, |coupons| coupons.usable)
        });
        if usize::try_from(on_card) != Ok(usable) {
            center.ask_for_card();
        }
    });
}

fn loaded(center: Center, t: &'static Texts, wallet: RwSignal<Wallet>) -> AnyView {
    let is_empty = crate::react::memo(move || wallet.with(|wallet| wallet.coupons.is_empty()));
    dynamic(move || {
        if is_empty.get() {
            return empty(t);
        }
        live_html(move || {
            center.with_boot(|boot| wallet.with(|wallet| list(&Words { boot, t, today: wallet.today }, wallet)))
        })
    })
}

fn empty(t: &Texts) -> AnyView {
    let c = t.coupons();
    let way = format!(r#"<a class="button" href="{}">{}</a>"#, Page::CouponOffers.path(), c.to_offers);
    state_page(Icon::Coupon, c.empty, c.empty_text, &way)
}

fn list(words: &Words<'_>, wallet: &Wallet) -> String {
    let c = words.t.coupons();
    let parts = Parts::of(&wallet.coupons);
    let head = format!(
        r#"<div class="section-head"><h1 class="page-title">{}</h1><a href="{}">{}</a></div><a class="row" href="{}"><span class="row-main">{}</span>{}</a>"#,
        c.title,
        Page::CouponOffers.path(),
        c.to_offers,
        Page::Preview.path(),
        Page::Preview.title(words.t.lang),
        icon(Icon::Chevron),
    );
    let none = if parts.usable.is_empty() { format!("<p>{}</p>", c.none_usable) } else { String::new() };
    let over = if parts.over.is_empty() {
        String::new()
    } else {
        folded(&(c.over)(parts.over.len()), &rows(words, &parts.over))
    };
    [
        head,
        none,
        section(words, c.usable, &parts.usable),
        section(words, c.kept, &parts.kept),
        section(words, c.later, &parts.later),
        over,
    ]
    .concat()
}

fn section(words: &Words<'_>, heading: &str, coupons: &[&HeldCoupon]) -> String {
    if coupons.is_empty() {
        return String::new();
    }
    format!("<section><h2>{heading}</h2>{}</section>", rows(words, coupons))
}

fn rows(words: &Words<'_>, coupons: &[&HeldCoupon]) -> String {
    let rows: String = coupons.iter().map(|coupon| row(words, coupon)).collect();
    format!(r#"<ul class="rows">{rows}</ul>"#)
}

fn row(words: &Words<'_>, coupon: &HeldCoupon) -> String {
    let soon = if coupon.ends_soon {
        format!(r#" <span class="tag">{}</span>"#, words.t.coupons().soon)
    } else {
        String::new()
    };
    let spent = if super::model::Hindrance::of(coupon).is_some() { " spent" } else { "" };
    format!(
        r#"<li><a class="row coupon{spent}" href="{}">{}<span class="row-main">{}{soon}<small>{}</small></span>{}</a></li>"#,
        Page::Coupon.of(&coupon.id.0).href(),
        words.stub(&coupon.terms),
        words.name(&coupon.terms),
        words.stand(coupon),
        icon(Icon::Chevron),
    )
}
