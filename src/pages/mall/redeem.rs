//! Redeeming: why not, or one button at the foot of the page and a sheet that says exactly what will happen.

use super::REFUSALS;
use super::choose::Choosing;
use crate::device_copy;
use crate::i18n::Texts;
use crate::react::{dynamic, effect, memo};
use crate::remote::{Read, Write};
use crate::router::Router;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, live_html};
use crate::ui::sheet::sheet;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::ErrorCode;
use shuke_contract::mall::GetOffer;
use shuke_contract::orders::{Order, Redeem};
use shuke_face::pages::mall::model::Chosen;
use shuke_face::pages::mall::{Words, redeem};
use shuke_face::{Markup, Page};
use shuke_rules::mall::OrderState;

/// Why it cannot be had as it is chosen, and the way on; nothing where it can.
pub fn why_not(choosing: Choosing) -> AnyView {
    said(choosing, redeem::why_not)
}

/// The button with the price in it, in place of the places of the app; nothing where it cannot be had.
pub fn action(choosing: Choosing, read: Read<GetOffer>) -> AnyView {
    let t = choosing.t;
    let open = RwSignal::new(false);
    let can = memo(move || choosing.with(redeem::can_be_had));
    let label = Signal::derive(move || (t.redeem().do_it)(&t.price(choosing.total())));
    let ask = move || {
        if choosing.request().is_some() {
            open.set(true);
        }
    };
    let action = dynamic(move || {
        if can.get() {
            group("dock", vec![button(Look::plain(Kind::Main, "").label(label), ask)])
        } else {
            ().into_any()
        }
    });
    vec![action, confirm(choosing, read, open, can)].into_any()
}

/// What is said of what is chosen.
fn said(choosing: Choosing, draw: fn(Words<'_>, &Chosen<'_>) -> Markup) -> AnyView {
    live_html(move || choosing.with_words(|words| choosing.with(|chosen| draw(words, chosen))))
}

fn confirm(choosing: Choosing, read: Read<GetOffer>, open: RwSignal<bool>, can: Memo<bool>) -> AnyView {
    let t = choosing.t;
    let write = Write::new(choosing.center);
    let (router, toasts) = (expect_context::<Router>(), expect_context::<Toasts>());
    // Whatever was refused, the page shows how it is now; the next tap is for that.
    effect(move || {
        if let Some(failure) = write.failure().filter(|failure| !failure.leaves_open()) {
            read.again();
            if failure.code() == Some(ErrorCode::PointsShort) {
                choosing.center.ask_for_card();
            }
        }
    });
    let send = move || {
        let Some(request) = choosing.request() else { return open.set(false) };
        if let Some(store) = &request.store {
            device_copy::keep_pick_up_shop(store);
        }
        write.send::<Redeem>(&request, move |order| {
            toasts.say(&done(&order, t));
            choosing.center.ask_for_card();
            // In place of this page: going back does not lead to where one would redeem again.
            router.replace(&Page::Order.of(&order.id));
        });
    };
    let look = Look::plain(Kind::Main, "").label(write.label(t, t.redeem().confirm)).busy(write.busy());
    let look = Look { disabled: Signal::derive(move || !can.get()), ..look };
    let remedy = live_html(move || {
        let short = write.failure().is_some_and(|failure| failure.code() == Some(ErrorCode::PointsShort));
        if short { redeem::earn(t) } else { Markup::default() }
    });
    let name = choosing.detail.with_untracked(|detail| t.lang.pick(&detail.offer.item.name).to_owned());
    let parts = vec![
        said(choosing, redeem::happens),
        write.refused(t, REFUSALS),
        remedy,
        group(
            "actions",
            vec![button(look, send), button(Look::plain(Kind::Text, t.redeem().not_now), move || open.set(false))],
        ),
    ];
    sheet(open, "redeem-title".to_owned(), (t.redeem().sheet)(&name), parts)
}

fn done(order: &Order, t: &Texts) -> String {
    let said = if order.state == OrderState::Reserved { t.redeem().done_reserved } else { t.redeem().done };
    said(t.lang.pick(&order.item.name))
}
