//! A member at the counter, and no more of them than one needs.

use super::desk::Desk;
use super::{confirm, coupons, order};
use crate::ui::markup::html;
use leptos::prelude::*;
use shuke_contract::staff::SeenMember;
use shuke_face::escape;

pub fn seen(desk: Desk, member: &SeenMember) -> AnyView {
    let t = desk.t.staff();
    let mut parts = vec![html(who(desk, member))];
    if member.orders.is_empty() {
        parts.push(html(format!("<p>{}</p>", t.no_orders)));
    } else {
        parts.push(html(format!(r#"<h2 class="sr">{}</h2>"#, t.orders)));
        parts.extend(member.orders.iter().map(|one| order::order(desk, one, false)));
    }
    if !member.coupons.is_empty() {
        parts.push(coupons::coupons(desk, member));
    }
    if !member.tasks.is_empty() {
        parts.push(confirm::tasks(desk, member));
    }
    parts.into_any()
}

/// What one calls them.
pub fn called(member: &SeenMember) -> String {
    member.name.clone().unwrap_or_else(|| member.number.grouped())
}

fn who(desk: Desk, member: &SeenMember) -> String {
    format!(
        r#"<div class="counter-member"><h1 class="page-title">{}</h1><p class="lede">{} · {}</p><p><b class="figure">{}</b> {}</p></div>"#,
        escape(&called(member)),
        escape(desk.t.lang.pick(&member.tier_name)),
        member.number.grouped(),
        member.points,
        desk.t.staff().points,
    )
}
