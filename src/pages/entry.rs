//! From a stranger to a member: `/s/{store}`, `/join`, `/sign-in`.

mod code_step;
mod details;
mod dev;
mod draft;
mod join;
mod model;
mod phone_step;
mod sign_in;
mod store;

pub use draft::Draft;
pub use join::join_page;
pub use sign_in::sign_in_page;
pub use store::store_page;
