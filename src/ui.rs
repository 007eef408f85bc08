//! The parts that pages are put together from. They know no page, no session and no API.
//!
//! Each part is a function that is compiled once. What only shows something is written as a string, as in `shuke_face`
//! (and tested without a browser); what is operated is made of Leptos views.

pub mod bars;
pub mod birthday;
pub mod boards;
pub mod button;
pub mod consent;
pub mod days;
pub mod field;
pub mod markup;
pub mod money;
pub mod qr;
pub mod sheet;
pub mod simulator;
pub mod states;
pub mod toast;
pub mod when;
