//! `/`: the card of a member, or what the card is worth. The first screen is drawn by `shuke_face`, as the server did.

use crate::calls::Write;
use crate::device::dom;
use crate::i18n::{Texts, use_texts};
use crate::react::{dynamic, effect, memo};
use crate::session::Center;
use crate::ui::check_in::earned;
use crate::ui::simulator::simulator;
use crate::ui::toast::Toasts;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::card::{Card, CheckInToday};
use shuke_contract::check_in::{CheckIn, CheckIns};
use shuke_face::{card_body, date, guest_body};
use shuke_rules::Points;

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
    let check_in = check_in(center, stamped);
    let tap = move |event: MouseEvent| {
        if dom::is_within(&event, "[data-check-in]") {
            check_in();
        }
    };
    let class = move || if stamped.get() { "whole stamped" } else { "whole" };
    let body = view! { <div class=class inner_html=html on:click=tap></div> }.into_any();
    let boot = Signal::derive(move || center.with_boot(Clone::clone));
    let simulator = dynamic(move || if center.is_member() { simulator(boot) } else { ().into_any() });
    vec![body, simulator].into_any()
}

/// Checks in at a tap: the card shows it at once, and takes it back when the server says no.
fn check_in(center: Center, stamped: RwSignal<bool>) -> impl Fn() {
    let (t, toasts) = (use_texts(), expect_context::<Toasts>());
    let write = Write::new(center);
    let before = StoredValue::new(None::<(CheckInToday, Points)>);
    effect(move || {
        let Some(failure) = write.failure() else { return };
        let explained = t.problems.explain(&failure);
        toasts.say(&format!("{} {}", explained.title, explained.text));
        stamped.set(false);
        if let Some((state, points)) = before.get_value() {
            center.set_check_in(state, points);
        }
        center.ask_for_card();
    });
    move || {
        let now = center.with_boot_now(|boot| boot.card.as_ref().and_then(|card| Some((card.check_in?, card.points))));
        let Some((state, points)) = now.filter(|(state, _)| !state.done) else { return };
        before.set_value(now);
        stamped.set(true);
        let streak = state.streak + 1;
        center.set_check_in(CheckInToday { done: true, streak, points: state.points }, points + state.points);
        dom::focus_link("/check-in");
        write.send::<CheckIn>(&Empty {}, move |booked| {
            toasts.say(&earned(t, &booked.reward));
            let CheckIns { done, streak, reward, points, .. } = booked.now;
            center.set_check_in(CheckInToday { done, streak, points: reward.total() }, points);
            center.ask_for_card();
        });
    }
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
