//! One coupon: what it is worth, the member code to show for it, or why it cannot be used and the way on; its terms.

use super::REFUSALS;
use super::model::{Hindrance, days_left, rivals};
use super::wallet::{follow, tell_card};
use super::words::Words;
use crate::device::events;
use crate::i18n::{Explain, Texts, use_texts};
use crate::react::{dynamic, memo};
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::shared::showing_code::{Key, code};
use crate::ui::markup::{html, live_html};
use crate::ui::states::{failed_page, refusal, skeleton, state_page};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::coupons::{GetCoupons, HeldCoupon, Wallet};
use shuke_face::{Icon, Page};
use shuke_rules::Fen;
use shuke_rules::coupons::State;

pub fn coupon_page(id: &str) -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetCoupons>::recalling(center, "", &Empty {});
    events::on_return_here(move || read.again());
    let id = id.to_owned();
    dynamic(move || {
        if let Some(wallet) = read.followed() {
            tell_card(center, wallet);
            follow(read, wallet, |coupon| matches!(coupon.state, State::Available | State::Locked { .. }));
            return loaded(CouponPage { center, t, wallet, id: StoredValue::new(id.clone()) });
        }
        match read.get() {
            Load::Failed(failure) => failed_page(t, &t.explain(&failure, REFUSALS), move || read.again()),
            state => skeleton(t, Page::Coupons.title(t.lang), state == Load::LoadingSlowly),
        }
    })
}

#[derive(Clone, Copy)]
struct CouponPage {
    center: Center,
    t: &'static Texts,
    wallet: RwSignal<Wallet>,
    id: StoredValue<String>,
}

impl CouponPage {
    /// Of the coupon, as it is now; nothing when there is none such.
    fn write(self, write: fn(&Words<'_>, &HeldCoupon, &Wallet) -> String) -> String {
        let Self { center, t, wallet, id } = self;
        center.with_boot(|boot| {
            wallet.with(|wallet| {
                let words = Words { boot, t, today: wallet.today };
                let coupon = id.with_value(|id| wallet.coupons.iter().find(|coupon| coupon.id.0 == *id));
                coupon.map_or(String::new(), |coupon| write(&words, coupon, wallet))
            })
        })
    }

    /// Whether it can be used now; `None` when there is none such.
    fn is_usable(self) -> Option<bool> {
        self.wallet.with(|wallet| {
            let coupon = self.id.with_value(|id| wallet.coupons.iter().find(|coupon| coupon.id.0 == *id));
            coupon.map(|coupon| Hindrance::of(coupon).is_none())
        })
    }
}

fn loaded(page: CouponPage) -> AnyView {
    let state = memo(move || page.is_usable());
    dynamic(move || match state.get() {
        None => gone(page.t),
        Some(usable) => {
            let middle = if usable { shown_code(page) } else { live_html(move || page.write(why_not)) };
            vec![live_html(move || page.write(head)), middle, live_html(move || page.write(terms))].into_any()
        }
    })
}

fn gone(t: &Texts) -> AnyView {
    let c = t.coupons();
    let way = format!(r#"<a class="button" href="{}">{}</a>"#, Page::Coupons.path(), c.title);
    state_page(Icon::Coupon, c.gone, c.gone_text, &way)
}

fn head(words: &Words<'_>, coupon: &HeldCoupon, _: &Wallet) -> String {
    let c = words.t.coupons();
    let soon = if coupon.ends_soon { format!(r#" <span class="tag">{}</span>"#, c.soon) } else { String::new() };
    format!(
        r#"<div class="coupon-head{}"><p class="figure">{} <small>{}</small></p><h1 class="page-title">{}</h1><p class="lede">{}{soon}</p></div>"#,
        if Hindrance::of(coupon).is_none() { "" } else { " spent" },
        words.worth(&coupon.terms),
        words.from(&coupon.terms),
        words.name(&coupon.terms),
        words.stand(coupon),
    )
}

/// White paper in every mode: it is scanned. Its room is kept until it is there.
fn shown_code(page: CouponPage) -> AnyView {
    let CouponPage { center, t, .. } = page;
    let c = t.coupons();
    let key = Key::ask(center);
    let symbols = dynamic(move || match key.get() {
        Load::Loaded(key) => code(key.device).into_any(),
        Load::Failed(failure) => {
            let explained = t.explain(&failure, REFUSALS);
            let way = format!(r#"<a class="button" href="{}">{}</a>"#, Page::Code.path(), c.to_code);
            html(refusal(c.code_failed, &explained.text) + &way)
        }
        _ => ().into_any(),
    });
    view! {
        <section class="pass white coupon-pass">
            <h2>{c.show}</h2>
            {symbols}
            <p class="note">{c.show_text}</p>
        </section>
    }
    .into_any()
}

/// In place of the code.
fn why_not(words: &Words<'_>, coupon: &HeldCoupon, _: &Wallet) -> String {
    let c = words.t.coupons();
    let day = |day: Option<shuke_rules::Day>| day.map_or(String::new(), |day| words.day(day));
    let (title, text, way) = match Hindrance::of(coupon) {
        None => return String::new(),
        Some(Hindrance::Later) => {
            let text = (c.not_yet_text)(&words.day(coupon.first), days_left(coupon.first, words.today));
            (c.not_yet, text, None)
        }
        Some(Hindrance::Tier) => (c.tier_low, tier_text(words, coupon), Some((Page::Tiers.route(), c.to_tiers))),
        Some(Hindrance::Locked(until)) => (c.locked, (c.locked_text)(&words.time(until)), None),
        Some(Hindrance::Used) => match coupon.receipt.clone() {
            Some(sale) => (c.is_used, (c.used_text)(&day(coupon.used)), Some((Page::Receipt.of(&sale), c.to_receipt))),
            None => (c.is_used, (c.used_by_staff)(&day(coupon.used)), None),
        },
        Some(Hindrance::Expired) => {
            (c.is_expired, (c.expired_text)(&day(coupon.last)), Some((Page::CouponOffers.route(), c.to_offers)))
        }
        Some(Hindrance::Void) => (c.is_void, void_text(words, coupon), None),
        Some(Hindrance::Unknown) => (c.unknown, c.unknown_text.to_owned(), None),
    };
    let way = way.map_or(String::new(), |(route, name)| {
        format!(r#"<div class="actions"><a class="button button-quiet" href="{}">{name}</a></div>"#, route.href())
    });
    refusal(title, &text) + &way
}

/// How much is missing is known of the next tier only, which is on the card.
fn tier_text(words: &Words<'_>, coupon: &HeldCoupon) -> String {
    let Some(lowest) = &coupon.terms.tier else { return String::new() };
    let next = words.boot.card.as_ref().and_then(|card| card.next.as_ref());
    let missing = next.filter(|next| next.tier == *lowest && next.amount > Fen::ZERO);
    // The refusal escapes what it says.
    let tier = words.boot.rules.tier(lowest).map_or(lowest.0.as_str(), |tier| words.t.lang.pick(&tier.name));
    (words.t.coupons().tier_text)(tier, missing.map(|next| next.amount.to_string()).as_deref())
}

fn void_text(words: &Words<'_>, coupon: &HeldCoupon) -> String {
    let c = words.t.coupons();
    match &coupon.state {
        State::Void { reason } if !coupon.withdrawn => (c.void_text)(reason),
        _ => c.withdrawn_text.to_owned(),
    }
}

fn terms(words: &Words<'_>, coupon: &HeldCoupon, wallet: &Wallet) -> String {
    let together = words.together(&coupon.terms, &rivals(coupon, &wallet.coupons));
    let why = if Hindrance::of(coupon).is_none() { words.why(&coupon.terms) } else { String::new() };
    words.terms(&coupon.terms, &coupon.only_for, &words.days(coupon), &together) + &why
}
