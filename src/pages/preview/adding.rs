//! Putting something into the basket: scanned, chosen from the shelf, or as an amount.

use super::Asking;
use crate::react::dynamic;
use crate::scanner::view::{Watch, watch};
use crate::ui::button::{Kind, Look, button, submit};
use crate::ui::field::{Field, field};
use crate::ui::money;
use crate::ui::parts::{form, group};
use leptos::prelude::*;
use shuke_face::escape;
use shuke_rules::Fen;
use shuke_rules::policy::{Class, ClassId, Goods, ItemId, Text};
use std::cell::Cell;

/// The same code before the camera counts again after so long.
const REST_MS: f64 = 2_500.0;
/// The field of an amount.
const AMOUNT: &str = "preview-amount";

pub fn adding(asking: Asking) -> AnyView {
    let has_goods = !asking.shelf().goods.is_empty();
    let mut parts = Vec::new();
    if has_goods {
        parts.extend([scanning(asking), choosing(asking)]);
    }
    parts.push(amount(asking));
    group("preview-adding", parts)
}

impl Asking {
    fn put(self, goods: &Goods) -> String {
        let t = self.t.preview();
        let Goods { item, name, class, yuan, .. } = goods.clone();
        let said = (t.added)(self.t.lang.pick(&name));
        if self.basket.add(item, class, yuan, name) { said } else { t.full.to_owned() }
    }
}

/// Turns the camera on and off.
fn scanning(asking: Asking) -> AnyView {
    let t = asking.t.preview();
    let open = RwSignal::new(false);
    dynamic(move || {
        let label = if open.get() { t.scan_stop } else { t.scan };
        let turn = button(Look::plain(Kind::Quiet, label), move || open.update(|open| *open = !*open));
        let mut parts = vec![group("actions", vec![turn])];
        if open.get_untracked() {
            parts.insert(0, camera(asking));
        }
        parts.into_any()
    })
}

fn camera(asking: Asking) -> AnyView {
    let t = asking.t.preview();
    let said = RwSignal::new(t.scan_hint.to_owned());
    let last = Cell::new((String::new(), f64::MIN));
    let see = move |text: String| {
        let (before, at) = last.take();
        let now = js_sys::Date::now();
        if before == text && now - at < REST_MS {
            last.set((before, at));
            return false;
        }
        let known = asking.shelf().goods.iter().find(|goods| goods.is_labelled(&text)).cloned();
        said.try_set(known.map_or(t.scan_other.to_owned(), |goods| escape(&asking.put(&goods))));
        last.set((text, now));
        // The next one.
        false
    };
    let never = Signal::stored(false);
    watch(Watch { t: asking.t, said: said.into(), busy: never, by_hand: AMOUNT }, see)
}

fn choosing(asking: Asking) -> AnyView {
    let t = asking.t.preview();
    let shelf = asking.shelf();
    let row = |(place, goods): (usize, &Goods)| {
        let name = escape(asking.t.lang.pick(&goods.name));
        format!(
            r#"<li><button type="button" class="row" data-goods="{place}" aria-label="{}: {name}"><span class="row-main">{name}</span><span class="row-end">¥{}</span><span class="button-text" aria-hidden="true">{}</span></button></li>"#,
            t.add, goods.yuan, t.add,
        )
    };
    let rows: String = shelf.goods.iter().enumerate().map(row).collect();
    let said = RwSignal::new(String::new());
    let choose = move |event: leptos::ev::MouseEvent| {
        let place = crate::device::dom::closest(&event, "[data-goods]")
            .and_then(|row| row.get_attribute("data-goods")?.parse::<usize>().ok());
        if let Some(goods) = place.and_then(|place| shelf.goods.get(place)) {
            said.set(escape(&asking.put(goods)));
        }
    };
    let told = crate::ui::parts::live_region("status", move || format!(r#"<p class="note">{}</p>"#, said.get()));
    view! {
        <details class="unfold">
            <summary>{t.goods}</summary>
            <ul class="rows" inner_html=rows on:click=choose></ul>
            {told}
        </details>
    }
    .into_any()
}

/// An amount of some kind of goods.
fn amount(asking: Asking) -> AnyView {
    let t = asking.t.preview();
    let (typed, wrong) = (RwSignal::new(String::new()), RwSignal::new(""));
    let classes = asking.center.with_boot_now(|boot| boot.rules.earning.classes.clone());
    let class = RwSignal::new(classes.first().map(|class| class.id.0.clone()).unwrap_or_default());
    let kind = Field { mode: Some("decimal"), affix: Some("¥"), hint: t.amount_hint, ..Field::text(AMOUNT, t.amount) };
    let error = Signal::derive(move || wrong.get());
    let add = move || {
        let Some(price) = money::typed(&typed.get_untracked()).filter(|price| *price > Fen::ZERO) else {
            return wrong.set(t.amount_wrong);
        };
        let class = ClassId(class.get_untracked());
        if asking.basket.add(ItemId::default(), class, price, Text::default()) {
            wrong.set("");
            typed.set(String::new());
        } else {
            wrong.set(t.full);
        }
    };
    let option = |class: &Class| {
        format!(r#"<option value="{}">{}</option>"#, escape(&class.id.0), escape(asking.t.lang.pick(&class.name)))
    };
    let options = classes.iter().map(option).collect();
    let kinds = select("preview-class", t.class, options, class);
    let parts = vec![field(kind, typed, error), kinds, submit(Look::plain(Kind::Quiet, t.add))];
    form(parts, add)
}

/// A choice of a few.
pub fn select(id: &'static str, label: &'static str, options: String, value: RwSignal<String>) -> AnyView {
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {label}
            </label>
            <span class="field-box">
                <select
                    id=id
                    inner_html=options
                    on:change=move |event| value.set(event_target_value(&event))
                ></select>
            </span>
        </div>
    }
    .into_any()
}
