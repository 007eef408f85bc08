//! The text of a consent.

use crate::{Markup, html};

/// A paragraph for each: blank lines part them.
pub fn paragraphs(text: &str) -> Markup {
    html! { @for part in text.split("\n\n") { p { (part) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_parted_by_blank_lines_and_say_nothing_but_what_is_written() {
        let text = "<b>一</b>\n还是一\n\n\"'><script>";
        let written = paragraphs(text).into_string();
        assert_eq!(written, "<p>&lt;b&gt;一&lt;/b&gt;\n还是一</p><p>&quot;'&gt;&lt;script&gt;</p>");
    }
}
