//! `/orders` and `/orders/{id}`: where a redemption is, and what happens next.

mod act;
mod claim;
mod list;
mod model;
mod one;
mod words;

pub use list::{OrderList, list_page};
pub use one::order_page;
