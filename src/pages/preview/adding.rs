//! `/preview/add`: putting something into the basket: scanned, chosen from the shelf, or as an amount.

use super::{Asking, basket, shelf};
use crate::device::dom;
use crate::react::{dynamic, memo};
use crate::scanner::view::{Watch, watch};
use crate::ui::button::{Kind, Look, button, submit};
use crate::ui::field::{Field, field};
use crate::ui::markup::{form, group, html, live_region};
use crate::ui::money;
use leptos::prelude::*;
use shuke_face::{Page, escape};
use shuke_rules::Fen;
use shuke_rules::policy::{Class, ClassId, Goods, ItemId, Text};
use std::cell::Cell;

/// The same code before the camera counts again after so long.
const REST_MS: f64 = 2_500.0;
/// The field of an amount, and the kind of goods beside it.
const AMOUNT: &str = "preview-amount";
const CLASS: &str = "preview-class";

pub fn page(asking: Asking) -> AnyView {
    let t = asking.t.preview();
    // What was added last, or why it was not.
    let said = RwSignal::new(String::new());
    let told = live_region("status", move || {
        let said = said.get();
        if said.is_empty() { said } else { format!(r#"<p class="preview-said">{}</p>"#, escape(&said)) }
    });
    let back =
        format!(r#"<div class="actions"><a class="button" href="{}">{}</a></div>"#, Page::Preview.path(), t.done);
    let mut parts = vec![html(format!(r#"<h1 class="page-title">{}</h1>"#, t.add_title))];
    if !shelf().goods.is_empty() {
        parts.extend([scanning(asking, said), choosing(asking, said)]);
    }
    parts.extend([amount(asking, said), told, html(back)]);
    group("preview", parts)
}

fn put(asking: Asking, goods: &Goods) -> String {
    let t = asking.t.preview();
    let Goods { item, name, class, yuan, .. } = goods.clone();
    let fits = basket::add(item, class, yuan, name);
    let said = match basket::pieces(goods) {
        0 | 1 => (t.added)(asking.t.lang.pick(&goods.name)),
        pieces => format!("{} × {pieces}", (t.added)(asking.t.lang.pick(&goods.name))),
    };
    // The row says how many there are now.
    asking.turn.update(|turn| *turn += 1);
    if fits { said } else { t.full.to_owned() }
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
        let shelf = shelf();
        let known = shelf.goods.iter().find(|goods| goods.is_labelled(&text));
        said.try_set(known.map_or(t.scan_other.to_owned(), |goods| put(asking, goods)));
        last.set((text, now));
        // The next one.
        false
    };
    // What was scanned is told where one looks, too; for those who hear it, below.
    let hint =
        Signal::derive(move || said.with(|said| if said.is_empty() { t.scan_hint.to_owned() } else { said.clone() }));
    let never = Signal::stored(false);
    watch(Watch { t: asking.t, said: hint, busy: never, by_hand: AMOUNT }, see)
}

fn choosing(asking: Asking, said: RwSignal<String>) -> AnyView {
    let t = asking.t.preview();
    let row = move |(place, goods): (usize, &Goods)| {
        let name = escape(asking.t.lang.pick(&goods.name));
        let held = match basket::pieces(goods) {
            0 => r#"<span aria-hidden="true">+</span>"#.to_owned(),
            held => format!("<b>× {held}</b>"),
        };
        format!(
            r#"<li><button type="button" class="row" id="goods-{place}" data-goods="{place}"><span class="row-main"><span class="sr">{}: </span>{name}</span><span class="row-end">¥{}</span><span class="goods-held">{held}</span></button></li>"#,
            t.add, goods.yuan,
        )
    };
    let rows = memo(move || {
        asking.turn.track();
        shelf().goods.iter().enumerate().map(row).collect::<String>()
    });
    let choose = move |event: leptos::ev::MouseEvent| {
        let place =
            dom::closest(&event, "[data-goods]").and_then(|row| row.get_attribute("data-goods")?.parse::<usize>().ok());
        if let Some(goods) = place.and_then(|place| shelf().goods.get(place).cloned()) {
            said.set(put(asking, &goods));
            // The row is drawn anew, and had the focus.
            asking.changed(format!("goods-{}", place.unwrap_or_default()));
        }
    };
    view! {
        <section class="section">
            <h2>{t.goods}</h2>
            <ul class="rows" inner_html=rows on:click=choose></ul>
        </section>
    }
    .into_any()
}

/// An amount of some kind of goods.
fn amount(asking: Asking, said: RwSignal<String>) -> AnyView {
    let t = asking.t.preview();
    let (typed, wrong) = (RwSignal::new(String::new()), RwSignal::new(false));
    let classes = asking.center.with_boot_now(|boot| boot.rules.earning.classes.clone());
    let option = |class: &Class| {
        format!(r#"<option value="{}">{}</option>"#, escape(&class.id.0), escape(asking.t.lang.pick(&class.name)))
    };
    let options: String = classes.iter().map(option).collect();
    let kinds = html(select(CLASS, t.class, &options));
    let kind = Field { mode: Some("decimal"), affix: Some("¥"), hint: t.amount_hint, ..Field::text(AMOUNT, t.amount) };
    let error = crate::ui::field::error_while(move || wrong.get(), t.amount_wrong);
    let add = move || {
        let price = money::typed(&typed.get_untracked()).filter(|price| *price > Fen::ZERO);
        wrong.set(price.is_none());
        let Some(price) = price else { return };
        let class = dom::value_of(CLASS);
        let fits = basket::add(ItemId::default(), ClassId(class), price, Text::default());
        asking.turn.update(|turn| *turn += 1);
        said.set(if fits { (t.added)(&format!("¥{price}")) } else { t.full.to_owned() });
        typed.set(String::new());
    };
    let parts = vec![field(kind, typed, error), kinds, submit(Look::plain(Kind::Quiet, t.add))];
    form(parts, add)
}

/// A choice of a few, as HTML.
pub fn select(id: &str, label: &str, options: &str) -> String {
    format!(
        r#"<div class="field"><label class="field-label" for="{id}">{label}</label><span class="field-box"><select id="{id}">{options}</select></span></div>"#
    )
}
