//! What the pages show, each feature in a file of its own: plain functions of what the server said, in a language, to markup. The app
//! puts it into the page and adds what is operated; the server can draw it, too.

pub mod boards;
pub mod code;
pub mod coupons;
pub mod forecast;
pub mod mall;
pub mod orders;
pub mod preview;
pub mod tiers;
pub mod together;
pub mod welcome;
