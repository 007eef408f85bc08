//! Purchases, and how their points came about.

mod list;
mod model;
mod one;

pub use list::{list, open_code};
pub use one::receipt;

#[cfg(test)]
mod tests;
