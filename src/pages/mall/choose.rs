//! How an item comes: collected in which shop, or sent to which address.

use super::model::{Due, ending, first_of, is_express, way_id, ways};
use super::send::address_choice;
use crate::device::dom;
use crate::device_copy;
use crate::i18n::Texts;
use crate::react::{dynamic, memo};
use crate::session::Center;
use crate::ui::markup::{live_html, section};
use leptos::prelude::*;
use shuke_contract::addresses::Address;
use shuke_contract::mall::OfferDetail;
use shuke_contract::orders::RedeemRequest;
use shuke_face::shapes::coupon_summary::pack_list;
use shuke_face::{Icon, escape, icon};
use shuke_rules::mall::{ItemKind, Price, Way};
use shuke_rules::policy::Store;
use shuke_rules::{Day, Fen, Points};

/// What is chosen on the page of an item. Follows what the server says of it.
#[derive(Clone, Copy)]
pub struct Choosing {
    pub center: Center,
    pub t: &'static Texts,
    pub detail: RwSignal<OfferDetail>,
    way: RwSignal<String>,
    store: RwSignal<String>,
    pub address: RwSignal<Option<Address>>,
    /// It was tried without an address.
    pub lacks_address: RwSignal<bool>,
}

impl Choosing {
    pub fn new(center: Center, t: &'static Texts, detail: RwSignal<OfferDetail>) -> Self {
        let text = || RwSignal::new(String::new());
        let store = RwSignal::new(device_copy::pick_up_shop().map(|store| store.0).unwrap_or_default());
        Self {
            center,
            t,
            detail,
            way: text(),
            store,
            address: RwSignal::new(None),
            lacks_address: RwSignal::new(false),
        }
    }

    /// The chosen way, the first one unless another is, and what it costs in all.
    pub fn way(self) -> (Way, Price) {
        self.detail.with(|detail| {
            let item = &detail.offer.item;
            let ways = ways(item, &detail.rules);
            let chosen = self.way.with(|chosen| ways.iter().find(|(way, _)| way_id(*way) == chosen).copied());
            chosen.or_else(|| ways.first().copied()).unwrap_or((Way::Unknown, item.price))
        })
    }

    pub fn total(self) -> Price {
        self.way().1
    }

    pub fn due(self) -> Due {
        let (way, total) = self.way();
        Due::of(way, total)
    }

    /// Which points would have ended, and when.
    pub fn ending(self) -> Vec<(Points, Day)> {
        self.detail.with(|detail| ending(self.total().points, &detail.leaves))
    }

    /// The shop chosen here or the last time, else the first of the server's list.
    pub fn store(self) -> Option<Store> {
        self.detail.with(|detail| {
            let chosen = self.store.with(|id| detail.stores.iter().find(|store| store.id.0 == *id));
            chosen.or_else(|| detail.stores.first()).cloned()
        })
    }

    pub fn address(self) -> Option<Address> {
        self.address.get()
    }

    /// What is sent; `None`, and the page says so, while there is no address for what needs one.
    pub fn request(self) -> Option<RedeemRequest> {
        let (way, price) = untrack(|| self.way());
        let address = untrack(|| self.address()).filter(|_| is_express(way));
        let lacks = is_express(way) && address.is_none();
        self.lacks_address.set(lacks);
        if lacks {
            dom::focus_id("address");
            return None;
        }
        let store = untrack(|| self.store()).filter(|_| way == Way::PickUp);
        Some(RedeemRequest {
            item: self.detail.with_untracked(|detail| detail.offer.item.id.clone()),
            way,
            store: store.map(|store| store.id),
            address: address.map(|address| address.id),
            price,
        })
    }
}

pub fn choose(choosing: Choosing) -> AnyView {
    let t = choosing.t;
    let is_open = memo(move || choosing.detail.with(|detail| detail.offer.withheld.is_none()));
    let express = memo(move || is_express(choosing.way().0));
    let kind = choosing.detail.with_untracked(|detail| detail.offer.item.kind);
    let (is_voucher, is_pack) = (kind == ItemKind::Voucher, kind == ItemKind::Pack);
    dynamic(move || {
        if !is_open.get() {
            return ().into_any();
        }
        if is_pack {
            return section(t.redeem().way, vec![live_html(move || pack(choosing))]);
        }
        if is_voucher {
            return section(t.redeem().way, vec![live_html(move || voucher(choosing))]);
        }
        let place = dynamic(move || if express.get() { address_choice(choosing) } else { store_choice(choosing) });
        section(t.redeem().way, vec![way_choice(choosing), live_html(move || first(choosing)), place])
    })
}

/// What it gives, and that money comes first.
fn pack(choosing: Choosing) -> String {
    let m = choosing.t.redeem();
    let gives = choosing.detail.with(|detail| pack_list(&detail.offer.gives, choosing.t).into_string());
    let how = match choosing.due() {
        Due::Nothing => m.pack_text.to_owned(),
        Due::There(fen) | Due::First(fen) => (m.pack_pay)(&fen.to_string()),
    };
    format!("{gives}<p>{how}</p>")
}

fn voucher(choosing: Choosing) -> String {
    let m = choosing.t.redeem();
    let pay = match choosing.due() {
        Due::Nothing => String::new(),
        Due::There(fen) | Due::First(fen) => (m.voucher_pay)(&fen.to_string()),
    };
    format!("<p>{}{}{pay}</p>", m.voucher_text, choosing.t.lang.gap())
}

/// That money is due before it is sent.
fn first(choosing: Choosing) -> String {
    let Due::First(fen) = choosing.due() else { return String::new() };
    let minutes = choosing.detail.with(|detail| detail.rules.hold_minutes);
    format!(
        r#"<p class="caution">{}<span>{}</span></p>"#,
        icon(Icon::Warning),
        (choosing.t.redeem().pay_first)(minutes, &fen.to_string())
    )
}

/// A radio with its row; `words` is HTML.
pub fn radio(name: &str, value: &str, checked: bool, words: &str) -> String {
    let checked = if checked { " checked" } else { "" };
    format!(
        r#"<label class="row"><input class="pick" type="radio" name="{name}" value="{}"{checked}><span class="row-main">{words}</span></label>"#,
        escape(value)
    )
}

/// Radios as one string with one listener; `none` of it is drawn anew by what is chosen.
pub fn radios(legend: &'static str, inside: Memo<String>, choose: impl Fn(String) + 'static) -> AnyView {
    let choose: Box<dyn Fn(String)> = Box::new(choose);
    let change = move |event: leptos::ev::Event| {
        if let Some(input) = dom::changed(&event) {
            choose(input.value());
        }
    };
    view! {
        <fieldset>
            <legend class="sr">{legend}</legend>
            <div class="rows" inner_html=inside on:change=change></div>
        </fieldset>
    }
    .into_any()
}

fn way_choice(choosing: Choosing) -> AnyView {
    let t = choosing.t;
    let inside = memo(move || {
        let now = untrack(|| choosing.way().0);
        let rows = choosing.detail.with(|detail| {
            let item = &detail.offer.item;
            let row = |(way, total): &(Way, Price)| {
                radio("way", way_id(*way), *way == now, &said(*way, item.price, *total, t))
            };
            ways(item, &detail.rules).iter().map(row).collect::<Vec<_>>()
        });
        rows.concat()
    });
    radios(t.redeem().way, inside, move |way| choosing.way.set(way))
}

/// What a way is, and what it adds to the price.
fn said(way: Way, price: Price, total: Price, t: &'static Texts) -> String {
    let m = t.redeem();
    if !is_express(way) {
        return format!("{}<small>{}</small>", m.pick_up, m.pick_up_text);
    }
    let fee = Price { points: total.points - price.points, fen: total.fen - price.fen };
    let free = fee.points.is_zero() && fee.fen == Fen::ZERO;
    let fee = if free { m.pick_up_text.to_owned() } else { (m.fee)(&t.price(fee)) };
    format!("{}<small>{fee}</small>", m.express)
}

/// What is chosen, and behind it everything that can be.
pub fn unfold(chosen: AnyView, more: Vec<AnyView>) -> AnyView {
    view! {
        <details class="unfold">
            <summary>{chosen}</summary>
            {more}
        </details>
    }
    .into_any()
}

fn store_choice(choosing: Choosing) -> AnyView {
    let t = choosing.t;
    let chosen =
        live_html(move || choosing.store().map_or(String::new(), |store| folded(t.redeem().shop, &shop(&store, t))));
    let inside = memo(move || {
        let now = untrack(|| choosing.store()).map(|store| store.id);
        let stores = choosing.detail.with(|detail| first_of(&detail.stores, |store| Some(&store.id) == now.as_ref()));
        let row = |store: &Store| radio("store", &store.id.0, Some(&store.id) == now.as_ref(), &shop(store, t));
        stores.iter().map(row).collect::<Vec<_>>().concat()
    });
    unfold(chosen, vec![radios(t.redeem().shop, inside, move |id| choosing.store.set(id))])
}

fn shop(store: &Store, t: &Texts) -> String {
    format!(
        "{}<small>{}</small><small>{}</small>",
        escape(t.lang.pick(&store.name)),
        escape(t.lang.pick(&store.address)),
        escape(t.lang.pick(&store.hours))
    )
}

/// What the summary of what can be unfolded says: what is asked, and what is chosen.
pub fn folded(what: &str, words: &str) -> String {
    format!(
        r#"<span class="row-main"><span class="note">{what}</span><span class="folded">{words}</span></span>{}"#,
        icon(Icon::Chevron)
    )
}
