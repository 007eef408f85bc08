//! Longer texts that a brand wrote, in paragraphs.

use crate::{Markup, html};

/// A paragraph a line; empty lines are none.
pub fn by_line(text: &str) -> Markup {
    html! {
        @for line in text.lines().filter(|line| !line.trim().is_empty()) {
            p { (line) }
        }
    }
}

/// A paragraph for each part; blank lines part them.
pub fn by_blank_line(text: &str) -> Markup {
    html! { @for part in text.split("\n\n") { p { (part) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_parted_by_blank_lines_and_say_nothing_but_what_is_written() {
        let text = "<b>一</b>\n还是一\n\n\"'><script>";
        let written = by_blank_line(text).into_string();
        assert_eq!(written, "<p>&lt;b&gt;一&lt;/b&gt;\n还是一</p><p>&quot;'&gt;&lt;script&gt;</p>");
    }
}
