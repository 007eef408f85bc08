//! `/s/{store}`: where the printed code of a shop leads.

use crate::device_copy;
use crate::failure::Failure;
use crate::i18n::{Explain, Texts, refusals, use_texts};
use crate::react::dynamic;
use crate::remote::{Load, Read, Write};
use crate::session::Center;
use crate::ui::markup::live_html;
use crate::ui::states::{failed_page, skeleton, state_page};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::boot::GetStore;
use shuke_contract::tasks::{Visit, VisitRequest};
use shuke_contract::{Empty, ErrorCode};
use shuke_face::pages::store::ways_on;
use shuke_face::store_body;
use shuke_json::FromJson;
use shuke_rules::Text;
use shuke_rules::policy::{Store, StoreId, TaskKind};
use std::sync::Arc;

pub fn page(id: &StoreId) -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let drawn = center.with_boot_now(|boot| boot.store.clone()).filter(|store| store.id == *id);
    if let Some(store) = drawn {
        return greeting(center, t, Arc::new(store));
    }
    let read = Read::<GetStore>::new(center, &id.0, &Empty {});
    dynamic(move || match read.get() {
        Load::Loaded(store) => greeting(center, t, store),
        Load::Failed(failure) => failed(center.is_member(), t, &failure, read),
        state => skeleton(t, t.shell.store_loading, state.is_slow()),
    })
}

fn greeting(center: Center, t: &'static Texts, store: Arc<Store>) -> AnyView {
    if !center.with_boot_now(|boot| boot.card.is_some()) {
        // For whoever joins or signs in from here.
        device_copy::keep_shop(&store);
    }
    visit(center, t, store.id.clone());
    live_html(move || center.with_boot(|boot| store_body(boot, &store, t.lang)))
}

/// A member who scans the code is there: that counts once a shop and day, and what it counts for is said.
fn visit(center: Center, t: &'static Texts, store: StoreId) {
    if !center.with_boot_now(|boot| boot.card.is_some() && boot.has.together) {
        return;
    }
    let toasts: Toasts = expect_context();
    Write::new(center).send_for::<Visit, Visited>(&VisitRequest { store }, move |now, _| {
        let visits = now.tasks.iter().filter(|task| task.kind == TaskKind::Visit);
        let told =
            visits.map(|task| (t.shell.visit_of)(t.lang.pick(&task.name), task.done.min(task.times), task.times));
        let told: Vec<String> = told.collect();
        if !told.is_empty() {
            toasts.say(&(t.shell.visited)(&told.join(t.shell.visit_and)));
        }
    });
}

/// What of the tasks is said of a visit.
#[derive(FromJson)]
struct Visited {
    tasks: Vec<Visiting>,
}

#[derive(FromJson)]
struct Visiting {
    name: Text,
    kind: TaskKind,
    done: u32,
    times: u32,
}

/// A code that leads nowhere is said to, and one can go on without it.
fn failed(is_member: bool, t: &'static Texts, failure: &Failure, read: Read<GetStore>) -> AnyView {
    let explained = t.explain(failure, &[refusals::shops::REFUSALS]);
    if !matches!(failure.code(), Some(ErrorCode::StoreUnknown | ErrorCode::StoreRevoked)) {
        return failed_page(t, &explained, move || read.again());
    }
    device_copy::forget_shop();
    state_page("store", explained.title, &explained.text, &ways_on(is_member, t))
}
