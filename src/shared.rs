//! What several pages do in the same way: each a piece of work with its own state and its own calls. They know no page.

pub mod addressing;
pub mod checking_in;
pub mod claiming;
pub mod consenting;
pub mod giving;
pub mod showing_code;
pub mod tasking;
pub mod titling;
