//! What several pages show in the same way: a coupon in a row, an address, a board. They know no page.

pub mod coupon_summary;
pub mod states;
