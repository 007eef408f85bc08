//! What several pages show in the same way: a coupon in a row, an address, a board. They know no page.

pub mod address;
pub mod art;
pub mod bars;
pub mod birthday;
pub mod boards;
pub mod camera;
pub mod controls;
pub mod coupon_summary;
pub mod days;
pub mod good;
pub mod kit;
pub mod link;
pub mod member_code;
pub mod paragraphs;
pub mod qr;
pub mod repair_step;
pub mod scope;
pub mod shop;
pub mod states;
pub mod tasks;
pub mod ticket;
pub mod tier_card;
