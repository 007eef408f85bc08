//! Where a sale or a refund becomes rows: the one way for the tills and for the import. Owns an account's facts, lots, debt
//! and ledger chain, and how they move together; what a sale earns and where a tier goes is decided by `shuke-rules`.
//!
//! What holds for every member at every time (`audit` checks it):
//! - Σ `ledger.points` = Σ `lots.left_points` − `members.debt`. A lot that has ended keeps what was left in it until that is
//!   booked, at leisure, as an entry of its own: so the balance at an instant is Σ `ledger.points` − what has ended by then and
//!   is not booked.
//! - A lot's amount is what was earned less what of it repaid debt (`ledger.lot_points`); what debits took from it
//!   (`ledger_lots`), its end among them, and what is left add up to it. Debt = Σ (`lot_points` − `points`).
//! - An entry's `points` is what the balance changed by. Points that had ended in their own lots before their purchase was
//!   refunded are gone already: no entry takes them a second time.
//! - A lot never grows. What an undone redemption gives back comes in new lots, each in the name (`lots.origin`) of the one that
//!   it left, with that one's end and sale.
//! - A movement of 0 points makes no entry and no lot; a sale of 0 points is still a sale, and still a purchase for the tier.
//! - Points of a sale are decided when it is booked and stay: a sale that is booked late moves the tier as of its own time,
//!   not the points of those booked before it.
//!
//! The tier is not stored: it is replayed from the facts, each under the rule version it was made under, with reviews under
//! the version in force on their day.

mod account;
mod asking;
mod audit;
mod batch;
mod bought;
mod ending;
mod enrol;
mod gates;
mod given;
mod history;
mod imported;
mod lines;
mod load;
mod movements;
mod past;
mod points;
mod refund;
mod replay;
mod rows;
mod sell;
mod taken_along;
#[cfg(test)]
mod tests;

pub use account::{Account, Held, Made, What};
pub use asking::{Asking, of_member};
pub use audit::{Ledgers, Stored, TABLES, audit};
pub use batch::Batch;
pub use bought::{Bought, bought, kept_in};
pub use ending::{END_POINTS, Ended, end_some};
pub use enrol::{NO_REGION, cards, region};
pub use gates::{Gate, Gates};
pub use given::{give, give_to, take_from};
pub use imported::Imported;
pub use lines::StoredLine;
pub use load::{all_after, by_card, by_id, facts_after, ledger_of};
pub use movements::{Listed, Place, ended, ending, entries, entry_hashes, last_day, page};
pub use past::{
    INVITATIONS, booked_late, ended_of_lot, invite, is_sale_of, last_sale, lines_of, lots_by_end, sale_keys,
    sale_of_key, sale_of_refund, sales_of, summaries, sums_until, taken_back,
};
pub use points::{Back, Gain, Part, Price, give_back, give_part_back};
pub use refund::{Refund, Refundable, Refunded, refund};
pub use replay::Replay;
pub use rows::{REFUNDS, SALES};
pub use sell::{Sale, Sold, plain_line, sell};
pub use taken_along::{PastSale, earned_by, sales_after};
