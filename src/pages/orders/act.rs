//! What a member can do with an order: take a reserved one back, say that it has arrived, copy the parcel's number.

use super::REFUSALS;
use super::one::OrderPage;
use crate::device::files;
use crate::i18n::Texts;
use crate::react::{dynamic, memo, spawn};
use crate::remote::Write;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::group;
use crate::ui::sheet::sheet;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::orders::{CancelOrder, Order, ReceiveOrder};
use shuke_contract::{Empty, Endpoint};
use shuke_face::Markup;
use shuke_face::pages::orders::one as drawn;
use shuke_rules::mall::OrderState;

/// The words of a sheet that says what will happen, and of what was done.
struct Asked {
    id: &'static str,
    button: &'static str,
    title: &'static str,
    confirm: &'static str,
    not: &'static str,
    done: &'static str,
}

pub fn cancel(page: OrderPage) -> AnyView {
    let o = page.t.orders();
    let words = Asked {
        id: "cancel-title",
        button: o.cancel,
        title: o.cancel_title,
        confirm: o.cancel_do,
        not: o.keep,
        done: o.cancelled_now,
    };
    ask::<CancelOrder>(page, &words, Kind::Danger, OrderState::Reserved, drawn::cancelling)
}

pub fn receive(page: OrderPage) -> AnyView {
    let o = page.t.orders();
    let words = Asked {
        id: "receive-title",
        button: o.receive,
        title: o.receive_title,
        confirm: o.receive_do,
        not: o.not_yet,
        done: o.received_now,
    };
    ask::<ReceiveOrder>(page, &words, Kind::Main, OrderState::Shipped, drawn::receiving)
}

/// A button while the order is in `state`; it opens a sheet with `text`.
fn ask<E>(page: OrderPage, words: &Asked, kind: Kind, state: OrderState, text: fn(&Order, &Texts) -> Markup) -> AnyView
where
    E: Endpoint<Request = Empty, Reply = Order>,
{
    let (t, toasts) = (page.t, expect_context::<Toasts>());
    let write = Write::new(page.center);
    let open = RwSignal::new(false);
    let is_it = memo(move || page.order.with(|order| order.state == state));
    let Asked { id, button: label, title, confirm, not, done } = *words;
    let send = move || {
        let id = page.order.with_untracked(|order| order.id.clone());
        write.send_to::<E>(&id, &Empty {}, move |order| {
            open.set(false);
            toasts.say(done);
            page.take(order);
        });
    };
    // What is the page's main act stays at the thumb.
    let (place, outside) = if kind == Kind::Danger { ("actions", Kind::Quiet) } else { ("dock", kind) };
    let shown = dynamic(move || {
        if is_it.get() {
            group(place, vec![button(Look::plain(outside, label), move || open.set(true))])
        } else {
            ().into_any()
        }
    });
    let look = Look::plain(kind, "").label(write.label(t, confirm)).busy(write.busy());
    let parts = vec![
        page.live(text),
        write.refused(t, REFUSALS),
        group("actions", vec![button(look, send), button(Look::plain(Kind::Text, not), move || open.set(false))]),
    ];
    vec![shown, sheet(open, id.to_owned(), title.to_owned(), parts)].into_any()
}

pub fn copy(t: &'static Texts, text: String) -> AnyView {
    let toasts: Toasts = expect_context();
    let copy = move || {
        let text = text.clone();
        spawn(async move {
            let said = if files::copy(&text).await { t.orders().copied } else { t.orders().not_copied };
            toasts.say(said);
        });
    };
    group("actions", vec![button(Look::plain(Kind::Quiet, t.orders().copy), copy)])
}
