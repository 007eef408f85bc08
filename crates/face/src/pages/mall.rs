//! The mall: what points buy, how far each of it is, and the gift calendar; and one item: how it comes, and what redeeming
//! it does.

pub mod calendar;
pub mod choose;
pub mod item;
pub mod model;
pub mod redeem;
pub mod shelf;
mod whole;
mod words;

pub use whole::{first_way, item_whole, list_whole};
pub use words::Words;

#[cfg(test)]
mod tests;
