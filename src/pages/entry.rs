//! From a stranger to a member: `/join` and `/sign-in`.

mod code_step;
mod details;
mod dev;
mod draft;
mod join;
mod model;
mod phone_step;
mod sign_in;

pub use draft::Draft;
pub use join::join_page;
pub use sign_in::sign_in_page;
