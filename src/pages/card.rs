//! `/`: the card of a member, or what the card is worth. The first screen is drawn by `shuke_face`, as the server did.

use crate::i18n::use_texts;
use crate::session::Center;
use crate::ui::simulator::Simulator;
use leptos::prelude::*;
use shuke_contract::card::Ending;
use shuke_face::{card_body, date, guest_body};
use shuke_rules::Day;

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let body = move || {
        if center.is_member() {
            view! { <MemberCard /> }.into_any()
        } else {
            let body = center.with_boot(|boot| guest_body(boot, t.lang));
            view! { <div class="whole" inner_html=body></div> }.into_any()
        }
    };
    body.into_any()
}

#[component]
fn MemberCard() -> impl IntoView {
    let center: Center = expect_context();
    let t = use_texts();
    // Drawn anew only when something on it is another.
    let body = Memo::new(move |_| {
        center.with_boot(|boot| boot.card.as_ref().map(|card| card_body(boot, card, t.lang)).unwrap_or_default())
    });
    let ending = Memo::new(move |_| center.card().map(|card| (card.today, card.ending)));
    let boot = Signal::derive(move || center.with_boot(Clone::clone));
    view! {
        <div class="whole" inner_html=move || body.get()></div>
        {move || ending.get().map(|(today, ending)| view! { <Endings today ending /> })}
        {center
            .boot_now()
            .card
            .map(|first| {
                let card = Signal::derive(move || center.card().unwrap_or_else(|| first.clone()));
                view! { <Simulator boot card /> }
            })}
    }
}

/// Every day on which points end; the card itself names the first.
#[component]
fn Endings(today: Day, ending: Vec<Ending>) -> impl IntoView {
    let t = use_texts();
    (ending.len() > 1).then(|| {
        let rows = ending.iter().map(|ending| {
            view! {
                <li class="row">
                    <span class="row-main">{date(ending.day, today, t.lang)}</span>
                    <span class="row-end">
                        <b>{(t.shell.ends)(&ending.points.to_string())}</b>
                    </span>
                </li>
            }
        });
        view! {
            <section class="section">
                <h2>{t.shell.endings}</h2>
                <p class="note">{t.shell.endings_text}</p>
                <ul class="rows">{rows.collect_view()}</ul>
            </section>
        }
    })
}
