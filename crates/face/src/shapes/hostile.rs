//! For tests: a text that would be markup if it were not escaped, and that it was, once.

use shuke_rules::Text;

pub const HOSTILE: &str = "<img src=x onerror=alert(1)>\"'><script>";
const ESCAPED: &str = "&lt;img src=x onerror=alert(1)&gt;&quot;'&gt;&lt;script&gt;";

/// Hostile in both languages.
pub fn text() -> Text {
    Text { zh: HOSTILE.into(), en: HOSTILE.into() }
}

/// Asserts that it stands in so many places, everywhere as text.
pub fn assert_is_text(drawn: &str, places: usize) {
    for raw in ["<img", "<script", "\"'>", "&amp;lt;", "&amp;quot;"] {
        assert!(!drawn.contains(raw), "{raw} is in {drawn}");
    }
    assert_eq!(drawn.matches(ESCAPED).count(), places, "{drawn}");
}
