//! What may be sent, and what the clocks say.

use shuke_contract::sign_in::{CodeSent, ConsentChoice};
use shuke_rules::Instant;
use shuke_rules::policy::{Consent, ConsentId};
use std::collections::BTreeSet;

/// What was said to each consent; `None` when a required one is not ticked.
pub fn choices(asked: &[Consent], ticked: &BTreeSet<ConsentId>) -> Option<Vec<ConsentChoice>> {
    let choice = |consent: &Consent| {
        let given = ticked.contains(&consent.id);
        let allowed = given || !consent.required;
        allowed.then(|| ConsentChoice { id: consent.id.clone(), version: consent.version.clone(), given })
    };
    asked.iter().map(choice).collect()
}

/// Seconds until the code lapses and until another can be sent; 0 when it is so.
pub fn seconds_left(sent: &CodeSent, now_ms: i64) -> (i64, i64) {
    let until = |at: Instant| (at.timestamp_millis() - now_ms).max(0).saturating_add(999) / 1000;
    (until(sent.expires_at), until(sent.resend_at))
}

/// When a code lapses that was sent before the server said "too soon, wait `wait` seconds": codes come a minute apart
/// and are good for five. The server judges by its own deadline all the same.
pub fn sent_before(now: Instant, wait: i64) -> CodeSent {
    let in_seconds = |seconds: i64| Instant::from_timestamp(now.timestamp() + seconds, 0).unwrap_or(now);
    CodeSent { expires_at: in_seconds(240 + wait), resend_at: in_seconds(wait), now }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_rules::Text;

    fn consent(id: &str, required: bool) -> Consent {
        Consent { id: id.into(), version: "2026-01".into(), required, title: Text::default(), text: Text::default() }
    }

    #[test]
    fn nothing_is_agreed_to_that_was_not_ticked() {
        let asked = [consent("membership", true), consent("marketing", false)];
        assert_eq!(choices(&asked, &BTreeSet::new()), None);
        let said = choices(&asked, &["membership".into()].into()).unwrap();
        assert_eq!(said.iter().map(|choice| choice.given).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn countdowns_come_from_the_servers_deadlines() {
        let at = |seconds| Instant::from_timestamp(seconds, 0).unwrap();
        let sent = CodeSent { expires_at: at(300), resend_at: at(60), now: at(0) };
        assert_eq!(seconds_left(&sent, 0), (300, 60));
        assert_eq!(seconds_left(&sent, 59_500), (241, 1));
        assert_eq!(seconds_left(&sent, 400_000), (0, 0));
        assert_eq!(seconds_left(&sent_before(at(20), 40), 20_000), (280, 40));
    }
}
