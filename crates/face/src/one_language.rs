//! A page carries what its visitor reads: of each text of the brand's, which comes in both languages, the one that was asked for. The app asks
//! for the other one when somebody chooses it.

use crate::Lang;

const BEGINS: &str = "{\"zh\":\"";
const BETWEEN: &str = "\",\"en\":\"";
const ENDS: &str = "\"}";

/// JSON as it was, with every text empty in the other language: who picks one takes that which is not.
pub fn in_one_language(json: &str, lang: Lang) -> String {
    let mut kept = String::with_capacity(json.len());
    let mut rest = json;
    // Within a string of JSON no quotation mark stands alone, so what begins like a text is one.
    while let Some(at) = rest.find(BEGINS) {
        let (before, text) = rest.split_at(at);
        kept.push_str(before);
        let Some((zh, en, after)) = text_of(text) else {
            kept.push_str(BEGINS);
            rest = text.get(BEGINS.len()..).unwrap_or_default();
            continue;
        };
        let (zh, en) = match lang {
            Lang::Zh if !zh.is_empty() => (zh, ""),
            Lang::En if !en.is_empty() => ("", en),
            _ => (zh, en),
        };
        for part in [BEGINS, zh, BETWEEN, en, ENDS] {
            kept.push_str(part);
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// Both languages of the text that begins here, and what comes after it.
fn text_of(json: &str) -> Option<(&str, &str, &str)> {
    let (zh, rest) = string(json.strip_prefix(BEGINS)?)?;
    let (en, rest) = string(rest.strip_prefix(BETWEEN)?)?;
    Some((zh, en, rest.strip_prefix(ENDS)?))
}

/// What stands before the quotation mark that ends a string, and the rest from there.
fn string(json: &str) -> Option<(&str, &str)> {
    let mut escaped = false;
    let end = json.bytes().position(|byte| {
        let is_end = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        is_end
    })?;
    Some(json.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_there_in_the_language_that_was_asked_for() {
        let json = r#"[{"zh":"券","en":"Coupon"},{"a":{"zh":"\"满\\","en":"\\\"spend\\\""}},{"zh":"","en":"English alone"},{"zh":"只有中文","en":""},"a {\"zh\":\"b\",\"en\":\"c\"} d",7]"#;
        assert_eq!(
            in_one_language(json, Lang::Zh),
            r#"[{"zh":"券","en":""},{"a":{"zh":"\"满\\","en":""}},{"zh":"","en":"English alone"},{"zh":"只有中文","en":""},"a {\"zh\":\"b\",\"en\":\"c\"} d",7]"#
        );
        assert_eq!(
            in_one_language(json, Lang::En),
            r#"[{"zh":"","en":"Coupon"},{"a":{"zh":"","en":"\\\"spend\\\""}},{"zh":"","en":"English alone"},{"zh":"只有中文","en":""},"a {\"zh\":\"b\",\"en\":\"c\"} d",7]"#
        );
    }

    #[test]
    fn what_only_looks_like_a_text_stays() {
        for json in [r#"{"zh":"a"}"#, r#"{"zh":"a","en":"b","fr":"c"}"#, r#"{"zh":"a","en":"b"#, r#"{"zh":"#, ""] {
            assert_eq!(in_one_language(json, Lang::En), json);
        }
    }
}
