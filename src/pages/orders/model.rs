//! What a member may type about an order.

use shuke_rules::typed::{fits, trimmed};

/// What is said to be faulty, if it can be sent.
pub fn claim_text(typed: &str) -> Option<String> {
    let text = trimmed(typed);
    fits(text, 2, 500).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_has_two_to_five_hundred_characters() {
        assert_eq!(claim_text(" 杯子裂了 ").as_deref(), Some("杯子裂了"));
        assert_eq!(claim_text(" 裂 "), None);
        assert_eq!(claim_text(&"裂".repeat(2001)), None, "the server counts what may be fewer as one sees them");
    }
}
