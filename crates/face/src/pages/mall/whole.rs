//! The list and an item as the server draws them: nothing is filtered for, the first way and the first shop are chosen.

use super::calendar::calendar;
use super::choose::{
    address_rows, chosen_address, chosen_store, lacks_address, no_address, pack, pay_first, store_rows, voucher,
    way_rows,
};
use super::model::{Chosen, Filter, ways};
use super::{Words, item, redeem, shelf};
use crate::pages::Setting;
use crate::shapes::controls::{Kind, button, group, radios, section, unfold, whole};
use crate::words::Texts;
use crate::{Markup, html};
use shuke_contract::addresses::Addresses;
use shuke_contract::mall::{Mall, OfferDetail};
use shuke_rules::mall::{ItemKind, Way};

pub fn list_whole(mall: &Mall, setting: Setting<'_>) -> Markup {
    let Setting { boot, t, .. } = setting;
    let words = Words { rules: &boot.rules, t, today: mall.today };
    let ending = boot.card.as_ref().and_then(|card| card.ending.first());
    let filter = Filter::default().still(&mall.offers, mall.points);
    html! {
        (whole(&shelf::head(ending, mall, t)))
        fieldset.chips { (shelf::filters(mall, Filter::default(), t)) }
        div role="status" { (shelf::count(mall, filter, t)) }
        (whole(&shelf::shelf(words, mall, filter)))
        (whole(&calendar(words, mall)))
    }
}

/// The way that is chosen before somebody chooses.
pub fn first_way(detail: &OfferDetail) -> Way {
    ways(&detail.offer.item, &detail.rules).first().map_or(Way::Unknown, |(way, _)| *way)
}

/// `addresses` where the first way is to send it.
pub fn item_whole(detail: &OfferDetail, addresses: Option<&Addresses>, setting: Setting<'_>) -> Markup {
    let Setting { boot, t, .. } = setting;
    let words = Words { rules: &boot.rules, t, today: detail.today };
    let ways = ways(&detail.offer.item, &detail.rules);
    let (way, total) = ways.first().copied().unwrap_or((Way::Unknown, detail.offer.item.price));
    let address = addresses.and_then(|all| all.addresses.first()).map(|address| &address.fields);
    let chosen = Chosen { detail, way, total, store: detail.stores.first(), address };
    html! {
        (whole(&item::head(words, detail)))
        @if detail.offer.withheld.is_none() { (section(t.redeem().way, &choices(&chosen, addresses, t))) }
        (whole(&redeem::why_not(words, &chosen)))
        (whole(&item::terms(words, detail)))
        @if redeem::can_be_had(&chosen) { (group("dock", &button(Kind::Main, &(t.redeem().do_it)(&t.price(total))))) }
    }
}

fn choices(chosen: &Chosen<'_>, addresses: Option<&Addresses>, t: &Texts) -> Markup {
    match chosen.detail.offer.item.kind {
        ItemKind::Pack => whole(&pack(chosen, t)),
        ItemKind::Voucher => whole(&voucher(chosen, t)),
        _ => html! {
            (radios(t.redeem().way, &way_rows(chosen.detail, chosen.way, t)))
            (whole(&pay_first(chosen, t)))
            @if chosen.way.is_express() { (addressed(chosen, addresses, t)) } @else { (collected(chosen, t)) }
        },
    }
}

fn collected(chosen: &Chosen<'_>, t: &Texts) -> Markup {
    let all = radios(t.redeem().shop, &store_rows(chosen.detail, chosen.store.map(|store| &store.id), t));
    unfold(&whole(&chosen_store(chosen, t)), &all)
}

fn addressed(chosen: &Chosen<'_>, addresses: Option<&Addresses>, t: &Texts) -> Markup {
    let Some(addresses) = addresses else { return Markup::default() };
    let first = addresses.addresses.first().map(|address| address.id.as_str());
    let list = match chosen.address {
        None => whole(&no_address(t)),
        Some(fields) => {
            unfold(&whole(&chosen_address(fields, t)), &radios(t.redeem().address, &address_rows(addresses, first)))
        }
    };
    group(
        "actions",
        &html! {
            (list) (whole(&lacks_address(false, t))) (button(Kind::Quiet, t.redeem().add_address))
        },
    )
}
