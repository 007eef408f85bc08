//! What several pages show in the same way: a coupon in a row, an address, a board. They know no page.

pub mod bars;
pub mod boards;
pub mod days;
pub mod member_code;
pub mod paragraphs;
pub mod tasks;

#[cfg(test)]
pub(crate) mod hostile;
