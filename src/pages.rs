//! The pages. None imports another; what they share is above the router or in `ui`.

pub mod card;
pub mod code;
pub mod entry;
pub mod me;
pub mod receipts;
pub mod tiers;
