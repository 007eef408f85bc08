//! How an item comes: collected in which shop, or sent to which address.

use super::send::address_choice;
use crate::device::dom;
use crate::device_copy;
use crate::i18n::Texts;
use crate::react::{dynamic, memo};
use crate::session::Center;
use crate::ui::field::radios;
use crate::ui::markup::{live_html, section};
use leptos::prelude::*;
use shuke_contract::addresses::Address;
use shuke_contract::mall::OfferDetail;
use shuke_contract::orders::RedeemRequest;
use shuke_face::Markup;
use shuke_face::pages::mall::model::{Chosen, way_id, ways};
use shuke_face::pages::mall::{Words, choose as drawn};
use shuke_rules::mall::{ItemKind, Price, Way};
use shuke_rules::policy::Store;

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

    /// Everything that is chosen.
    pub fn with<T>(self, read: impl FnOnce(&Chosen<'_>) -> T) -> T {
        let ((way, total), store, address) = (self.way(), self.store(), self.address());
        let (store, address) = (store.as_ref(), address.as_ref().map(|address| &address.fields));
        self.detail.with(|detail| read(&Chosen { detail, way, total, store, address }))
    }

    pub fn with_words<T>(self, read: impl FnOnce(Words<'_>) -> T) -> T {
        let today = self.detail.with(|detail| detail.today);
        self.center.with_boot(|boot| read(Words { rules: &boot.rules, t: self.t, today }))
    }

    /// What is said of what is chosen.
    fn live(self, draw: fn(&Chosen<'_>, &Texts) -> Markup) -> AnyView {
        live_html(move || self.with(|chosen| draw(chosen, self.t)))
    }

    /// What is sent; `None`, and the page says so, while there is no address for what needs one.
    pub fn request(self) -> Option<RedeemRequest> {
        let (way, price) = untrack(|| self.way());
        let address = untrack(|| self.address()).filter(|_| way.is_express());
        let lacks = way.is_express() && address.is_none();
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
    let express = memo(move || choosing.way().0.is_express());
    // What comes at once is told how, and leaves nothing to choose.
    let told: Option<fn(&Chosen<'_>, &Texts) -> Markup> =
        match choosing.detail.with_untracked(|detail| detail.offer.item.kind) {
            ItemKind::Voucher => Some(drawn::voucher),
            ItemKind::Pack => Some(drawn::pack),
            _ => None,
        };
    dynamic(move || {
        if !is_open.get() {
            return ().into_any();
        }
        if let Some(told) = told {
            return section(t.redeem().way, vec![choosing.live(told)]);
        }
        let place = dynamic(move || if express.get() { address_choice(choosing) } else { store_choice(choosing) });
        section(t.redeem().way, vec![way_choice(choosing), choosing.live(drawn::pay_first), place])
    })
}

fn way_choice(choosing: Choosing) -> AnyView {
    let t = choosing.t;
    let rows = move || {
        let (now, _) = untrack(|| choosing.way());
        choosing.detail.with(|detail| drawn::way_rows(detail, now, t))
    };
    radios(t.redeem().way, rows, move |way| choosing.way.set(way))
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
    let rows = move || {
        let now = untrack(|| choosing.store()).map(|store| store.id);
        choosing.detail.with(|detail| drawn::store_rows(detail, now.as_ref(), t))
    };
    let all = radios(t.redeem().shop, rows, move |id| choosing.store.set(id));
    unfold(choosing.live(drawn::chosen_store), vec![all])
}
