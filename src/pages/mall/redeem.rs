//! Redeeming: why not, or a sheet that says exactly what will happen, and one button.

use super::REFUSALS;
use super::choose::Choosing;
use super::model::{Due, is_express, short_of};
use super::words::Words;
use crate::device_copy;
use crate::i18n::{Explain, Texts};
use crate::react::{dynamic, effect, memo};
use crate::remote::{Read, Write};
use crate::router::Router;
use crate::shared::addressing::one_line;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, live_html};
use crate::ui::sheet::sheet;
use crate::ui::states::{refusal, refused};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::ErrorCode;
use shuke_contract::mall::GetOffer;
use shuke_contract::orders::{Order, Redeem};
use shuke_face::{Icon, Page, Route, escape, icon};
use shuke_rules::mall::{OrderState, Way, Withheld};
use shuke_rules::{Fen, Points};

/// The button, or in its place why there is none and the way on.
pub fn action(choosing: Choosing, read: Read<GetOffer>) -> AnyView {
    let t = choosing.t;
    let open = RwSignal::new(false);
    let why_not = memo(move || why_not(choosing));
    let can = memo(move || why_not.with(String::is_empty));
    let label = Signal::derive(move || (t.redeem().do_it)(&t.price(choosing.total())));
    let ask = move || {
        if choosing.request().is_some() {
            open.set(true);
        }
    };
    let action = dynamic(move || {
        if can.get() {
            group("actions", vec![button(Look::plain(Kind::Main, "").label(label), ask)])
        } else {
            live_html(move || why_not.get())
        }
    });
    vec![action, confirm(choosing, read, open, can)].into_any()
}

/// Why it cannot be had as it is chosen, the figures, and the way on; empty when it can.
fn why_not(choosing: Choosing) -> String {
    let (t, m) = (choosing.t, choosing.t.redeem());
    let total = choosing.total();
    choosing.center.with_boot(|boot| {
        choosing.detail.with(|detail| {
            let (offer, words) = (&detail.offer, Words { boot, t, today: detail.today });
            let (title, text, link) = match offer.withheld {
                None => {
                    let Some(missing) = short_of(total, detail.points) else { return String::new() };
                    let (price, have) = (total.points.to_string(), detail.points.to_string());
                    (m.cannot_earn, (m.short_text)(&price, &have, &missing.to_string()), earn(t))
                }
                Some(Withheld::Tier) => {
                    let missing = offer.tier_missing.map(|fen| fen.to_string());
                    let tier = offer
                        .item
                        .tier
                        .as_ref()
                        .map_or("", |id| boot.rules.tier(id).map_or(id.0.as_str(), |tier| t.lang.pick(&tier.name)));
                    (m.cannot, (m.cannot_tier)(tier, missing.as_deref()), link(&Page::Tiers.route(), m.tiers))
                }
                Some(Withheld::HadAll { per_member }) => (m.cannot, (m.cannot_had)(per_member), to_orders(t)),
                Some(Withheld::SoldOut) => (t.mall().sold_out, m.cannot_sold_out.to_owned(), to_mall(t)),
                Some(Withheld::NotYet { from }) => (m.cannot, (t.mall().opens)(&words.day(from)), to_mall(t)),
                Some(Withheld::Over | Withheld::Unknown) => (t.mall().over, m.cannot_over.to_owned(), to_mall(t)),
            };
            format!("{}{link}", refusal(title, &text))
        })
    })
}

fn link(route: &Route, words: &str) -> String {
    format!(r#"<div class="actions"><a class="button button-quiet" href="{}">{words}</a></div>"#, route.href())
}

fn earn(t: &Texts) -> String {
    link(&Page::Together.route(), t.redeem().earn)
}

fn to_mall(t: &Texts) -> String {
    link(&Page::Mall.route(), t.mall().title)
}

fn to_orders(t: &Texts) -> String {
    link(&Page::Orders.route(), t.mall().orders)
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
        if short { earn(t) } else { String::new() }
    });
    let name = choosing.detail.with_untracked(|detail| t.lang.pick(&detail.offer.item.name).to_owned());
    let parts = vec![
        live_html(move || happens(choosing)),
        refused(move || write.failure().map(|failure| t.explain(&failure, REFUSALS))),
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

/// What leaves, what stays, what is to be paid where and when, how it comes, and that it is final.
fn happens(choosing: Choosing) -> String {
    let m = choosing.t.redeem();
    let (way, total) = choosing.way();
    let (have, rules) = choosing.detail.with(|detail| (detail.points, detail.rules.clone()));
    let mut rows = String::new();
    if total.points > Points::ZERO {
        rows += &row(&format!("−{}", total.points), &format!("{}{}", m.leave, would_end(choosing)));
        rows += &row(&(have - total.points).to_string(), m.remain);
    }
    rows += &match choosing.due() {
        Due::Nothing => String::new(),
        Due::There(fen) => pay(fen, if way == Way::Voucher { m.pay_on_use } else { m.pay_there }),
        Due::First(fen) => pay(fen, &(m.pay_within)(rules.hold_minutes)),
    };
    rows += &how(choosing, way);
    rows += &row(&icon(Icon::Shield), &last(choosing, way, rules.claim_days));
    format!(r#"<ul class="benefits">{rows}</ul>"#)
}

/// Until when one can go back, and what holds after that.
fn last(choosing: Choosing, way: Way, days: u32) -> String {
    let m = choosing.t.redeem();
    let returned = match way {
        Way::Voucher => return m.voucher_final.to_owned(),
        Way::AtOnce => m.pack_return,
        _ => m.may_return,
    };
    let cancelled = if matches!(choosing.due(), Due::First(_)) { m.until_paid } else { m.at_final };
    cancelled.to_owned() + &returned(days)
}

fn row(figure: &str, words: &str) -> String {
    format!("<li><b>{figure}</b><span>{words}</span></li>")
}

fn pay(fen: Fen, words: &str) -> String {
    row(&format!("¥{fen}"), words)
}

fn would_end(choosing: Choosing) -> String {
    let t = choosing.t;
    let today = choosing.detail.with(|detail| detail.today);
    let said = |(points, day): &(Points, shuke_rules::Day)| {
        (t.redeem().would_end)(&points.to_string(), &shuke_face::date(*day, today, t.lang))
    };
    choosing.ending().iter().map(said).collect()
}

fn how(choosing: Choosing, way: Way) -> String {
    let (t, m) = (choosing.t, choosing.t.redeem());
    if way == Way::Voucher {
        return row(&icon(Icon::Check), m.at_once);
    }
    if way == Way::AtOnce {
        let paid_first = matches!(choosing.due(), Due::First(_));
        return row(&icon(Icon::Gift), if paid_first { m.pack_paid } else { m.pack_text });
    }
    if is_express(way) {
        let address = choosing.address().map_or(String::new(), |address| one_line(&address.fields));
        return row(&icon(Icon::Arrow), &(m.sent)(&escape(&address)));
    }
    let Some(store) = choosing.store() else { return String::new() };
    let said = (m.collected)(&escape(t.lang.pick(&store.name)), &escape(t.lang.pick(&store.address)));
    row(&icon(Icon::Shop), &said)
}
