//! What the pages show, each feature in a file of its own: plain functions of what the server said, in a language, to markup. The app
//! puts it into the page and adds what is operated; the server can draw it, too.

pub mod check_in;
pub mod points;
pub mod staff;
