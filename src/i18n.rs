//! Which words a page speaks, and why a call was refused. The words themselves stand in `shuke_face`, which the server draws
//! with, too.

pub mod refusals;

pub use refusals::{Explain, Explained, Refusals};
pub use shuke_face::words::{Texts, texts};

use leptos::prelude::use_context;
use shuke_face::Lang;

/// The texts of the language that is chosen. Choosing another builds the page anew, so they never change under a page.
pub fn use_texts() -> &'static Texts {
    use_context::<&'static Texts>().unwrap_or(texts(Lang::Zh))
}
