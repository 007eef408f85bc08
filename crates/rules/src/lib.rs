//! The policy of a brand and every decision made under it.
//!
//! Everything here is a pure function of (policy, facts, now): no input or output, no clock, no
//! randomness. The server decides with it; the browser previews and explains with the same code.
//! Money is [`Fen`], points are [`Points`], calendar days are [`Day`]; there are no floats.

pub mod benefits;
pub mod birthday;
pub mod boards;
pub mod bounds;
pub mod channel;
pub mod check_in;
pub mod code;
pub mod commission;
pub mod coupons;
pub mod earning;
pub mod goods;
pub mod gs1;
pub mod hex;
pub mod item_code;
pub mod ledger;
pub mod mall;
pub mod money;
mod natural;
pub mod number;
pub mod phone;
pub mod pick_up;
pub mod pieces;
pub mod policy;
pub mod pricing;
pub mod proof;
pub mod referral;
pub mod refunds;
pub mod scanned;
pub mod share;
pub mod tasks;
pub mod tiers;
pub mod time;
pub mod typed;
pub mod welcome;

pub use money::{Count, Fen, Multiplier, Points};
pub use policy::{Policy, Text};
pub use time::{Day, Instant};
