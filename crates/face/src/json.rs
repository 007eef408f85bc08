//! What may stand in a `<script type="application/json">`. What stands in text and attributes, maud escapes.

/// Makes JSON safe inside a script element: it stays the same JSON. `<` could end the element, and the two separators
/// end a line of script in old engines.
pub fn escape_json(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            other => safe.push(other),
        }
    }
    safe
}
