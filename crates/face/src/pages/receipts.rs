//! Purchases, and how their points came about.

mod list;
mod model;
mod one;
mod whole;

pub use list::{list, open_code};
pub use one::receipt;
pub use whole::{list_whole, one_whole};

#[cfg(test)]
mod tests;
