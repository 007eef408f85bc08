//! How an item comes: collected in which shop, or sent to which address.

use super::model::{Chosen, Due, first_of, way_id, ways};
use crate::shapes::address;
use crate::shapes::coupon_summary::pack_list;
use crate::shapes::shop::shop;
use crate::words::Texts;
use crate::{Icon, Markup, html};
use shuke_contract::addresses::{AddressFields, Addresses};
use shuke_contract::mall::OfferDetail;
use shuke_rules::mall::{Price, Way};
use shuke_rules::policy::{Store, StoreId};

/// What a pack gives, and that money comes first.
pub fn pack(chosen: &Chosen<'_>, t: &Texts) -> Markup {
    let m = t.redeem();
    let how = match chosen.due() {
        Due::Nothing => m.pack_text.to_owned(),
        Due::There(fen) | Due::First(fen) => (m.pack_pay)(&fen.to_string()),
    };
    html! { (pack_list(&chosen.detail.offer.gives, t)) p { (how) } }
}

pub fn voucher(chosen: &Chosen<'_>, t: &Texts) -> Markup {
    let m = t.redeem();
    let pay = match chosen.due() {
        Due::Nothing => String::new(),
        Due::There(fen) | Due::First(fen) => (m.voucher_pay)(&fen.to_string()),
    };
    html! { p { (m.voucher_text) (t.lang.gap()) (pay) } }
}

/// That money is due before it is sent; nothing where it is not.
pub fn pay_first(chosen: &Chosen<'_>, t: &Texts) -> Markup {
    html! {
        @if let Due::First(fen) = chosen.due() {
            p.caution {
                (Icon::Warning)
                span { ((t.redeem().pay_first)(chosen.detail.rules.hold_minutes, &fen.to_string())) }
            }
        }
    }
}

/// A row for each way in which it can come.
pub fn way_rows(detail: &OfferDetail, now: Way, t: &Texts) -> Markup {
    let item = &detail.offer.item;
    html! {
        @for (way, total) in ways(item, &detail.rules) {
            (radio("way", way_id(way), way == now, &said(way, item.price, total, t)))
        }
    }
}

/// What a way is, and what it adds to the price.
fn said(way: Way, price: Price, total: Price, t: &Texts) -> Markup {
    let m = t.redeem();
    let fee = Price { points: total.points - price.points, fen: total.fen - price.fen };
    let is_free = fee.points.is_zero() && fee.fen.is_zero();
    html! {
        (if way.is_express() { m.express } else { m.pick_up })
        small {
            @if way.is_express() && !is_free { ((m.fee)(&t.price(fee))) } @else { (m.pick_up_text) }
        }
    }
}

/// A row for each shop, the chosen one first.
pub fn store_rows(detail: &OfferDetail, now: Option<&StoreId>, t: &Texts) -> Markup {
    html! {
        @for one in first_of(&detail.stores, now) {
            (radio("store", &one.id.0, Some(&one.id) == now, &store(one, t)))
        }
    }
}

/// A row for each address of the book.
pub fn address_rows(all: &Addresses, now: Option<&str>) -> Markup {
    html! {
        @for one in &all.addresses {
            (radio("address", &one.id, Some(one.id.as_str()) == now, &address::written(&one.fields)))
        }
    }
}

fn store(store: &Store, t: &Texts) -> Markup {
    shop(&store.name, &store.address, &store.hours, t.lang)
}

/// A radio with its row.
fn radio(name: &str, value: &str, is_chosen: bool, words: &Markup) -> Markup {
    html! {
        label.row {
            input.pick type="radio" name=(name) value=(value) checked[is_chosen];
            span.row-main { (words) }
        }
    }
}

/// The shop that is chosen, for what can be unfolded to choose another.
pub fn chosen_store(chosen: &Chosen<'_>, t: &Texts) -> Markup {
    html! {
        @if let Some(one) = chosen.store { (folded(t.redeem().shop, &store(one, t))) }
    }
}

/// The address that is chosen, likewise.
pub fn chosen_address(fields: &AddressFields, t: &Texts) -> Markup {
    folded(t.redeem().address, &address::written(fields))
}

/// What is asked, and what is chosen.
fn folded(what: &str, chosen: &Markup) -> Markup {
    html! {
        span.row-main { span.note { (what) } span.folded { (chosen) } }
        (Icon::Chevron)
    }
}

/// While the addresses are on their way; `said` once that takes long.
pub fn waiting(said: &str) -> Markup {
    html! { p.note aria-busy="true" { (said) } }
}

/// That there is no address to choose from.
pub fn no_address(t: &Texts) -> Markup {
    html! { p.note { (t.redeem().no_address) } }
}

/// That it was tried without an address; always there, so that it is read out.
pub fn lacks_address(is_wrong: bool, t: &Texts) -> Markup {
    html! {
        span.field-error id="address" role="alert" tabindex="-1" { @if is_wrong { (t.redeem().choose_address) } }
    }
}
