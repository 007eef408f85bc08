//! `/preview` and `/preview/add`: what a basket would cost, as the till would say it, and putting something into it. What lies in
//! it stays while the tab is open. What is shown stands in `shuke_face`.

mod adding;
mod kept;
mod result;

use crate::api::{self, Call, Reply};
use crate::device::{dom, storage, timers};
use crate::i18n::{Refusals, Texts, refusals, use_texts};
use crate::react::{dynamic, effect, lasting};
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::when::{day_of, time_of_day};
use kept::{found, kept, written};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::preview::{GetPreview, GetShelf, Preview, PreviewRequest, Shelf};
use shuke_face::pages::preview::{Asked, Basket, Wish};
use shuke_face::{Markup, Page};
use shuke_rules::Points;
use shuke_rules::coupons::CouponId;
use std::sync::Arc;

/// More points than anybody has: as many as the brand takes.
const ALL_POINTS: Points = Points(1_000_000_000_000);

/// What asking for a price may be refused for.
const REFUSALS: &[Refusals] = &[refusals::shops::REFUSALS];

/// Where the basket outlives a reload.
const KEPT: &str = "shuke.basket";

/// What is to be bought, and how. It goes from page to page.
#[derive(Default)]
struct Shopping {
    /// The number of the member whose it is.
    whose: String,
    basket: Basket,
    wish: Wish,
}

impl Shopping {
    /// After a reload there is nothing in it; then what was kept is. Another member begins with nothing of it.
    fn recall(&mut self, whose: String, kept: Option<String>, shelf: &Shelf) {
        if self.whose != whose {
            *self = Self { whose, ..Self::default() };
        }
        if self.basket.held.is_empty() {
            self.basket = kept.map_or_else(Basket::default, |text| found(&text, &self.whose, shelf));
        }
        if shelf.stores.iter().all(|store| store.id != self.wish.store) {
            self.wish.store = shelf.stores.first().map(|store| store.id.clone()).unwrap_or_default();
        }
    }

    /// What is asked of the server; `None` while there is nothing in the basket.
    fn call(&self) -> Option<Call> {
        let listed = |ids: &[CouponId]| ids.iter().map(|id| id.0.as_str()).collect::<Vec<_>>().join(",");
        let request = PreviewRequest {
            store: self.wish.store.clone(),
            basket: written(&self.basket)?,
            coupons: self.wish.chosen.as_deref().map(listed),
            points: if self.wish.points { ALL_POINTS } else { Points::ZERO },
            sent: self.wish.sent,
        };
        Some(Call::to::<GetPreview>("", &request))
    }
}

#[derive(Clone, Copy)]
struct Kept(RwSignal<Shopping>);

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
        Load::Loaded(shelf) => draw(Asking::new(center, t, shelf)),
        _ => read.instead(t, Page::Preview.title(t.lang), REFUSALS),
    })
}

/// What is asked, and what was answered last.
#[derive(Clone, Copy)]
struct Asking {
    center: Center,
    t: &'static Texts,
    /// What can be bought, and where.
    shelf: StoredValue<Arc<Shelf>>,
    shopping: RwSignal<Shopping>,
    /// A [`Preview`].
    answer: RwSignal<Load<Reply>>,
}

impl Asking {
    fn new(center: Center, t: &'static Texts, shelf: Arc<Shelf>) -> Self {
        let Kept(shopping) = lasting(|| Kept(RwSignal::new(Shopping::default())));
        let whose = center
            .with_boot_now(|boot| boot.card.as_ref().map_or(String::new(), |card| card.number.as_str().to_owned()));
        shopping.update(|shopping| shopping.recall(whose, storage::tab_text(KEPT), &shelf));
        effect(move || {
            storage::put_tab_text(KEPT, &shopping.with(|Shopping { whose, basket, .. }| kept(whose, basket)));
        });
        Self { center, t, shelf: StoredValue::new(shelf), shopping, answer: RwSignal::new(Load::Loading) }
    }

    /// Asks now, and whenever something has changed.
    fn ask_on(self) {
        effect(move || {
            self.shopping.track();
            self.ask();
        });
    }

    fn call(self) -> Option<Call> {
        self.shopping.try_with_untracked(Shopping::call).flatten()
    }

    /// An answer to what is no longer asked counts for nothing.
    fn ask(self) {
        let Some(call) = self.call() else { return self.answer.set(Load::Loading) };
        let asked = call.clone();
        self.center.ask(call, move |answer| {
            if self.call().as_ref() == Some(&asked) {
                let answer = answer.and_then(|text| api::read_any::<Preview>(&text));
                self.answer.try_set(answer.map_or_else(Load::Failed, Load::Loaded));
            }
        });
    }

    /// Draws the last answer beside what was asked; nothing while there is none. Follows the answer alone: between a change and
    /// its answer the lines would be of another basket.
    fn answered(self, draw: fn(&Asked) -> Markup) -> Markup {
        let t = self.t;
        let draw = |preview: &Preview, shelf: &Shelf| {
            self.shopping.with_untracked(|Shopping { basket, wish, .. }| {
                self.center.with_boot_now(|boot| {
                    let zone = &boot.brand.time_zone;
                    let day = |at| day_of(at, zone, t.lang);
                    let time = |at| time_of_day(at, zone, t.lang);
                    draw(&Asked { t, rules: &boot.rules, shelf, basket, wish, preview, day: &day, time: &time })
                })
            })
        };
        self.answer.with(|answer| match answer {
            Load::Loaded(reply) => {
                let drawn = reply.downcast_ref().map(|preview| self.shelf.with_value(|shelf| draw(preview, shelf)));
                drawn.unwrap_or_default()
            }
            _ => Markup::default(),
        })
    }
}

/// The focus goes back to what was touched, which is drawn anew.
fn focus_again(touched: String) {
    timers::once_drawn(move || dom::focus_id(&touched));
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_contract::preview::ShelfStore;
    use shuke_rules::policy::Text;

    #[test]
    fn what_is_to_be_bought_goes_from_page_to_page_and_never_to_another_member() {
        let store = |id: &str| ShelfStore { id: id.into(), name: Text::default() };
        let shelf =
            Shelf { goods: vec![], stores: vec![store("a"), store("b")], points_per_yuan: None, delivers: false };
        let mut shopping = Shopping::default();
        shopping.recall("P1".into(), Some("P1\n\tregular\t2\t1250".into()), &shelf);
        assert_eq!((shopping.basket.held.len(), shopping.wish.store.0.as_str()), (1, "a"));
        shopping.wish = Wish { store: "b".into(), points: true, ..Wish::default() };
        shopping.recall("P1".into(), Some("P1".into()), &shelf);
        assert!(shopping.wish.points && shopping.wish.store.0 == "b" && shopping.basket.held.len() == 1);
        shopping.recall("P2".into(), Some("P1\n\tregular\t2\t1250".into()), &shelf);
        assert!(!shopping.wish.points && shopping.basket.held.is_empty());
    }
}
