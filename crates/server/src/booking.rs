//! Where a sale or a refund becomes rows: the one way for the tills and for the import. Owns an account's facts, lots, debt
//! and ledger chain, and how they move together; what a sale earns and where a tier goes is decided by `shuke-rules`.
//!
//! What holds for every member at every time (`audit` checks it):
//! - Σ `ledger.points` = Σ `lots.left_points` − `members.debt`, where lots that have ended keep what was left in them: so the
//!   balance at an instant is Σ `ledger.points` − what had ended by then.
//! - A lot's amount is what its sale earned less what of it repaid debt (`ledger.lot_points`); what debits took from it
//!   (`ledger_lots`) and what is left add up to it. Debt = Σ (`lot_points` − `points`).
//! - An entry's `points` is what the balance changed by. Points that had ended in their own lot before their purchase was
//!   refunded are gone already: no entry takes them a second time.
//! - A movement of 0 points makes no entry and no lot; a sale of 0 points is still a sale, and still a purchase for the tier.
//! - Points of a sale are decided when it is booked and stay: a sale that is booked late moves the tier as of its own time,
//!   not the points of those booked before it.
//!
//! The tier is not stored: it is replayed from the facts, each under the rule version it was made under, with reviews under
//! the version in force on their day.

mod account;
mod audit;
mod batch;
mod bulk;
mod enrol;
mod imported;
mod lines;
mod load;
mod points;
mod refund;
mod replay;
mod rows;
mod sell;
#[cfg(test)]
mod tests;

pub use account::{Account, Held, Made, What};
pub use audit::{Audit, Finding, audit};
pub use batch::{Batch, NewMember};
pub use bulk::insert;
pub use enrol::{NO_REGION, cards, region};
pub use imported::Imported;
pub use lines::StoredLine;
pub use load::{all_after, by_card, by_id, facts_after};
pub use points::{Back, Gain, Price, give_back};
pub use refund::{Refund, Refundable, Refunded, refund};
pub use replay::Replay;
pub use sell::{Sale, Sold, plain_line, sell};
