//! What can be claimed: what one can have first, with its price, what is left of it and why it cannot be had.

use super::REFUSALS;
use super::claim::claim;
use super::code_form::code_form;
use super::model::{ordered, price};
use super::words::Words;
use crate::device::{dom, timers};
use crate::i18n::{Explain, Texts, use_texts};
use crate::react::{dynamic, effect, memo};
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::markup::live_html;
use crate::ui::states::{failed_page, skeleton};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::coupons::{CouponOffer, CouponOffers, GetCouponOffers};
use shuke_face::Page;
use shuke_rules::Points;
use shuke_rules::coupons::claim::Withheld;
use shuke_rules::policy::Effect;

pub fn offers_page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetCouponOffers>::recalling(center, "", &Empty {});
    dynamic(move || {
        if let Some(offers) = read.followed() {
            return loaded(OffersPage { center, t, offers, read });
        }
        match read.get() {
            Load::Failed(failure) => failed_page(t, &t.explain(&failure, REFUSALS), move || read.again()),
            state => skeleton(t, t.coupon_offers().title, state == Load::LoadingSlowly),
        }
    })
}

/// What the parts of the page need.
#[derive(Clone, Copy)]
pub struct OffersPage {
    pub center: Center,
    pub t: &'static Texts,
    pub offers: RwSignal<CouponOffers>,
    pub read: Read<GetCouponOffers>,
}

impl OffersPage {
    pub fn words(self, write: impl FnOnce(&Words<'_>, &CouponOffers) -> String) -> String {
        let Self { center, t, offers, .. } = self;
        center.with_boot(|boot| offers.with(|offers| write(&Words { boot, t, today: offers.today }, offers)))
    }
}

fn loaded(page: OffersPage) -> AnyView {
    let asked = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let list = memo(move || page.words(list));
    let tap = move |event: MouseEvent| {
        if let Some(id) = dom::closest(&event, "[data-claim]").and_then(|button| button.get_attribute("data-claim")) {
            asked.set(id);
            open.set(true);
        }
    };
    // The button that had the focus may have gone with what it was for.
    effect(move || {
        list.track();
        timers::once_drawn(|| {
            if dom::is_focus_lost() {
                dom::focus_heading();
            }
        });
    });
    let which = memo(move || asked.get());
    let sheet = dynamic(move || match which.get() {
        id if id.is_empty() => ().into_any(),
        id => claim(page, id, open),
    });
    vec![
        live_html(move || page.words(head)),
        view! { <div class="whole" inner_html=list on:click=tap></div> }.into_any(),
        code_form(page),
        sheet,
    ]
    .into_any()
}

fn head(words: &Words<'_>, offers: &CouponOffers) -> String {
    let o = words.t.coupon_offers();
    format!(
        r#"<div class="section-head"><h1 class="page-title">{}</h1><a href="{}">{}</a></div><section class="points"><div><p class="note">{}</p><p class="figure">{}</p></div></section>"#,
        o.title,
        Page::Coupons.path(),
        o.mine,
        o.balance,
        offers.points,
    )
}

fn list(words: &Words<'_>, offers: &CouponOffers) -> String {
    let o = words.t.coupon_offers();
    let (now, not): (Vec<_>, Vec<_>) = ordered(&offers.offers).into_iter().partition(|offer| offer.withheld.is_none());
    if now.is_empty() && not.is_empty() {
        return format!("<p>{}</p>", o.empty);
    }
    let part = |heading: &str, offers: &[&CouponOffer]| {
        let rows: String = offers.iter().map(|offer| row(words, offer)).collect();
        if rows.is_empty() {
            rows
        } else {
            format!(r#"<section><h2>{heading}</h2><ul class="rows">{rows}</ul></section>"#)
        }
    };
    part(o.open, &now) + &part(o.not_now, &not)
}

fn row(words: &Words<'_>, offer: &CouponOffer) -> String {
    let name = words.name(&offer.terms);
    let spent = if offer.withheld.is_some() { " spent" } else { "" };
    format!(
        r#"<li class="row coupon{spent}">{}<span class="row-main">{name}<small>{}</small></span>{}</li>"#,
        words.stub(&offer.terms),
        facts_of(words, offer),
        action(words, offer, &name),
    )
}

/// Price, for how long, how many.
fn facts_of(words: &Words<'_>, offer: &CouponOffer) -> String {
    let o = words.t.coupon_offers();
    let price = match price(offer) {
        Points::ZERO => o.free.to_owned(),
        points => (o.points)(&points.to_string()),
    };
    let until = offer.terms.claim.as_ref().and_then(|claim| claim.until).map(|day| (o.claim_until)(&words.day(day)));
    let left = offer.left.filter(|left| *left > 0).map(o.left);
    let limit = offer.terms.per_member.map(|limit| (o.limit)(offer.had, limit));
    let has_had_all = matches!(offer.withheld, Some(Withheld::HadAll { .. }));
    let days = words.days_if_claimed(&offer.terms);
    let then = match &offer.terms.effect {
        Effect::Trial { yuan } if !yuan.is_zero() => Some((o.then)(&yuan.to_string())),
        _ => None,
    };
    let facts = [Some(price), then, Some(days), left, limit.filter(|_| !has_had_all), until];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    super::words::facts(&facts)
}

/// The button, or why there is none and the way on.
fn action(words: &Words<'_>, offer: &CouponOffer, name: &str) -> String {
    let o = words.t.coupon_offers();
    let Some(why) = &offer.withheld else {
        let label = match price(offer) {
            Points::ZERO => o.claim.to_owned(),
            points => (o.buy)(&points.to_string()),
        };
        return format!(
            r#"<div class="row-actions"><button type="button" class="button" data-claim="{}" aria-label="{label}: {name}">{label}</button></div>"#,
            shuke_face::escape(&offer.terms.id.0),
        );
    };
    let (said, way) = match why {
        Withheld::Points { missing } => ((o.short)(&missing.to_string()), Some((Page::Together.route(), o.earn))),
        Withheld::Tier { lowest } => {
            let missing = offer.tier_missing.map(|fen| fen.to_string());
            ((o.tier)(&words.tier(lowest), missing.as_deref()), Some((Page::Tiers.route(), o.tiers)))
        }
        Withheld::HadAll { per_member } => ((o.had_all)(*per_member), Some((Page::Coupons.route(), o.mine))),
        Withheld::SoldOut => (o.sold_out.to_owned(), None),
        Withheld::NotYet { from } => ((o.opens)(&words.day(*from)), None),
        Withheld::NotClaimed | Withheld::Over { .. } | Withheld::NewMembers { .. } | Withheld::Unknown => {
            (o.withheld.to_owned(), None)
        }
    };
    let way = way.map_or(String::new(), |(route, name)| {
        format!(r#"<a class="button button-text" href="{}">{name}</a>"#, route.href())
    });
    format!(r#"<div class="row-actions"><b>{said}</b>{way}</div>"#)
}
