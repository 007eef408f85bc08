//! Whether a ledger is whole, comes from what was bought, and lies in what was published.

use shuke_contract::ledger::EarnedBy;
use shuke_contract::proof::{OwnHead, OwnProof};
use shuke_json::{FromJson, Json};
use shuke_rules::earning::recomputed;
use shuke_rules::ledger::{Entry, EntryKind, first_broken, genesis};
use shuke_rules::number::CardNumber;
use shuke_rules::proof::{Head, Log};
use shuke_rules::{Day, Points};

/// A ledger as the server gives it to be checked, or as it stands in a member's export.
#[derive(Debug)]
pub struct Ledger {
    pub number: CardNumber,
    pub entries: Vec<Entry>,
    pub sales: Vec<EarnedBy>,
    /// What can be spent, as the server says.
    pub points: Points,
    /// What has ended and is not booked yet; an export does not say.
    pub ended: Option<Points>,
    /// In an export.
    pub proof: Option<OwnProof>,
}

#[derive(FromJson)]
struct Card {
    number: CardNumber,
    points: Points,
}

#[derive(FromJson)]
struct More {
    proof: Option<OwnProof>,
}

impl FromJson for Ledger {
    fn from_json(json: &Json) -> Option<Self> {
        if let Some(Card { number, points }) = json.get::<Option<Card>>("card")? {
            let (entries, sales) = (json.get("ledger")?, json.get("receipts")?);
            let proof = json.get::<Option<More>>("more")?.and_then(|more| more.proof);
            return Some(Self { number, points, entries, sales, ended: None, proof });
        }
        let (number, entries, sales) = (json.get("number")?, json.get("entries")?, json.get("sales")?);
        Some(Self { number, entries, sales, points: json.get("points")?, ended: json.get("ended")?, proof: None })
    }
}

/// A ledger whose every entry follows from those before it, and that comes to the balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    pub entries: usize,
    pub sum: Points,
    /// What of it had ended and was not booked.
    pub ended: Points,
    /// The hash of the last entry, shortened: two who compare theirs have compared everything before it.
    pub last: Option<String>,
    /// Purchases whose points were recomputed.
    pub sales: usize,
    pub published: Published,
}

/// How far the ledger lies in what was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Published {
    /// Nothing was, with this member in it.
    NotYet,
    /// So many entries, with the anchor of that day; `seen`: how many anchors this device has seen before, all still there.
    Until { entries: i64, day: Day, seen: u32 },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Whole(Whole),
    /// This entry is the first that does not follow.
    Broken {
        seq: i64,
    },
    /// The chain is whole, but comes to something else than the balance.
    Unequal {
        sum: Points,
        points: Points,
    },
    /// Points that no purchase explains, or a purchase that earned something else.
    Unexplained,
    /// What was published has another ledger, or none, or is not what this device saw.
    Rewritten,
}

/// Recomputes every hash, what purchases earned, the sum, and the way to what was published. `seen`: the log as this device saw it last.
pub fn verdict(ledger: &Ledger, proof: &OwnProof, seen: Option<Log>) -> Verdict {
    if let Some(seq) = first_broken(ledger.number.as_str(), &ledger.entries) {
        return Verdict::Broken { seq };
    }
    let sum: Points = ledger.entries.iter().map(|entry| entry.points).sum();
    let ended = ledger.ended.unwrap_or((sum - ledger.points).or_zero());
    if sum - ended != ledger.points {
        return Verdict::Unequal { sum, points: ledger.points };
    }
    if !explained(ledger) {
        return Verdict::Unexplained;
    }
    let Some(published) = published(ledger, proof, seen) else { return Verdict::Rewritten };
    let last = ledger.entries.last().map(|entry| shortened(&entry.hash));
    let (entries, sales) = (ledger.entries.len(), ledger.sales.len());
    Verdict::Whole(Whole { entries, sum, ended, last, sales, published })
}

/// Whether purchases earned what their lines come to, and the ledger has just those points.
fn explained(ledger: &Ledger) -> bool {
    let comes_to = |sale: &EarnedBy| {
        recomputed(sale.multiplier, sale.lines.iter().map(|line| (line.paid, line.points_per_yuan))) == sale.earned
    };
    let earned = |entry: &&Entry| entry.kind == EntryKind::Earned;
    let mut booked: Vec<Points> = ledger.entries.iter().filter(earned).map(|entry| entry.points).collect();
    let mut sold: Vec<Points> =
        ledger.sales.iter().map(|sale| sale.earned).filter(|earned| !earned.is_zero()).collect();
    booked.sort_unstable();
    sold.sort_unstable();
    booked == sold && ledger.sales.iter().all(comes_to)
}

/// `None`: it is another one that was published.
fn published(ledger: &Ledger, proof: &OwnProof, seen: Option<Log>) -> Option<Published> {
    let seen = seen.unwrap_or(Log { size: 0, ..proof.log });
    if !proof.log.continues(&seen, &proof.continues) {
        return None;
    }
    let Some(OwnHead { anchor, in_log, seq, salt, place, in_tree }) = &proof.head else {
        return Some(Published::NotYet);
    };
    let card = ledger.number.as_str();
    let hash = match usize::try_from(*seq).ok()?.checked_sub(1) {
        Some(last) => ledger.entries.get(last)?.hash.clone(),
        None => genesis(card),
    };
    let head = Head { salt, card, seq: *seq, hash: &hash };
    let is_there = anchor.holds(&head, *place, in_tree) && proof.log.holds(anchor, in_log);
    is_there.then_some(Published::Until { entries: *seq, day: anchor.day, seen: seen.size })
}

fn shortened(hash: &str) -> String {
    let end = hash.len().saturating_sub(8);
    format!("{}…{}", hash.get(..8).unwrap_or(hash), hash.get(end..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_contract::ledger::EarnedLine;
    use shuke_rules::proof::{Anchor, Hash, Whole as WholeLog, block, path, places, root};
    use shuke_rules::{Fen, Instant, Multiplier};

    /// Purchases at a point a yuan and something spent, in turn.
    fn ledger(points: &[i64]) -> Ledger {
        let number = CardNumber::issue("690", 1, "31", 7).unwrap();
        let mut previous = genesis(number.as_str());
        let mut entries = Vec::new();
        for (points, seq) in points.iter().zip(1..) {
            let kind = if *points > 0 { EntryKind::Earned } else { EntryKind::Redeemed };
            let (key, at) = (format!("sale:{seq}"), Instant::UNIX_EPOCH);
            let mut entry = Entry { seq, kind, points: Points(*points), at, key, rule_version: 1, hash: String::new() };
            entry.hash = entry.chained(&previous);
            previous.clone_from(&entry.hash);
            entries.push(entry);
        }
        let sales = points.iter().filter(|points| **points > 0).map(|points| sale(*points)).collect();
        let points = points.iter().copied().map(Points).sum();
        Ledger { number, entries, sales, points, ended: Some(Points::ZERO), proof: None }
    }

    fn sale(points: i64) -> EarnedBy {
        let line = EarnedLine { paid: Fen(points * 100 + 99), points_per_yuan: Multiplier::ONE };
        EarnedBy { lines: vec![line], multiplier: Multiplier::ONE, earned: Points(points) }
    }

    /// What was published of a ledger when it had so many entries, as the `n`-th anchor.
    fn proof(ledger: &Ledger, entries: usize, n: u32, since: u32) -> OwnProof {
        let card = ledger.number.as_str();
        let hash = entries.checked_sub(1).map_or_else(|| genesis(card), |last| ledger.entries[last].hash.clone());
        let head = Head { salt: "s", card, seq: i64::try_from(entries).unwrap(), hash: &hash };
        let leaves = [Hash::of("another"), head.leaf()];
        let (blocks, places) = ([block(&leaves)], places(2));
        let day = Day::new(2026, 11, 28).unwrap();
        let anchor = |n, heads| Anchor { n, day, at: Instant::UNIX_EPOCH, places, heads, causes: Hash::of("") };
        let mut log = WholeLog::default();
        (1..n).for_each(|n| log.push(&anchor(n, Hash::of(&n.to_string()))));
        let anchor = anchor(n, root(&blocks, places));
        log.push(&anchor);
        let head = OwnHead {
            in_log: log.path(&anchor).unwrap(),
            anchor,
            seq: head.seq,
            salt: "s".to_owned(),
            place: 1,
            in_tree: path(&leaves, &blocks, places, 1),
        };
        OwnProof { log: log.log(), continues: log.since(since).unwrap_or_default(), head: Some(head) }
    }

    /// Checks what was published when it had two entries.
    fn checked(ledger: &Ledger) -> Verdict {
        verdict(ledger, &proof(ledger, 2, 3, 0), None)
    }

    #[test]
    fn a_whole_ledger_comes_to_its_balance_and_lies_in_what_was_published() {
        let Verdict::Whole(whole) = checked(&ledger(&[100, -30, 20])) else { panic!("not whole") };
        assert_eq!((whole.entries, whole.sum, whole.ended, whole.sales), (3, Points(90), Points(0), 2));
        assert_eq!(whole.last.map(|last| last.chars().count()), Some(17));
        let day = Day::new(2026, 11, 28).unwrap();
        assert_eq!(whole.published, Published::Until { entries: 2, day, seen: 0 });
    }

    #[test]
    fn a_ledger_without_entries_is_whole_and_may_be_published_as_that() {
        let empty = ledger(&[]);
        let Verdict::Whole(whole) = verdict(&empty, &proof(&empty, 0, 1, 0), None) else { panic!("not whole") };
        assert_eq!((whole.entries, whole.last), (0, None));
        let nothing = OwnProof { head: None, ..proof(&empty, 0, 1, 0) };
        let Verdict::Whole(whole) = verdict(&empty, &nothing, None) else { panic!("not whole") };
        assert_eq!(whole.published, Published::NotYet);
    }

    #[test]
    fn one_changed_figure_breaks_the_chain_where_it_stands() {
        let mut ledger = ledger(&[100, -30, 20]);
        ledger.entries[1].points = Points(-3);
        assert_eq!(checked(&ledger), Verdict::Broken { seq: 2 });
    }

    #[test]
    fn a_balance_that_the_entries_do_not_come_to_is_told() {
        let unequal = Ledger { points: Points(91), ..ledger(&[100, -10]) };
        assert_eq!(checked(&unequal), Verdict::Unequal { sum: Points(90), points: Points(91) });
        let ended = |ledger: &Ledger| match checked(ledger) {
            Verdict::Whole(whole) => Some(whole.ended),
            _ => None,
        };
        let said = Ledger { points: Points(60), ended: Some(Points(30)), ..ledger(&[100, -10]) };
        assert_eq!(ended(&said), Some(Points(30)));
        // An export does not say what had ended; more than the entries come to cannot be.
        let exported = Ledger { points: Points(60), ended: None, ..ledger(&[100, -10]) };
        assert_eq!(ended(&exported), Some(Points(30)));
        let too_much = Ledger { points: Points(91), ended: None, ..ledger(&[100, -10]) };
        assert_eq!(checked(&too_much), Verdict::Unequal { sum: Points(90), points: Points(91) });
    }

    #[test]
    fn points_that_no_purchase_explains_are_told_however_the_chain_was_made() {
        let whole = || ledger(&[100, -30, 20]);
        let mut dearer = whole();
        dearer.sales[0].lines[0].paid = Fen(9_999);
        assert_eq!(checked(&dearer), Verdict::Unexplained);
        let mut missing = whole();
        missing.sales.pop();
        assert_eq!(checked(&missing), Verdict::Unexplained);
        let mut other = whole();
        other.sales[1] = sale(21);
        assert_eq!(checked(&other), Verdict::Unexplained);
    }

    #[test]
    fn a_past_rewritten_with_a_chain_that_is_whole_is_not_what_was_published() {
        let (before, after) = (ledger(&[100, -30, 20]), ledger(&[90, -30, 20]));
        assert_eq!(verdict(&after, &proof(&before, 2, 3, 0), None), Verdict::Rewritten);
        let shorter = ledger(&[100]);
        assert_eq!(verdict(&shorter, &proof(&before, 2, 3, 0), None), Verdict::Rewritten);
    }

    #[test]
    fn a_log_that_is_not_what_this_device_saw_is_told() {
        let ledger = ledger(&[100, -30]);
        let seen = proof(&ledger, 2, 2, 0).log;
        let Verdict::Rewritten = verdict(&ledger, &proof(&ledger, 2, 3, 2), Some(seen)) else {
            panic!("its second anchor is another one")
        };
        let before = proof(&ledger, 2, 3, 0).log;
        let Verdict::Whole(whole) = verdict(&ledger, &proof(&ledger, 2, 3, 3), Some(before)) else {
            panic!("not whole")
        };
        let Published::Until { seen: 3, .. } = whole.published else { panic!("{whole:?}") };
    }

    #[test]
    fn both_the_chain_and_an_export_are_read() {
        let chain =
            r#"{"number":"4006381333931","entries":[],"sales":[],"points":5,"ended":2,"now":"2026-01-02T03:04:05Z"}"#;
        let export = r#"{"card":{"number":"4006381333931","points":5,"tier":{}},"ledger":[],"receipts":[],"more":{"holidays":[]}}"#;
        let read = |text: &str| Ledger::from_json(&Json::parse(text)?);
        assert_eq!(read(chain).map(|ledger| ledger.ended), Some(Some(Points(2))));
        let export = read(export).unwrap();
        assert_eq!((export.points, export.ended, export.proof), (Points(5), None, None));
        assert!(read("{}").is_none());
    }
}
