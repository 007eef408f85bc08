//! An order at the counter: what it is, what to take for it, and what one may do with it.

use super::desk::Desk;
use super::{acts, words};
use crate::ui::markup::{group, html};
use leptos::prelude::*;
use shuke_contract::staff::StaffOrder;
use shuke_face::{escape, month_and_day};

/// `alone`: it is what the page is about, and it is also said whose it is. On a member's page that stands above.
pub fn order(desk: Desk, order: &StaffOrder, alone: bool) -> AnyView {
    let mut parts = vec![html(shown(desk, order, alone))];
    parts.push(acts::buttons(desk, order));
    group("counter-order", parts)
}

fn shown(desk: Desk, order: &StaffOrder, alone: bool) -> String {
    let t = desk.t;
    let zone = desk.center.with_boot_now(|boot| boot.brand.time_zone.clone());
    let day = month_and_day(order.day.month(), order.day.day_of_month(), t.lang);
    let member =
        if alone { format!("<p>{}</p>", escape(&(t.staff().of_member)(&order.member))) } else { String::new() };
    let (level, class) = if alone { ("h1", r#" class="page-title""#) } else { ("h2", "") };
    let terms = t.lang.pick(&order.item.terms);
    let terms = if terms.is_empty() { String::new() } else { format!(r#"<p class="note">{}</p>"#, escape(terms)) };
    format!(
        r#"<div class="counter-item">{}<div><p class="tag">{}</p><{level}{class}>{}</{level}>{member}<p class="note number">{day}</p></div></div>{}{terms}{}{}"#,
        words::picture(order),
        words::state(order, t, &zone),
        escape(t.lang.pick(&order.item.name)),
        words::due(order, t),
        address(desk, order),
        claim(desk, order),
    )
}

/// Where it goes, as one writes it on a parcel.
fn address(desk: Desk, order: &StaffOrder) -> String {
    let Some(address) = &order.address else { return String::new() };
    let parcel = order
        .parcel
        .as_ref()
        .map_or(String::new(), |parcel| format!("<dd>{} {}</dd>", escape(&parcel.carrier), escape(&parcel.number)));
    format!(
        r#"<dl class="counter-address"><dt class="note">{}</dt><dd>{} {}</dd><dd>{} {}</dd>{parcel}</dl>"#,
        desk.t.staff().send_to,
        escape(&address.name),
        escape(address.phone.as_str()),
        escape(&address.region),
        escape(&address.street),
    )
}

fn claim(desk: Desk, order: &StaffOrder) -> String {
    let Some(claim) = &order.claim else { return String::new() };
    let day = month_and_day(claim.day.month(), claim.day.day_of_month(), desk.t.lang);
    let answer = if claim.answer.is_empty() { String::new() } else { format!("<p>{}</p>", escape(&claim.answer)) };
    format!(
        r#"<div class="refusal"><b>{} · {day}</b><p>{}</p>{answer}</div>"#,
        desk.t.staff().claim,
        escape(&claim.what)
    )
}
