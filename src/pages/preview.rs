//! `/preview`: what a basket would cost, as the till would say it. What lies in it stays while the app is open.

mod adding;
mod basket;
mod coupons;
mod result;
mod why;

use crate::api::Call;
use crate::calls::{Load, Read};
use crate::failure::Failure;
use crate::i18n::{Texts, use_texts};
use crate::react::{dynamic, effect, memo, spawn};
use crate::session::Center;
use crate::ui::parts::{group, html};
use crate::ui::states::{failed_page, skeleton};
use basket::Basket;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::preview::{GetPreview, GetShelf, Preview, PreviewRequest, Shelf};
use shuke_rules::Points;
use shuke_rules::policy::StoreId;
use std::sync::Arc;

/// More points than anybody has: as many as the brand takes.
const ALL_POINTS: Points = Points(1_000_000_000_000);

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let shelf = Read::<GetShelf>::new(center, "", &Empty {});
    dynamic(move || match shelf.get() {
        Load::Loaded(shelf) => counter(Asking::new(center, t, shelf)),
        Load::Failed(failure) => failed_page(t, &t.explain(&failure), move || shelf.again()),
        state => skeleton(t, t.shell.preview, state == Load::LoadingSlowly),
    })
}

/// What is asked, and what was answered last.
#[derive(Clone, Copy)]
struct Asking {
    center: Center,
    t: &'static Texts,
    shelf: StoredValue<Arc<Shelf>>,
    basket: Basket,
    store: RwSignal<String>,
    points: RwSignal<bool>,
    sent: RwSignal<bool>,
    /// The coupons that were ticked; `None`: the best.
    chosen: RwSignal<Option<Vec<String>>>,
    answer: RwSignal<Option<Result<Preview, Failure>>>,
}

impl Asking {
    fn new(center: Center, t: &'static Texts, shelf: Shelf) -> Self {
        let first = shelf.stores.first().map(|store| store.id.0.clone()).unwrap_or_default();
        let asking = Self {
            center,
            t,
            shelf: StoredValue::new(Arc::new(shelf)),
            basket: Basket::kept(),
            store: RwSignal::new(first),
            points: RwSignal::new(false),
            sent: RwSignal::new(false),
            chosen: RwSignal::new(None),
            answer: RwSignal::new(None),
        };
        let request = memo(move || asking.request());
        effect(move || asking.ask(request.get()));
        asking
    }

    fn shelf(self) -> Arc<Shelf> {
        self.shelf.get_value()
    }

    /// `None` while there is nothing in the basket.
    fn request(self) -> Option<PreviewRequest> {
        let basket = self.basket.written()?;
        Some(PreviewRequest {
            store: StoreId(self.store.get()),
            basket,
            coupons: self.chosen.get().map(|ids| ids.join(",")),
            points: if self.points.get() { ALL_POINTS } else { Points::ZERO },
            sent: self.sent.get(),
        })
    }

    /// Asks; an answer to what is no longer asked counts for nothing.
    fn ask(self, request: Option<PreviewRequest>) {
        let Some(request) = request else { return self.answer.set(None) };
        let call = Call::to::<GetPreview>("", &request);
        spawn(async move {
            let answer = self.center.send(&call, None).await;
            let is_asked = self.answer.try_get_untracked().is_some() && self.request_now() == Some(request);
            if is_asked {
                self.answer.set(Some(answer.and_then(|text| crate::api::read(&text))));
            }
        });
    }

    fn request_now(self) -> Option<PreviewRequest> {
        untrack(|| self.request())
    }

    fn again(self) {
        self.answer.set(None);
        self.ask(self.request_now());
    }
}

fn counter(asking: Asking) -> AnyView {
    let t = asking.t.preview();
    let heading =
        html(format!(r#"<h1 class="page-title">{}</h1><p class="lede">{}</p>"#, asking.t.shell.preview, t.lede));
    vec![group("preview", vec![heading, basket::rows(asking), adding::adding(asking), result::result(asking)])]
        .into_any()
}
