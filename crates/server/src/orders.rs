//! Redemptions: placing them, and every step that they take. Owns the orders, their steps and their claims; points move by
//! `booking`, stock by `mall`, money by `payment`.
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
mod undo;

pub use calls::{book_what_lapsed, routes};
pub use claims::{claim, decide_claim};
pub use forget::forget;
pub use lapse::{book_lapsed, due_lapses};
pub use moves::{cancel, hand_over, pay, ready, receive, ship};
pub use packs::gives;
pub use place::place;
pub use save::By;
pub use shown::all_of;
pub use stored::{Delivery, Stored, StoredClaim, all_after, by_code, find, of_member, owing_to, waiting_in};
pub use undo::{undo, undo_decline};
