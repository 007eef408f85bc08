//! For tests: what leaves its element, and an attribute, if it is let; and that it stands there as text, escaped exactly once.

use crate::Markup;
use shuke_rules::Text;
use std::borrow::Borrow;

pub const HOSTILE: &str = "<img src=x onerror=alert(1)>\"'><script>";
const ESCAPED: &str = "&lt;img src=x onerror=alert(1)&gt;&quot;'&gt;&lt;script&gt;";

/// Hostile in both languages.
pub fn hostile() -> Text {
    Text { zh: HOSTILE.into(), en: HOSTILE.into() }
}

/// It stands there so many times, everywhere as text.
pub fn assert_escaped(markup: impl Borrow<Markup>, times: usize) {
    assert_escaped_in(&markup.borrow().0, times);
}

/// The same of what was drawn.
pub fn assert_escaped_in(html: &str, times: usize) {
    for raw in ["<img src=x", "<script", "\"'>", "&amp;lt;", "&amp;quot;"] {
        assert!(!html.contains(raw), "{raw} is in {html}");
    }
    assert_eq!(html.matches(ESCAPED).count(), times, "{html}");
}
