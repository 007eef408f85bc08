//! A member at the counter, and no more of them than one needs.

use super::desk::Desk;
use super::{confirm, coupons, order};
use crate::ui::markup::html;
use leptos::prelude::*;
use shuke_contract::staff::SeenMember;
use shuke_face::pages::staff as shown;

pub fn seen(desk: Desk, member: &SeenMember) -> AnyView {
    let mut parts = vec![html(shown::member(member, desk.t)), html(shown::orders_of(member, desk.t))];
    parts.extend(member.orders.iter().map(|one| order::order(desk, one, false)));
    if !member.coupons.is_empty() {
        parts.push(coupons::coupons(desk, member));
    }
    if !member.tasks.is_empty() {
        parts.push(confirm::tasks(desk, member));
    }
    parts.into_any()
}
