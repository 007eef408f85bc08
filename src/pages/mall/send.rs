//! Where an item is sent: an address of the book, or one that is added in place.

use super::REFUSALS;
use super::choose::{Choosing, folded, radio, radios, unfold};
use crate::i18n::Explain as _;
use crate::react::{dynamic, effect, memo};
use crate::remote::{Load, Read};
use crate::shared::addressing::{address_sheet, written};
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html, live_html};
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::addresses::{Address, Addresses, GetAddresses};

pub fn address_choice(choosing: Choosing) -> AnyView {
    let t = choosing.t;
    let read = Read::<GetAddresses>::recalling(choosing.center, "", &Empty {});
    dynamic(move || {
        if let Some(addresses) = read.followed() {
            return addresses_there(choosing, addresses);
        }
        match read.get() {
            Load::Failed(failure) => {
                let again = button(Look::plain(Kind::Quiet, t.shell.retry), move || read.again());
                let explained = t.explain(&failure, REFUSALS);
                group("actions", vec![refused(move || Some(explained.clone())), again])
            }
            state => {
                let said = if state == Load::LoadingSlowly { t.shell.loading } else { "" };
                html(format!(r#"<p class="note" aria-busy="true">{said}</p>"#))
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
    let inside = memo(move || {
        let now = choosing.address.get_untracked().map(|address| address.id);
        let row = |one: &Address| radio("address", &one.id, Some(&one.id) == now.as_ref(), &written(&one.fields));
        addresses.with(|all| all.addresses.iter().map(row).collect::<Vec<_>>().concat())
    });
    let is_empty = memo(move || addresses.with(|all| all.addresses.is_empty()));
    let list = dynamic(move || {
        if is_empty.get() {
            return html(format!(r#"<p class="note">{}</p>"#, t.redeem().no_address));
        }
        let chosen = live_html(move || {
            choosing.address().map_or(String::new(), |one| folded(t.redeem().address, &written(&one.fields)))
        });
        unfold(chosen, vec![radios(t.redeem().address, inside, move |id| choosing.address.set(find(&id)))])
    });
    let add = button(Look::plain(Kind::Quiet, t.redeem().add_address), move || open.set(true));
    let error = live_html(move || {
        let wrong = choosing.lacks_address.get() && choosing.address().is_none();
        let said = if wrong { t.redeem().choose_address } else { "" };
        format!(r#"<span class="field-error" id="address" role="alert" tabindex="-1">{said}</span>"#)
    });
    let sheet = address_sheet(choosing.center, open, addresses, RwSignal::new(None), move |added| {
        choosing.address.set(Some(added));
    });
    group("actions", vec![list, error, add, sheet])
}
