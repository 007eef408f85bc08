//! `/mall` and `/mall/{id}`: what points buy, and redeeming it.

mod calendar;
mod choose;
mod detail;
mod list;
mod model;
mod redeem;
mod send;
mod words;

pub use detail::item_page;
pub use list::page;
