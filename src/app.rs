//! Starting, what all pages share, and the frame around them.

mod first;
mod frame;

use crate::device::{dom, events, wishes, worker};
use crate::i18n::{Texts, texts};
use crate::pages::entry::Draft;
use crate::pages::receipts::ReceiptList;
use crate::router::Router;
use crate::session::{Center, Session};
use crate::ui::toast::{ToastRegion, Toasts};
use first::First;
use frame::Frame;
use leptos::prelude::*;
use shuke_contract::boot::Boot;
use shuke_face::{Lang, Wishes};

/// Takes the page over. What the server drew stands until the same task has put the app in its place.
pub fn start() {
    let Some(root) = dom::by_id("app") else { return };
    let mut wishes = wishes::read();
    if let Some(lang) = wishes::asked_in_address() {
        wishes.lang = lang;
        wishes::write(wishes);
    }
    wishes::apply(wishes);
    let boot = wishes::boot_text().and_then(|text| serde_json::from_str::<Boot>(&text).ok());
    root.set_inner_html("");
    mount_to(root, move || view! { <App wishes boot /> }).forget();
}

/// What outlives every page, whatever the language.
#[component]
fn App(wishes: Wishes, boot: Option<Boot>) -> impl IntoView {
    let wishes = RwSignal::new(wishes);
    let online = events::online();
    let toasts = Toasts::new();
    let center = RwSignal::new(boot.map(|boot| Center::new(boot, true)));
    let router = Router::start(move |lang: Lang| wishes.update(|wishes| wishes.lang = lang));
    provide_context(wishes);
    provide_context(online);
    provide_context(toasts);
    provide_context(router);
    provide_context(Draft::new());
    provide_context(ReceiptList::new());
    Effect::watch(move || wishes.get(), |now, _, _| wishes::write(*now), false);
    watch_center(center, online);
    announce_updates(toasts, wishes);
    let lang = Memo::new(move |_| wishes.get().lang);
    view! {
        {move || {
            provide_context::<&'static Texts>(texts(lang.get()));
            match center.get() {
                Some(center) => view! { <Frame center /> }.into_any(),
                None => view! { <First center /> }.into_any(),
            }
        }}
        <ToastRegion toasts />
    }
}

/// Asks anew when somebody comes back or is online again; what belongs to a member goes with the session.
fn watch_center(center: RwSignal<Option<Center>>, online: ReadSignal<bool>) {
    let refresh = move || {
        if let Some(center) = center.get_untracked() {
            center.refresh();
        }
    };
    events::on_return(refresh);
    Effect::watch(
        move || online.get(),
        move |online, _, _| {
            if *online {
                refresh();
            }
        },
        false,
    );
    let list: ReceiptList = expect_context();
    Effect::new(move |_| {
        if center.get().is_some_and(|center| center.session() != Session::Member) {
            list.forget();
        }
    });
}

/// The service worker is fetched when everything else is there.
fn announce_updates(toasts: Toasts, wishes: RwSignal<Wishes>) {
    let register = move || {
        worker::register(move |update| {
            let t = &texts(wishes.get_untracked().lang).shell;
            toasts.offer(t.new_version, t.reload, move || update.activate());
        });
    };
    set_timeout(register, std::time::Duration::from_secs(1));
}
