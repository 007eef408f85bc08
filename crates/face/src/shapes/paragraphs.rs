//! A longer text that a brand wrote.

use crate::{Markup, html};

/// A paragraph a line; empty lines are none.
pub fn paragraphs(text: &str) -> Markup {
    html! {
        @for line in text.lines().filter(|line| !line.trim().is_empty()) {
            p { (line) }
        }
    }
}
