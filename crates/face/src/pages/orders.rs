//! Redemptions: the list of them, and one: where it is and what happens next, its code, its steps, and what was said to be
//! faulty.

pub mod claim;
pub mod list;
pub mod model;
pub mod one;
mod state;

pub use state::state;

#[cfg(test)]
mod tests;
