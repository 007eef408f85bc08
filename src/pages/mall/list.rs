//! The list: what one can afford first. What was filtered for stays while the app is open.

use super::REFUSALS;
use crate::device::dom;
use crate::i18n::{Texts, use_texts};
use crate::react::{dynamic, lasting};
use crate::remote::Read;
use crate::session::Center;
use crate::ui::markup::{live_html, live_region, text};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::mall::{GetMall, Mall};
use shuke_face::Markup;
use shuke_face::Page;
use shuke_face::pages::mall::calendar::calendar;
use shuke_face::pages::mall::model::Filter;
use shuke_face::pages::mall::{Words, shelf};

/// What is filtered for.
#[derive(Clone, Copy)]
struct MallFilter(RwSignal<Filter>);

impl MallFilter {
    pub fn new() -> Self {
        Self(RwSignal::new(Filter::default()))
    }
}

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetMall>::recalling(center, "", &Empty {});
    dynamic(move || {
        if let Some(mall) = read.followed() {
            return loaded(center, t, mall);
        }
        read.instead(t, Page::Mall.title(t.lang), REFUSALS)
    })
}

fn loaded(center: Center, t: &'static Texts, mall: RwSignal<Mall>) -> AnyView {
    let MallFilter(filter) = lasting(MallFilter::new);
    let list = List { center, t, mall, filter };
    vec![
        live_html(move || list.head()),
        filters(list),
        live_region("status", move || mall.with(|mall| shelf::count(mall, list.chosen(mall), t))),
        live_html(move || list.with_words(|words, mall| shelf::shelf(words, mall, list.chosen(mall)))),
        live_html(move || list.with_words(calendar)),
    ]
    .into_any()
}

#[derive(Clone, Copy)]
struct List {
    center: Center,
    t: &'static Texts,
    mall: RwSignal<Mall>,
    filter: RwSignal<Filter>,
}

impl List {
    fn chosen(self, mall: &Mall) -> Filter {
        self.filter.get().still(&mall.offers, mall.points)
    }

    fn head(self) -> Markup {
        self.center.with_boot(|boot| {
            let ending = boot.card.as_ref().and_then(|card| card.ending.first());
            self.mall.with(|mall| shelf::head(ending, mall, self.t))
        })
    }

    fn with_words(self, draw: impl Fn(Words<'_>, &Mall) -> Markup) -> Markup {
        self.center.with_boot(|boot| {
            self.mall.with(|mall| draw(Words { rules: &boot.rules, t: self.t, today: mall.today }, mall))
        })
    }
}

/// The browser keeps what is chosen; they are drawn anew only when there are others to choose from.
fn filters(list: List) -> AnyView {
    let List { t, mall, filter, .. } = list;
    let inside = text(move || {
        let now = filter.get_untracked();
        mall.with(|mall| shelf::filters(mall, now, t))
    });
    let choose = move |event: leptos::ev::Event| {
        if let Some(input) = dom::changed(&event) {
            filter.set(Filter::named(&input.value()));
        }
    };
    view! { <fieldset class="chips" inner_html=inside on:change=choose></fieldset> }.into_any()
}
