//! Redemptions: placing them, and every step that they take. Owns the orders, their steps and their claims; points move by
//! `booking`, stock by `stock`, money by `payment`.
//!
//! Every transition is a function to be called within a write. It reads the order, asks
//! [`may_become`](shuke_rules::mall::OrderState::may_become), updates the row guarded by the state that it read, and appends
//! a step. What time has done to an order is computed when it is read and booked by the first transition that meets it, or
//! by the job ([`book_lapsed`]): a reserved order whose time is over *is* expired, and cannot be paid any more.
//!
//! What holds at every time:
//! - points of an order left with one entry `redeemed:{id}` and came back with one `returned:{id}` or not at all: they did
//!   exactly when it is expired, cancelled or returned;
//! - `taken` of an item = its orders that are neither expired nor cancelled. What was returned does not go back on the shelf;
//! - the last step is the state;
//! - the coupons of a pack (`order:{id}:{template}:{n}`) were given exactly when it was received, and are void, unless they were
//!   used, when it is returned.

mod audit;
mod calls;
mod claims;
mod forget;
mod lapse;
mod moves;
mod packs;
mod place;
mod refusals;
mod save;
pub mod shown;
mod stored;
mod told;
mod undo;

pub use calls::book_what_lapsed;
pub use claims::{claim, decide_claim};
pub use lapse::lapsed_of_items;
pub use moves::{cancel, hand_over, pay, ready, receive, ship};
pub use packs::gives;
pub use place::{place, rules};
pub use save::By;
pub use shown::all_of;
pub use stored::{
    Delivery, Stored, StoredClaim, all_after, by_code, find, had, had_each, item_name, of_member, owing_to,
    redeemed_at, waiting_in,
};
pub use undo::{undo, undo_decline};

use crate::booking::Asking;
use crate::drawing::Drawn;
use crate::feature::{Explained, Feature};
use shuke_contract::ledger::Link;
use shuke_contract::orders::{GetOrder, ListOrders};
use shuke_face::Page;
use shuke_face::pages::orders::{list_whole, one_whole};
use shuke_rules::ledger::Key;

pub const FEATURE: Feature = Feature {
    routes: calls::routes,
    jobs: &[lapse::BOOK_LAPSED],
    told: Some(|connection, asking, span| Box::pin(told::told(connection, asking, span))),
    explains: Some(|connection, asking, key| {
        Box::pin(async move {
            let (Key::Redeemed { order } | Key::Returned { order }) = key else { return Ok(None) };
            let about = item_name(connection, asking.account.member, order).await?;
            Ok(Some(Explained { about, ..Explained::link(Link::Order(order.to_string())) }))
        })
    }),
    export: Some(|connection, asking, export| {
        Box::pin(async move {
            let Asking { rulebook, account, now, .. } = asking;
            export.orders = all_of(connection, rulebook, account.member, *now).await?;
            Ok(())
        })
    }),
    forget: Some(|tx, moment, member| Box::pin(forget::forget(tx, moment, member))),
    audits: &[&audit::AUDIT],
    pages: &[
        Drawn { page: Page::Orders, draw: |drawing| drawing.of::<ListOrders>(list_whole) },
        Drawn { page: Page::Order, draw: |drawing| drawing.of::<GetOrder>(one_whole) },
    ],
    ..Feature::named("orders")
};
