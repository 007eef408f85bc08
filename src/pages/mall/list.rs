//! The list: what one can afford first. What was filtered for stays while the app is open.

use super::REFUSALS;
use super::calendar::calendar;
use super::model::{Filter, Reach, ordered};
use super::words::{Words, art, price};
use crate::device::dom;
use crate::i18n::{Explain, Texts, use_texts};
use crate::react::{dynamic, memo};
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::markup::{live_html, live_region};
use crate::ui::states::{failed_page, skeleton};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::boot::Boot;
use shuke_contract::mall::{GetMall, Mall, Offer};
use shuke_face::{Icon, Page, date, escape, icon};
use shuke_rules::Points;
use std::cell::Cell;

/// Pictures that are on the screen before one scrolls.
const ABOVE_THE_FOLD: usize = 4;

thread_local! {
    static FILTER: Cell<Filter> = const { Cell::new(Filter::All) };
}

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetMall>::recalling(center, "", &Empty {});
    dynamic(move || {
        if let Some(mall) = read.followed() {
            return loaded(center, t, mall);
        }
        match read.get() {
            Load::Failed(failure) => failed_page(t, &t.explain(&failure, REFUSALS), move || read.again()),
            state => skeleton(t, t.mall().title, state == Load::LoadingSlowly),
        }
    })
}

fn loaded(center: Center, t: &'static Texts, mall: RwSignal<Mall>) -> AnyView {
    let filter = RwSignal::new(FILTER.get().id().to_owned());
    let chosen = move |mall: &Mall| filter.with(|id| Filter::named(id)).still(&mall.offers, mall.points);
    let count = move || {
        mall.with(|mall| {
            let (chosen, points) = (chosen(mall), mall.points);
            let count = mall.offers.iter().filter(|offer| chosen.lets(offer, points)).count();
            if count == 0 { String::new() } else { format!(r#"<p class="sr">{}</p>"#, (t.mall().shown)(count)) }
        })
    };
    vec![
        live_html(move || center.with_boot(|boot| mall.with(|mall| head(boot, mall, t)))),
        chips(t, mall, filter),
        live_region("status", count),
        live_html(move || center.with_boot(|boot| mall.with(|mall| shelf(boot, mall, chosen(mall), t)))),
        live_html(move || center.with_boot(|boot| mall.with(|mall| calendar(&words(boot, mall, t), mall)))),
    ]
    .into_any()
}

fn words<'a>(boot: &'a Boot, mall: &Mall, t: &'static Texts) -> Words<'a> {
    Words { boot, t, today: mall.today }
}

/// What one has, and how long the first of it lasts.
fn head(boot: &Boot, mall: &Mall, t: &Texts) -> String {
    let m = t.mall();
    let ending = boot.card.as_ref().and_then(|card| card.ending.first()).filter(|_| mall.points > Points::ZERO);
    let note = match ending {
        _ if mall.points < Points::ZERO => (m.owed)(&(-mall.points).to_string()),
        Some(ending) => (m.ends)(&ending.points.to_string(), &date(ending.day, mall.today, t.lang)),
        None => String::new(),
    };
    format!(
        r#"<div class="mall-head"><h1 class="page-title">{}</h1><a href="{}">{}{}</a></div><section class="points"><div><p class="note">{}</p><p class="figure">{}</p></div><p class="note">{note}</p></section>"#,
        m.title,
        Page::Orders.path(),
        m.orders,
        icon(Icon::Chevron),
        m.balance,
        mall.points,
    )
}

/// The browser keeps what is chosen; they are drawn anew only when there are others to choose from.
fn chips(t: &'static Texts, mall: RwSignal<Mall>, filter: RwSignal<String>) -> AnyView {
    let inside = memo(move || {
        let useful = mall.with(|mall| Filter::useful(&mall.offers, mall.points));
        let now = untrack(|| filter.get());
        let chip = |filter: &Filter| {
            let checked = if filter.id() == now { " checked" } else { "" };
            format!(
                r#"<label><input type="radio" name="filter" value="{}"{checked}><span>{}</span></label>"#,
                filter.id(),
                said(*filter, t)
            )
        };
        let chips: String = useful.iter().map(chip).collect();
        if chips.is_empty() { chips } else { format!(r#"<legend class="sr">{}</legend>{chips}"#, t.mall().filter) }
    });
    let choose = move |event: leptos::ev::Event| {
        let Some(input) = dom::changed(&event) else { return };
        FILTER.set(Filter::named(&input.value()));
        filter.set(input.value());
    };
    view! { <fieldset class="chips" inner_html=inside on:change=choose></fieldset> }.into_any()
}

fn said(filter: Filter, t: &Texts) -> &'static str {
    let m = t.mall();
    match filter {
        Filter::All => m.all,
        Filter::Affordable => m.affordable,
        Filter::PointsOnly => m.points_only,
        Filter::WithMoney => m.with_money,
        Filter::Vouchers => m.vouchers,
        Filter::ByTier => m.by_tier,
    }
}

fn shelf(boot: &Boot, mall: &Mall, filter: Filter, t: &'static Texts) -> String {
    let words = words(boot, mall, t);
    if mall.offers.is_empty() {
        return empty(t);
    }
    let shown = ordered(&mall.offers, mall.points).into_iter().filter(|offer| filter.lets(offer, mall.points));
    let wares: String =
        shown.enumerate().map(|(at, offer)| ware(&words, offer, mall.points, at >= ABOVE_THE_FOLD)).collect();
    format!(r#"<ul class="shelf">{wares}</ul>"#)
}

fn ware(words: &Words<'_>, offer: &Offer, points: Points, lazy: bool) -> String {
    let item = &offer.item;
    let reach = match Reach::of(offer, points) {
        Reach::Now => "now",
        Reach::Short(_) => "short",
        Reach::Withheld(_) => "withheld",
    };
    let distance = words.distance(offer, points);
    let note = if distance.is_empty() { distance } else { format!(r#"<span class="note">{distance}</span>"#) };
    format!(
        r#"<li><a class="ware" href="{}" data-reach="{reach}">{}<span class="ware-name">{}</span><span class="ware-price">{}</span>{note}</a></li>"#,
        Page::Item.of(&item.id).href(),
        art(item.picture.as_deref(), "", lazy),
        words.name(offer),
        price(item.price, words.t),
    )
}

fn empty(t: &Texts) -> String {
    let m = t.mall();
    format!(
        r#"<section class="state">{}<h2>{}</h2><p>{}</p><div class="actions"><a class="button" href="/">{}</a></div></section>"#,
        icon(Icon::Gift),
        m.empty,
        escape(m.empty_text),
        m.to_card
    )
}
