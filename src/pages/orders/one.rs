//! One redemption. It is asked for anew when somebody comes back to the page and while it waits for somebody.

use super::REFUSALS;
use super::act::{cancel, copy, receive};
use super::claim::claim;
use super::model::{minutes, seconds_left};
use super::words::Words;
use crate::device::{clock, events, timers};
use crate::i18n::{Explain, Texts, use_texts};
use crate::react::{dynamic, effect, memo};
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::markup::{html, live_html};
use crate::ui::states::{failed_page, skeleton};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::orders::{GetOrder, Order};
use shuke_face::escape;
use shuke_rules::mall::OrderState;

/// So often the page asks while the order waits for somebody else.
const AGAIN_MS: u64 = 30_000;

pub fn order_page(id: &str) -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    // It says what time it is: not to be recalled.
    let read = Read::<GetOrder>::new(center, id, &Empty {});
    effect(move || {
        if let Some((order, _)) = read.loaded() {
            clock::set(order.now);
        }
    });
    events::on_return_here(move || read.again());
    dynamic(move || {
        if let Some(order) = read.followed() {
            return loaded(center, t, order, read);
        }
        match read.get() {
            Load::Failed(failure) => failed_page(t, &t.explain(&failure, REFUSALS), move || read.again()),
            state => skeleton(t, t.orders().one, state == Load::LoadingSlowly),
        }
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
    fn words(self, write: fn(&Words<'_>, &Order) -> String) -> String {
        let t = self.t;
        self.center.with_boot(|boot| self.order.with(|order| write(&Words { zone: &boot.brand.time_zone, t }, order)))
    }

    /// What the server answered to a write.
    pub fn take(self, order: Order) {
        clock::set(order.now);
        self.order.try_set(order);
        self.center.ask_for_card();
    }
}

#[expect(clippy::redundant_closure_for_method_calls, reason = "a method's path is not general enough in its lifetime")]
fn loaded(center: Center, t: &'static Texts, order: RwSignal<Order>, read: Read<GetOrder>) -> AnyView {
    let page = OrderPage { center, t, order };
    let is_open = move || !order.with_untracked(|order| order.state.is_over());
    timers::every(AGAIN_MS, move || {
        if is_open() && events::is_in_view() {
            read.again();
        }
    });
    vec![
        live_html(move || page.words(|words, order| words.head(order))),
        live_html(move || page.words(|words, order| words.next(order))),
        held(page, read),
        live_html(move || page.words(|words, order| words.pass(order))),
        parcel(page),
        receive(page),
        cancel(page),
        claim(page),
        live_html(move || page.words(|words, order| words.gives(order))),
        live_html(move || page.words(|words, order| words.steps(order))),
        live_html(move || page.words(|words, order| words.place(order))),
        live_html(move || page.words(|words, order| words.terms(order))),
    ]
    .into_any()
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
        live_html(move || match seconds_left(until, now.get()) {
            0 => format!(r#"<p role="status">{}</p>"#, t.orders().lapsed),
            left => format!(
                r#"<p class="held" role="timer"><b class="figure">{}</b> <span class="note">{}</span></p>"#,
                minutes(left),
                t.orders().left
            ),
        })
    })
}

/// Who brings it, and the number that one asks them with.
fn parcel(page: OrderPage) -> AnyView {
    let t = page.t;
    let number = memo(move || page.order.with(|order| order.parcel.as_ref().map(|parcel| parcel.number.clone())));
    dynamic(move || {
        let Some(number) = number.get() else { return ().into_any() };
        let carrier =
            page.order.with(|order| order.parcel.as_ref().map_or(String::new(), |parcel| parcel.carrier.clone()));
        let words = format!(
            r#"<h2>{}</h2><p>{} <b class="number">{}</b></p>"#,
            t.orders().parcel,
            escape(&carrier),
            escape(&number)
        );
        let parts = vec![html(words), copy(t, number)];
        view! { <section class="section">{parts}</section> }.into_any()
    })
}
