//! Where an item is sent: an address of the book, or one that is added in place.

use super::REFUSALS;
use super::choose::{Choosing, unfold};
use crate::i18n::Explain as _;
use crate::react::{dynamic, effect, memo};
use crate::remote::{Load, Read};
use crate::shared::addressing::address_sheet;
use crate::ui::button::{Kind, Look, button};
use crate::ui::field::radios;
use crate::ui::markup::{group, html, live_html};
use crate::ui::states::failed_part;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::addresses::{Addresses, GetAddresses};
use shuke_face::Markup;
use shuke_face::pages::mall::choose as drawn;
use std::rc::Rc;

pub fn address_choice(choosing: Choosing) -> AnyView {
    let t = choosing.t;
    let read = Read::<GetAddresses>::recalling(choosing.center, "", &Empty {});
    dynamic(move || {
        if let Some(addresses) = read.followed() {
            return addresses_there(choosing, addresses);
        }
        match read.get() {
            Load::Failed(failure) => {
                let explained = t.explain(&failure, REFUSALS);
                failed_part(t, move || Some(explained.clone()), move || read.again())
            }
            state => {
                let said = if state.is_slow() { t.shell.loading } else { "" };
                html(drawn::waiting(said))
            }
        }
    })
}

fn addresses_there(choosing: Choosing, addresses: RwSignal<Addresses>) -> AnyView {
    let t = choosing.t;
    let open = RwSignal::new(false);
    let find = move |id: &str| addresses.with_untracked(|all| all.addresses.iter().find(|one| one.id == id).cloned());
    // The one chosen before, as it is now; else the first.
    effect(move || {
        let before = choosing.address.get_untracked().map(|address| address.id);
        let first = addresses.with(|all| all.addresses.first().cloned());
        choosing.address.set(before.and_then(|id| find(&id)).or(first));
    });
    let rows = move || {
        let now = choosing.address.get_untracked().map(|address| address.id);
        addresses.with(|all| drawn::address_rows(all, now.as_deref()))
    };
    let is_empty = memo(move || addresses.with(|all| all.addresses.is_empty()));
    let list = dynamic(move || {
        if is_empty.get() {
            return html(drawn::no_address(t));
        }
        let chosen = live_html(move || {
            choosing.address().map_or_else(Markup::default, |one| drawn::chosen_address(&one.fields, t))
        });
        unfold(chosen, vec![radios(t.redeem().address, rows, move |id| choosing.address.set(find(&id)))])
    });
    let add = button(Look::plain(Kind::Quiet, t.redeem().add_address), move || open.set(true));
    let error = live_html(move || {
        let is_wrong = choosing.lacks_address.get() && choosing.address().is_none();
        drawn::lacks_address(is_wrong, t)
    });
    let choose = Rc::new(move |added| choosing.address.set(Some(added)));
    let sheet = address_sheet(choosing.center, open, addresses, RwSignal::new(None), choose);
    group("actions", vec![list, error, add, sheet])
}
