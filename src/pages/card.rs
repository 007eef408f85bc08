//! `/`: the card of a member, or what the card is worth. The first screen is drawn by `shuke_face`, as the server did.

use crate::checking_in::CheckingIn;
use crate::device::{dom, timers};
use crate::i18n::{Texts, use_texts};
use crate::react::{dynamic, effect, memo};
use crate::session::Center;
use crate::ui::simulator::simulator;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use shuke_contract::card::Card;
use shuke_face::{card_body, date, guest_body};

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let html = memo(move || {
        center.with_boot(|boot| match &boot.card {
            Some(card) => card_body(boot, card, t.lang) + &endings(card, t),
            None => guest_body(boot, t.lang),
        })
    });
    let stamped = RwSignal::new(false);
    effect(move || {
        html.track();
        if stamped.get_untracked() {
            keep_focus();
        }
    });
    let checking: CheckingIn = expect_context();
    let tap = move |event: MouseEvent| {
        if dom::is_within(&event, "[data-check-in]") {
            stamped.set(true);
            checking.tap(|_| ());
        }
    };
    let class = move || if stamped.get() { "whole stamped" } else { "whole" };
    let body = view! { <div class=class inner_html=html on:click=tap></div> }.into_any();
    let boot = Signal::derive(move || center.with_boot(Clone::clone));
    let simulator = dynamic(move || if center.is_member() { simulator(boot) } else { ().into_any() });
    vec![body, simulator].into_any()
}

/// The button goes with the tap, and the card is drawn anew with each answer: the focus stays on what led to the calendar.
fn keep_focus() {
    timers::once_drawn(|| {
        if dom::is_focus_lost() {
            dom::focus_link("/check-in");
        }
    });
}

/// Every day on which points end; the card itself names the first.
fn endings(card: &Card, t: &Texts) -> String {
    if card.ending.len() < 2 {
        return String::new();
    }
    let row = |ending: &shuke_contract::card::Ending| {
        let points = (t.shell.ends)(&ending.points.to_string());
        let day = date(ending.day, card.today, t.lang);
        format!(
            r#"<li class="row"><span class="row-main">{day}</span><span class="row-end"><b>{points}</b></span></li>"#
        )
    };
    let rows: String = card.ending.iter().map(row).collect();
    format!(
        r#"<section class="section"><h2>{}</h2><p class="note">{}</p><ul class="rows">{rows}</ul></section>"#,
        t.shell.endings, t.shell.endings_text,
    )
}
