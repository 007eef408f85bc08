//! What several pages show in the same way: a coupon in a row, an address, a board. They know no page.

pub mod address;
pub mod birthday;
pub mod consent;
pub mod coupon_summary;
pub mod states;
