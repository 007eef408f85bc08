//! `/preview` and `/preview/add`: what a basket would cost, as the till would say it, and putting something into it. What lies in
//! it stays while the tab is open.
//!
//! Replies stay text in signals and are read where they are drawn, and lists are strings with one listener: each type in a signal
//! and each view of a row would be compiled anew (docs/decisions/006-bytes.md).

mod adding;
mod basket;
mod coupons;
mod result;
mod why;

use crate::api::{self, Call};
use crate::device::dom;
use crate::i18n::{Explain, Refusals, Texts, refusals, use_texts};
use crate::react::{dynamic, effect, spawn};
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::states::{failed_page, skeleton};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::preview::{GetPreview, GetShelf, Preview, PreviewRequest, Shelf};
use shuke_face::Page;
use shuke_rules::Points;
use shuke_rules::policy::StoreId;
use std::cell::RefCell;
use std::rc::Rc;

/// More points than anybody has: as many as the brand takes.
const ALL_POINTS: Points = Points(1_000_000_000_000);

/// What asking for a price may be refused for.
const REFUSALS: &[Refusals] = &[refusals::shops::REFUSALS];

thread_local! {
    static SHELF: RefCell<Rc<Shelf>> = RefCell::new(Rc::new(Shelf {
        goods: Vec::new(),
        stores: Vec::new(),
        points_per_yuan: None,
        delivers: false,
    }));
    /// How it shall be paid and where, from page to page.
    static WISH: RefCell<Wish> = RefCell::default();
}

/// What is wished besides the basket.
#[derive(Clone, Default)]
struct Wish {
    store: String,
    points: bool,
    sent: bool,
    /// The coupons that were ticked, with commas between; `None`: the best.
    chosen: Option<String>,
}

/// What can be bought, and where.
fn shelf() -> Rc<Shelf> {
    SHELF.with_borrow(Rc::clone)
}

fn wish() -> Wish {
    WISH.with_borrow(Clone::clone)
}

pub fn page() -> AnyView {
    with_shelf(result::page)
}

pub fn add_page() -> AnyView {
    with_shelf(adding::page)
}

/// `draw`s once it is known what can be bought.
fn with_shelf(draw: fn(Asking) -> AnyView) -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetShelf>::recalling(center, "", &Empty {});
    dynamic(move || match read.get() {
        Load::Loaded(shelf) => {
            WISH.with_borrow_mut(|wish| {
                if shelf.stores.iter().all(|store| store.id.0 != wish.store) {
                    wish.store = shelf.stores.first().map(|store| store.id.0.clone()).unwrap_or_default();
                }
            });
            let whose = center
                .with_boot_now(|boot| boot.card.as_ref().map_or(String::new(), |card| card.number.as_str().to_owned()));
            basket::recall(&whose, &shelf);
            SHELF.set(Rc::new(shelf));
            let asking = Asking::new(center, t);
            effect(move || {
                asking.turn.track();
                basket::keep(&whose);
            });
            draw(asking)
        }
        Load::Failed(failure) => failed_page(t, &t.explain(&failure, REFUSALS), move || read.again()),
        state => skeleton(t, Page::Preview.title(t.lang), state == Load::LoadingSlowly),
    })
}

/// What is asked, and what was answered last.
#[derive(Clone, Copy)]
struct Asking {
    center: Center,
    t: &'static Texts,
    /// Counts changes of the basket and of what is wished.
    turn: RwSignal<u32>,
    answer: RwSignal<Load<String>>,
}

impl Asking {
    fn new(center: Center, t: &'static Texts) -> Self {
        Self { center, t, turn: RwSignal::new(0), answer: RwSignal::new(Load::Loading) }
    }

    /// Something is otherwise now; the focus goes back to what was touched, which is drawn anew.
    fn changed(self, touched: String) {
        self.turn.update(|turn| *turn += 1);
        crate::device::timers::once_drawn(move || dom::focus_id(&touched));
    }

    /// Asks now, and whenever something has changed.
    fn ask_on(self) {
        effect(move || {
            self.turn.track();
            self.ask();
        });
    }

    /// An answer to what is no longer asked counts for nothing.
    fn ask(self) {
        let Some(call) = call() else { return self.answer.set(Load::Loading) };
        spawn(async move {
            let answer = self.center.send(&call, None).await;
            if self::call().as_ref() == Some(&call) {
                self.answer.try_set(answer.map_or_else(Load::Failed, Load::Loaded));
            }
        });
    }

    /// The last answer.
    fn preview(self) -> Option<Preview> {
        match self.answer.get() {
            Load::Loaded(text) => api::read(&text).ok(),
            _ => None,
        }
    }
}

/// What is asked of the server; `None` while there is nothing in the basket.
fn call() -> Option<Call> {
    let (basket, wish) = (basket::written()?, wish());
    let request = PreviewRequest {
        store: StoreId(wish.store),
        basket,
        coupons: wish.chosen,
        points: if wish.points { ALL_POINTS } else { Points::ZERO },
        sent: wish.sent,
    };
    Some(Call::to::<GetPreview>("", &request))
}
