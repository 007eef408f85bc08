//! The parts that pages are put together from. They know no page, no session and no API.
//!
//! Each part is a function that is compiled once. What only shows something stands in `shuke_face`, as markup that is tested without a browser;
//! what is operated is made of Leptos views here.

pub mod birthday;
pub mod button;
pub mod consent;
pub mod counting;
pub mod field;
pub mod markup;
pub mod sheet;
pub mod simulator;
pub mod states;
pub mod toast;
pub mod when;
