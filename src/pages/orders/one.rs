//! One redemption. It is asked for anew when somebody comes back to the page and while it waits for somebody.

use super::REFUSALS;
use super::act::{cancel, copy, receive};
use super::claim::claim;
use crate::device::{clock, events, timers};
use crate::i18n::{Texts, use_texts};
use crate::react::{dynamic, effect, memo};
use crate::remote::Read;
use crate::session::Center;
use crate::ui::markup::{html, live_html};
use crate::ui::when::time_of_day;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::orders::{GetOrder, Order};
use shuke_face::Markup;
use shuke_face::Page;
use shuke_face::pages::orders::model::seconds_left;
use shuke_face::pages::orders::one as drawn;
use shuke_rules::mall::OrderState;

/// So often the page asks while the order waits for somebody else.
const AGAIN_MS: u64 = 30_000;

pub fn order_page(id: &str) -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    // It says what time it is: not to be recalled.
    let read = Read::<GetOrder>::new(center, id, &Empty {});
    effect(move || {
        if let Some(order) = read.loaded() {
            clock::set(order.now);
        }
    });
    events::on_return_here(move || read.again());
    dynamic(move || {
        if let Some(order) = read.followed() {
            return loaded(center, t, order, read);
        }
        read.instead(t, Page::Order.title(t.lang), REFUSALS)
    })
}

/// What the parts of the page need.
#[derive(Clone, Copy)]
pub struct OrderPage {
    pub center: Center,
    pub t: &'static Texts,
    pub order: RwSignal<Order>,
}

impl OrderPage {
    /// What is said of the order.
    pub fn live(self, draw: fn(&Order, &Texts) -> Markup) -> AnyView {
        live_html(move || self.order.with(|order| draw(order, self.t)))
    }

    /// What the server answered to a write.
    pub fn take(self, order: Order) {
        clock::set(order.now);
        self.order.try_set(order);
        self.center.ask_for_card();
    }
}

fn loaded(center: Center, t: &'static Texts, order: RwSignal<Order>, read: Read<GetOrder>) -> AnyView {
    let page = OrderPage { center, t, order };
    let is_open = move || !order.with_untracked(|order| order.state.is_over());
    timers::every(AGAIN_MS, move || {
        if is_open() && events::is_in_view() {
            read.again();
        }
    });
    vec![
        page.live(drawn::head),
        page.live(drawn::next),
        held(page, read),
        page.live(drawn::pass),
        parcel(page),
        cancel(page),
        claim(page),
        page.live(drawn::gives),
        way(page),
        page.live(drawn::place),
        page.live(drawn::terms),
        receive(page),
    ]
    .into_any()
}

/// Its steps, with the times of day in the brand's zone.
fn way(page: OrderPage) -> AnyView {
    let t = page.t;
    live_html(move || {
        page.center.with_boot(|boot| {
            let time = |at| time_of_day(at, &boot.brand.time_zone, t.lang);
            page.order.with(|order| drawn::way(order, &time, t))
        })
    })
}

/// How long it is held: the server's deadline less the server's clock.
fn held(page: OrderPage, read: Read<GetOrder>) -> AnyView {
    let t = page.t;
    let until =
        memo(move || page.order.with(|order| order.reserved_until.filter(|_| order.state == OrderState::Reserved)));
    dynamic(move || {
        let Some(until) = until.get() else { return ().into_any() };
        let now = clock::ticking();
        let lapsed = memo(move || seconds_left(until, now.get()) == 0);
        effect(move || {
            if lapsed.get() {
                read.again();
                // Should the server's clock not be there yet.
                timers::after(1_500, move || read.again());
            }
        });
        live_html(move || drawn::held(seconds_left(until, now.get()), t))
    })
}

/// Who brings it, and the number that one asks them with.
fn parcel(page: OrderPage) -> AnyView {
    let t = page.t;
    let parcel = memo(move || page.order.with(|order| order.parcel.clone()));
    dynamic(move || {
        let Some(parcel) = parcel.get() else { return ().into_any() };
        let parts = vec![html(drawn::parcel(&parcel, t)), copy(t, parcel.number)];
        view! { <section class="section">{parts}</section> }.into_any()
    })
}
