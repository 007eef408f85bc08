//! The app in real browsers: what the browser suite and the pictures need to start everything and to look like a member.
//!
//! Owns processes (server, drivers, screen), the way to talk to a browser and how a page is read. Which behaviour is
//! right is said in `tests/browser/`.

pub mod api;
pub mod checks;
pub mod child;
pub mod contests;
pub mod counter;
pub mod coupons;
pub mod engine;
pub mod film;
pub mod gate;
pub mod orders;
pub mod page;
pub mod photo;
pub mod place;
pub mod screens;
pub mod server;
pub mod suite;
pub mod symbols;
pub mod tapped;
pub mod times;
pub mod wares;
pub mod wire;
pub mod world;
