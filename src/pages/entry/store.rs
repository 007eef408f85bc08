//! `/s/{store}`: where the printed code of a shop leads.

use crate::calls::{Load, Read};
use crate::failure::Failure;
use crate::i18n::{Texts, use_texts};
use crate::kept;
use crate::session::Center;
use crate::ui::states::{FailedPage, Skeleton, StatePage};
use leptos::prelude::*;
use shuke_contract::boot::GetStore;
use shuke_contract::{Empty, ErrorCode};
use shuke_face::{Icon, store_body};
use shuke_rules::policy::{Store, StoreId};

pub fn store_page(id: &StoreId) -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let drawn = center.boot_now().store.filter(|store| store.id == *id);
    if let Some(store) = drawn {
        return greeting(center, t, store);
    }
    let read = Read::<GetStore>::new(center, &id.0, Empty {});
    (move || match read.get() {
        Load::Loaded(store) => greeting(center, t, store),
        Load::Failed(failure) => failed(t, &failure, move || read.again()),
        state => {
            let slow = state == Load::LoadingSlowly;
            view! { <Skeleton title=t.entry.store_loading slow loading=t.shell.loading /> }.into_any()
        }
    })
    .into_any()
}

fn greeting(center: Center, t: &'static Texts, store: Store) -> AnyView {
    kept::keep_shop(&store);
    let body = move || center.with_boot(|boot| store_body(boot, &store, t.lang));
    view! { <div class="whole" inner_html=body></div> }.into_any()
}

/// A code that leads nowhere is said to, and one can go on without it.
fn failed(t: &'static Texts, failure: &Failure, again: impl Fn() + Clone + Send + 'static) -> AnyView {
    let explained = t.problems.explain(failure);
    if !matches!(failure.code(), Some(ErrorCode::StoreUnknown | ErrorCode::StoreRevoked)) {
        return view! { <FailedPage explained retry=t.shell.retry again /> }.into_any();
    }
    kept::forget_shop();
    view! {
        <StatePage picture=Icon::Shop title=explained.title.to_owned() text=explained.text>
            <a class="button" href="/join">
                {t.entry.join_anyway}
            </a>
            <a class="button button-text" href="/">
                {t.entry.to_start}
            </a>
        </StatePage>
    }
    .into_any()
}
