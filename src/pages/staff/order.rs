//! An order at the counter, and what one may do with it.

use super::acts;
use super::desk::Desk;
use crate::ui::markup::{group, html};
use leptos::prelude::*;
use shuke_contract::staff::StaffOrder;
use shuke_face::pages::staff::order as shown;

/// `alone`: it is what the page is about.
pub fn order(desk: Desk, order: &StaffOrder, alone: bool) -> AnyView {
    let about = html(shown::order(order, alone, desk.t, &|at| desk.time(at)));
    group("counter-order", vec![about, acts::buttons(desk, order)])
}
