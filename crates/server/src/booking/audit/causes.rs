//! The entries of a member held against what moved points, both ways.

use super::Held;
use super::stored::{EntryRow, LotRow, MemberRow};
use crate::audit::{Amount, Cause, Range, Seen};
use shuke_rules::ledger::EntryKind;
use std::collections::HashMap;

/// What moved points.
pub struct Causes {
    /// By the key of the entry.
    by_key: HashMap<String, Cause>,
    /// The keys of entries that are there only where something was left to take, by member.
    at_most: HashMap<i64, Vec<String>>,
}

impl Causes {
    pub fn of(causes: Vec<Cause>) -> Self {
        let mut at_most: HashMap<i64, Vec<String>> = HashMap::new();
        for cause in causes.iter().filter(|cause| matches!(cause.points, Amount::AtMost(_))) {
            at_most.entry(cause.member).or_default().push(cause.key.clone());
        }
        Self { by_key: causes.into_iter().map(|cause| (cause.key.clone(), cause)).collect(), at_most }
    }

    /// Takes the causes of a member's entries away, and says where they disagree.
    pub fn compare(&mut self, member: &MemberRow, held: &Held, seen: &mut Seen) {
        for row in held.entries {
            let seq = row.entry.seq;
            let Some(cause) = self.by_key.remove(&row.entry.key) else {
                seen.wrong("ledger", &member.card, format!("entry {seq}: nothing is behind `{}`", row.entry.key));
                continue;
            };
            for what in disagree(&cause, row, held).into_iter().chain(elsewhere(&cause, member)) {
                seen.wrong(cause.table, &member.card, format!("entry {seq}, `{}`: {what}", row.entry.key));
            }
        }
        for key in self.at_most.remove(&member.id).unwrap_or_default() {
            let Some(cause) = self.by_key.get(&key).filter(|cause| !nothing_was_left(cause, held)) else { continue };
            seen.wrong(cause.table, &member.card, format!("`{key}`: it was undone, and nothing was taken back"));
        }
    }

    /// What moved points and stands in no ledger.
    pub fn left(self, range: &Range, seen: &mut Seen) {
        for cause in self.by_key.into_values().filter(|cause| matches!(cause.points, Amount::Exactly(_))) {
            let card = range.card(cause.member);
            seen.wrong(cause.table, card, format!("no entry of the ledger is for `{}`", cause.key));
        }
    }
}

/// Whether all that could be taken back had ended in the lot that it opened, and in those in its name.
fn nothing_was_left(cause: &Cause, held: &Held) -> bool {
    let (Amount::AtMost(most), Some(Some(id)), Some(at)) = (cause.points, cause.lot.map(|lot| lot.id), cause.at) else {
        return true;
    };
    let of_it = held.lots.iter().filter(|lot| lot.id == id || lot.origin == Some(id));
    let over = |lot: &LotRow| if lot.ends.is_some_and(|ends| ends <= at) { lot.left } else { 0 };
    of_it.map(|lot| lot.ended + over(lot)).sum::<i64>() >= most
}

fn elsewhere(cause: &Cause, member: &MemberRow) -> Option<String> {
    (cause.member != member.id).then(|| "it is for another member".to_owned())
}

/// What of an entry is not as its cause says.
fn disagree(cause: &Cause, row: &EntryRow, held: &Held) -> Vec<String> {
    let entry = &row.entry;
    let (at, shortfall) = (entry.at.timestamp_micros(), row.lot_points - entry.points.0);
    let told = |name: &str, own: i64, other: Option<i64>| {
        other.filter(|other| *other != own).map(|other| format!("{name} is {own}, and should be {other}"))
    };
    let mut wrong = Vec::new();
    if entry.kind != cause.kind {
        wrong.push(format!("it is `{}`, and should be `{}`", entry.kind.name(), cause.kind.name()));
    }
    if !cause.points.is(entry.points.0) {
        wrong.push(format!("{} points, but what it is for says otherwise ({:?})", entry.points.0, cause.points));
    }
    wrong.extend(told("`at`", at, cause.at));
    wrong.extend(told("`booked_at`", row.booked_at, cause.booked_at));
    wrong.extend(told("the rule version", entry.rule_version, cause.rule_version));
    wrong.extend(told("what was spent already", shortfall, cause.shortfall));
    if row.booked_at < at {
        wrong.push("it was booked before it happened".to_owned());
    }
    wrong.extend(lots(cause, row, held));
    wrong
}

/// What of the lots that an entry opened is not as its cause says.
fn lots(cause: &Cause, row: &EntryRow, held: &Held) -> Vec<String> {
    let mut wrong = Vec::new();
    let (seq, at) = (row.entry.seq, row.entry.at.timestamp_micros());
    let begin = held.lots.partition_point(|lot| lot.seq < seq);
    for lot in held.lots.iter().skip(begin).take_while(|lot| lot.seq == seq) {
        if lot.earned_at != at {
            wrong.push(format!("lot {} was earned at another time", lot.id));
        }
        let Some(known) = cause.lot.filter(|_| cause.kind != EntryKind::Returned) else { continue };
        if lot.ends != known.ends {
            wrong.push(format!("lot {} ends at {:?}, and should at {:?}", lot.id, lot.ends, known.ends));
        }
        if lot.sale != known.sale {
            wrong.push(format!("lot {} is of sale {:?}, and should be of {:?}", lot.id, lot.sale, known.sale));
        }
        if known.id.is_some_and(|id| id != lot.id) {
            wrong.push(format!("lot {} should be {:?}", lot.id, known.id));
        }
    }
    wrong
}
