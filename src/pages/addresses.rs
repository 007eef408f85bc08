//! `/addresses`: the address book.

use crate::i18n::{Texts, refusals, use_texts};
use crate::react::dynamic;
use crate::remote::{Read, Write};
use crate::session::Center;
use crate::shared::addressing::address_sheet;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html, live_html};
use crate::ui::sheet::sheet;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::addresses::{Address, Addresses, GetAddresses, RemoveAddress};
use shuke_face::Page;
use shuke_face::pages::addresses as shown;
use std::rc::Rc;

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetAddresses>::recalling(center, "", &Empty {});
    dynamic(move || {
        if let Some(addresses) = read.followed() {
            return loaded(center, t, addresses);
        }
        read.instead(t, Page::Addresses.title(t.lang), &[refusals::addresses::REFUSALS])
    })
}

/// Which sheet is open, and for which address.
#[derive(Clone, Copy)]
struct Listed {
    addresses: RwSignal<Addresses>,
    chosen: RwSignal<Option<Address>>,
    editing: RwSignal<bool>,
    removing: RwSignal<bool>,
}

fn loaded(center: Center, t: &'static Texts, addresses: RwSignal<Addresses>) -> AnyView {
    let a = t.addresses();
    let toasts: Toasts = expect_context();
    let listed = Listed {
        addresses,
        chosen: RwSignal::new(None),
        editing: RwSignal::new(false),
        removing: RwSignal::new(false),
    };
    let list = dynamic(move || {
        let all = addresses.with(|all| all.addresses.clone());
        if all.is_empty() {
            return html(shown::empty(t));
        }
        let rows: Vec<AnyView> = all.into_iter().map(|address| row(t, address, listed)).collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    });
    let add = move || {
        listed.chosen.set(None);
        listed.editing.set(true);
    };
    vec![
        html(shown::heading(t)),
        list,
        group("actions", vec![button(Look::plain(Kind::Main, a.add), add)]),
        address_sheet(center, listed.editing, addresses, listed.chosen, Rc::new(move |_| toasts.say(a.saved))),
        remove_sheet(center, t, listed),
    ]
    .into_any()
}

fn row(t: &'static Texts, address: Address, listed: Listed) -> AnyView {
    let a = t.addresses();
    let main = html(shown::address(&address.fields, t));
    let about = address.fields.street.clone();
    let (change, remove) = (address.clone(), address);
    let act = move |address: Address, sheet: RwSignal<bool>| {
        listed.chosen.set(Some(address));
        sheet.set(true);
    };
    let actions = vec![
        button(Look::plain(Kind::Text, a.change).about(&about), move || act(change.clone(), listed.editing)),
        button(Look::plain(Kind::Text, a.remove).about(&about), move || act(remove.clone(), listed.removing)),
    ];
    view! { <li class="row">{vec![main, group("row-actions", actions)]}</li> }.into_any()
}

fn remove_sheet(center: Center, t: &'static Texts, listed: Listed) -> AnyView {
    let a = t.addresses();
    let toasts: Toasts = expect_context();
    let write = Write::new(center);
    let remove = move || {
        let Some(address) = listed.chosen.get_untracked() else { return };
        write.send_to::<RemoveAddress>(&address.id, &Empty {}, move |all| {
            listed.removing.set(false);
            listed.addresses.set(all);
            toasts.say(a.removed);
        });
    };
    let which = live_html(move || {
        listed.chosen.with(|chosen| shown::removing(chosen.as_ref().map(|address| &address.fields), t))
    });
    let look = Look::plain(Kind::Danger, "").label(write.label(t, a.remove_do)).busy(write.busy());
    let parts = vec![
        which,
        write.refused(t, &[refusals::addresses::REFUSALS]),
        group(
            "actions",
            vec![button(look, remove), button(Look::plain(Kind::Quiet, a.keep), move || listed.removing.set(false))],
        ),
    ];
    sheet(listed.removing, "remove-title".to_owned(), a.remove_title.to_owned(), parts)
}
