//! The parts that pages are put together from. They know no page, no session and no API.

pub mod bars;
pub mod button;
pub mod consent;
pub mod field;
pub mod icon;
pub mod qr;
pub mod sheet;
pub mod simulator;
pub mod states;
pub mod toast;
pub mod when;
