//! Whether a ledger is whole.

use shuke_json::{FromJson, Json};
use shuke_rules::Points;
use shuke_rules::ledger::{Entry, first_broken};
use shuke_rules::number::CardNumber;

/// A ledger as the server gives it to be checked, or as it stands in a member's export.
#[derive(Debug)]
pub struct Ledger {
    pub number: CardNumber,
    pub entries: Vec<Entry>,
    /// What can be spent, as the server says.
    pub points: Points,
    /// What has ended and is not booked yet; an export does not say.
    pub ended: Option<Points>,
}

#[derive(FromJson)]
struct Card {
    number: CardNumber,
    points: Points,
}

impl FromJson for Ledger {
    fn from_json(json: &Json) -> Option<Self> {
        if let Some(Card { number, points }) = json.get::<Option<Card>>("card")? {
            return Some(Self { number, points, entries: json.get("ledger")?, ended: None });
        }
        let ended = json.get("ended")?;
        Some(Self { number: json.get("number")?, points: json.get("points")?, entries: json.get("entries")?, ended })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry follows from those before it, and they come to the balance.
    Whole {
        entries: usize,
        sum: Points,
        /// What of it had ended and was not booked.
        ended: Points,
        /// The hash of the last entry, shortened: two who compare theirs have compared everything before it.
        last: Option<String>,
    },
    /// This entry is the first that does not follow.
    Broken { seq: i64 },
    /// The chain is whole, but comes to something else than the balance.
    Unequal { sum: Points, points: Points },
}

/// Recomputes every hash and the sum.
pub fn verdict(ledger: &Ledger) -> Verdict {
    if let Some(seq) = first_broken(ledger.number.as_str(), &ledger.entries) {
        return Verdict::Broken { seq };
    }
    let sum: Points = ledger.entries.iter().map(|entry| entry.points).sum();
    let ended = ledger.ended.unwrap_or((sum - ledger.points).or_zero());
    if sum - ended != ledger.points {
        return Verdict::Unequal { sum, points: ledger.points };
    }
    let last = ledger.entries.last().map(|entry| shortened(&entry.hash));
    Verdict::Whole { entries: ledger.entries.len(), sum, ended, last }
}

fn shortened(hash: &str) -> String {
    let end = hash.len().saturating_sub(8);
    format!("{}…{}", hash.get(..8).unwrap_or(hash), hash.get(end..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_rules::Instant;
    use shuke_rules::ledger::{EntryKind, genesis};

    fn ledger(points: &[i64]) -> Ledger {
        let number = CardNumber::issue("690", 1, "31", 7).unwrap();
        let mut previous = genesis(number.as_str());
        let mut entries = Vec::new();
        for (points, seq) in points.iter().zip(1..) {
            let (kind, key) = (EntryKind::Earned, format!("sale:{seq}"));
            let at = Instant::UNIX_EPOCH;
            let mut entry = Entry { seq, kind, points: Points(*points), at, key, rule_version: 1, hash: String::new() };
            entry.hash = entry.chained(&previous);
            previous.clone_from(&entry.hash);
            entries.push(entry);
        }
        let points = points.iter().copied().map(Points).sum();
        Ledger { number, entries, points, ended: Some(Points::ZERO) }
    }

    #[test]
    fn a_whole_ledger_comes_to_its_balance() {
        let Verdict::Whole { entries: 3, sum: Points(90), ended: Points(0), last: Some(last) } =
            verdict(&ledger(&[100, -30, 20]))
        else {
            panic!("not whole")
        };
        assert_eq!(last.chars().count(), 17);
        assert!(matches!(verdict(&ledger(&[])), Verdict::Whole { entries: 0, last: None, .. }));
    }

    #[test]
    fn one_changed_figure_breaks_the_chain_where_it_stands() {
        let mut ledger = ledger(&[100, -30, 20]);
        ledger.entries[1].points = Points(-3);
        assert_eq!(verdict(&ledger), Verdict::Broken { seq: 2 });
    }

    #[test]
    fn a_balance_that_the_entries_do_not_come_to_is_told() {
        let unequal = Ledger { points: Points(91), ..ledger(&[100, -10]) };
        assert_eq!(verdict(&unequal), Verdict::Unequal { sum: Points(90), points: Points(91) });
        let ended = Ledger { points: Points(60), ended: Some(Points(30)), ..ledger(&[100, -10]) };
        assert!(matches!(verdict(&ended), Verdict::Whole { ended: Points(30), .. }));
        // An export does not say what had ended; more than the entries come to cannot be.
        let exported = Ledger { points: Points(60), ended: None, ..ledger(&[100, -10]) };
        assert!(matches!(verdict(&exported), Verdict::Whole { ended: Points(30), .. }));
        let too_much = Ledger { points: Points(91), ended: None, ..ledger(&[100, -10]) };
        assert!(matches!(verdict(&too_much), Verdict::Unequal { .. }));
    }

    #[test]
    fn both_the_chain_and_an_export_are_read() {
        let chain = r#"{"number":"4006381333931","entries":[],"points":5,"ended":2,"now":"2026-01-02T03:04:05Z"}"#;
        let export = r#"{"card":{"number":"4006381333931","points":5,"tier":{}},"ledger":[],"more":1}"#;
        let read = |text: &str| Ledger::from_json(&Json::parse(text)?);
        assert_eq!(read(chain).map(|ledger| ledger.ended), Some(Some(Points(2))));
        assert_eq!(read(export).map(|ledger| (ledger.points, ledger.ended)), Some((Points(5), None)));
        assert!(read("{}").is_none());
    }
}
