//! Why something is not to be had, and the remedy.

use crate::{Markup, html};

pub fn refusal(title: &str, text: &str) -> Markup {
    html! { div.refusal { b { (title) } p { (text) } } }
}
