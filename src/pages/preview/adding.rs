//! `/preview/add`: putting something into the basket: scanned, chosen from the shelf, or as an amount.

use super::{Asking, focus_again};
use crate::device::dom;
use crate::react::dynamic;
use crate::scanner::door::{Watch, watch};
use crate::ui::button::{Kind, Look, button, submit};
use crate::ui::field::field;
use crate::ui::markup::{form, group, html, live_region, text};
use leptos::prelude::*;
use shuke_contract::preview::Shelf;
use shuke_face::pages::preview;
use shuke_rules::policy::{ClassId, Goods, ItemId, Text};
use shuke_rules::pricing::Line;
use shuke_rules::{Fen, typed};
use std::cell::Cell;
use std::sync::Arc;

/// The same code before the camera counts again after so long.
const REST_MS: f64 = 2_500.0;

pub fn page(asking: Asking) -> AnyView {
    let t = asking.t;
    // What was added last, or why it was not.
    let said = RwSignal::new(String::new());
    let mut parts = vec![html(preview::add_heading(t))];
    if asking.shelf.with_value(|shelf| !shelf.goods.is_empty()) {
        parts.extend([scanning(asking, said), choosing(asking, said)]);
    }
    let told = live_region("status", move || said.with(|said| preview::said(said)));
    parts.extend([amount(asking, said), told, html(preview::done(t))]);
    group("preview", parts)
}

/// One more of these; `false` when there is no room for another kind.
fn add(asking: Asking, item: ItemId, class: ClassId, price: Fen, name: Text) -> bool {
    let mut fits = false;
    let line = Line { item, class, quantity: 1, price };
    asking.shopping.update(|shopping| fits = shopping.basket.add(line, name));
    fits
}

fn put(asking: Asking, goods: &Goods) -> String {
    let t = asking.t.preview();
    if !add(asking, goods.item.clone(), goods.class.clone(), goods.yuan, goods.name.clone()) {
        return t.full.to_owned();
    }
    let added = (t.added)(asking.t.lang.pick(&goods.name));
    match asking.shopping.with_untracked(|shopping| shopping.basket.pieces(goods)) {
        0 | 1 => added,
        pieces => format!("{added} × {pieces}"),
    }
}

/// Turns the camera on and off.
fn scanning(asking: Asking, said: RwSignal<String>) -> AnyView {
    let t = asking.t.preview();
    let open = RwSignal::new(false);
    dynamic(move || {
        let label = if open.get() { t.scan_stop } else { t.scan };
        let turn = button(Look::plain(Kind::Quiet, label), move || open.update(|open| *open = !*open));
        let seen = if open.get_untracked() { camera(asking, said) } else { ().into_any() };
        vec![seen, group("actions", vec![turn])].into_any()
    })
}

fn camera(asking: Asking, said: RwSignal<String>) -> AnyView {
    let t = asking.t.preview();
    let last = Cell::new((String::new(), f64::MIN));
    let see = move |text: String| {
        let (before, at) = last.take();
        let now = js_sys::Date::now();
        if before == text && now - at < REST_MS {
            last.set((before, at));
            return false;
        }
        let known = |goods: &Goods| goods.is_labelled(&text);
        let found = |shelf: &Arc<Shelf>| shelf.goods.iter().find(|goods| known(goods)).map(|goods| put(asking, goods));
        let added = asking.shelf.try_with_value(found).flatten();
        said.try_set(added.unwrap_or_else(|| t.scan_other.to_owned()));
        last.set((text, now));
        // The next one.
        false
    };
    // What was scanned is told where one looks, too; for those who hear it, below.
    let hint =
        Signal::derive(move || said.with(|said| if said.is_empty() { t.scan_hint.to_owned() } else { said.clone() }));
    let never = Signal::stored(false);
    watch(Watch { t: asking.t, said: hint, busy: never, by_hand: preview::AMOUNT }, see)
}

fn choosing(asking: Asking, said: RwSignal<String>) -> AnyView {
    let t = asking.t;
    let rows = text(move || {
        asking.shopping.with(|shopping| asking.shelf.with_value(|shelf| preview::goods(shelf, &shopping.basket, t)))
    });
    let choose = move |event: leptos::ev::MouseEvent| {
        let Some(row) = dom::closest(&event, "[data-goods]") else { return };
        let place = row.get_attribute("data-goods").and_then(|place| place.parse::<i64>().ok());
        let goods = |shelf: &Arc<Shelf>| {
            let goods = shelf.goods.get(usize::try_from(place?).ok()?)?;
            Some(put(asking, goods))
        };
        if let Some(added) = asking.shelf.with_value(goods) {
            said.set(added);
            // The row is drawn anew, and had the focus.
            focus_again(row.id());
        }
    };
    view! {
        <section class="section">
            <h2>{t.preview().goods}</h2>
            <ul class="rows" inner_html=rows on:click=choose></ul>
        </section>
    }
    .into_any()
}

/// An amount of some kind of goods.
fn amount(asking: Asking, said: RwSignal<String>) -> AnyView {
    let t = asking.t.preview();
    let (amount, wrong) = (RwSignal::new(String::new()), RwSignal::new(false));
    let kinds = html(asking.center.with_boot_now(|boot| preview::kinds(&boot.rules.earning.classes, asking.t)));
    let error = crate::ui::field::error_while(move || wrong.get(), t.amount_wrong);
    let add = move || {
        let price = typed::yuan(&amount.get_untracked()).filter(|price| *price > Fen::ZERO);
        wrong.set(price.is_none());
        let Some(price) = price else { return };
        let class = ClassId(dom::value_of(preview::CLASS));
        let fits = add(asking, ItemId::default(), class, price, Text::default());
        said.set(if fits { (t.added)(&format!("¥{price}")) } else { t.full.to_owned() });
        amount.set(String::new());
    };
    let parts = vec![field(preview::amount(asking.t), amount, error), kinds, submit(Look::plain(Kind::Quiet, t.add))];
    form(parts, add)
}
