//! What the pages show, each feature in a file of its own: plain functions of what the server said, in a language, to markup. The app
//! puts it into the page and adds what is operated; the server can draw it, too.

pub mod addresses;
pub mod birthday;
pub mod boards;
pub mod check_in;
pub mod code;
pub mod commission;
pub mod coupons;
pub mod entry;
pub mod forecast;
pub mod goods;
pub mod inbox;
pub mod mall;
pub mod me;
pub mod orders;
pub mod pieces;
pub mod points;
pub mod posters;
pub mod preview;
pub mod proof;
pub mod receipts;
pub mod referral;
pub mod scan;
pub mod settings;
pub mod staff;
pub mod store;
pub mod tiers;
pub mod together;
pub mod wechat;
pub mod welcome;

use crate::Display;
use crate::words::Texts;
use shuke_contract::boot::Boot;
use shuke_rules::Instant;

/// What a page is drawn with besides what was read for it.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    pub boot: &'a Boot,
    pub t: &'static Texts,
    /// As the visitor wants to see it.
    pub display: Display,
    /// The time of day by the brand's clock: `14:32`.
    pub time: &'a dyn Fn(Instant) -> String,
    /// The day by the brand's calendar: `2026年11月21日`.
    pub day: &'a dyn Fn(Instant) -> String,
}
