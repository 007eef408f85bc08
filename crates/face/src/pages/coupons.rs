//! `/coupons`, `/coupons/{id}` and `/coupons/offers`: what a member holds, one coupon and what can be claimed, as they are read.

pub mod claim;
mod given;
pub mod model;
pub mod offers;
pub mod one;
mod terms;
pub mod wallet;
mod whole;
mod words;

pub use given::given;
pub use whole::{code, offers_whole, one_whole, usable, wallet_whole};
pub use words::Words;

#[cfg(test)]
mod tests;
