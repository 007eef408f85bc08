//! Redemptions: the list of them, and one: where it is and what happens next, its code, its steps, and what was said to be
//! faulty.

pub mod claim;
pub mod list;
pub mod model;
pub mod one;
mod state;
mod whole;

pub use state::state;
pub use whole::{complaint, list_whole, one_whole};

#[cfg(test)]
mod tests;
