//! `/receipts` and `/receipts/{id}`: purchases, and how their points came about.

mod list;
mod one;

pub use list::list_page;
pub use one::receipt_page;
