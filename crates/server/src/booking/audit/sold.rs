//! Sales computed anew: what their lines come to, what they earned under their rule version, and what refunds left of them.

use super::Held;
use super::stored::{SaleRow, Stored};
use crate::audit::{Amount, Cause, Lot, Range, Seen};
use crate::booking::StoredLine;
use crate::policies::{Rulebook, instant};
use shuke_contract::till::RefundLine;
use shuke_rules::earning::Line;
use shuke_rules::ledger::{EntryKind, Key, SaleKey};
use shuke_rules::{Day, Multiplier};
use std::collections::BTreeMap;

/// Adds the entry that each sale of the range asks for, and says what of a sale does not add up.
pub fn causes(stored: &Stored, range: &Range, seen: &mut Seen) {
    for member in &stored.members {
        let held = stored.of(member.id);
        for sale in held.sales {
            let ends = sale.points_until.as_deref().and_then(Day::parse).map(|day| range.rulebook.zone().end_of(day));
            seen.causes.extend((sale.earned > 0).then(|| Cause {
                member: member.id,
                key: Key::Sale(&sale.key).to_string(),
                kind: EntryKind::Earned,
                points: Amount::Exactly(sale.earned),
                at: Some(sale.at),
                booked_at: Some(sale.booked_at),
                rule_version: Some(sale.rule_version),
                lot: Some(Lot { id: None, sale: Some(sale.id), ends: ends.map(|ends| ends.timestamp_micros()) }),
                shortfall: None,
                table: "sales",
            }));
            for what in wrong(sale, &held, &range.rulebook) {
                seen.wrong("sales", &sale.key, what);
            }
        }
    }
}

fn wrong(sale: &SaleRow, held: &Held, rulebook: &Rulebook) -> Vec<String> {
    let (Ok(lines), Ok(at)) = (StoredLine::read_all(&sale.lines), instant(sale.at)) else {
        return vec!["its lines or its time cannot be read".to_owned()];
    };
    let (version, day) = (rulebook.version(sale.rule_version), rulebook.zone().day_of(at));
    let until = version.policy.expiry.last_day(day).filter(|_| sale.earned > 0).map(|day| day.to_string());
    let sums: (i64, i64, i64) = (
        lines.iter().map(|line| line.list.0).sum(),
        lines.iter().map(|line| line.paid.0).sum(),
        lines.iter().map(|line| line.points.0).sum(),
    );
    let checks = [
        (sale.day == day.to_string(), "its day is not that of its time"),
        (rulebook.at(at).id == sale.rule_version, "its rule version was not in force"),
        (sums == (sale.list, sale.paid, sale.earned), "its lines do not come to its sums"),
        (sale.points_until == until, "its points last until another day"),
        (is_of_its_key(sale), "its key is not that of its shop and number"),
        (earns(sale, &lines, rulebook), "its lines earn something else under its rule version"),
        (came_back(sale, held) == returned(&lines), "what came back of its lines is not what its refunds say"),
    ];
    checks.into_iter().filter(|(holds, _)| !holds).map(|(_, what)| what.to_owned()).collect()
}

fn is_of_its_key(sale: &SaleRow) -> bool {
    match SaleKey::parse(&sale.key) {
        Some(SaleKey::Till { store, number }) => sale.store.as_deref() == Some(store) && number == sale.number,
        Some(SaleKey::Import { day, paid, .. }) => day.to_string() == sale.day && paid.0 == sale.paid,
        _ => true,
    }
}

/// Whether the lines earn what is noted, with the multiplier of the tier that is noted.
fn earns(sale: &SaleRow, lines: &[StoredLine], rulebook: &Rulebook) -> bool {
    let rules = &rulebook.version(sale.rule_version).rules;
    let tier = rules.tiers.iter().find(|tier| tier.id.0 == sale.tier).or_else(|| rules.tiers.first());
    let multiplier = tier.map_or(Multiplier::ONE, |tier| tier.multiplier);
    let plain: Vec<Line> =
        lines.iter().map(|line| Line { class: line.class.clone(), list: line.list, paid: line.paid }).collect();
    let same = |earned: shuke_rules::earning::Earned| {
        earned.points.0 == sale.earned
            && earned.lines.iter().zip(lines).all(|(earned, line)| {
                (earned.points, earned.points_per_yuan) == (line.points, line.points_per_yuan)
                    && earned.reason == line.reason
            })
    };
    multiplier.to_string() == sale.multiplier && rules.earning.earn(multiplier, &plain).is_ok_and(same)
}

/// What refunds say came back of each line: how much, and whether it came back for nothing.
fn came_back(sale: &SaleRow, held: &Held) -> BTreeMap<usize, (i64, bool)> {
    let mut back: BTreeMap<usize, (i64, bool)> = BTreeMap::new();
    for refund in held.refunds.iter().filter(|refund| refund.sale == sale.id) {
        let lines: Vec<RefundLine> = serde_json::from_str(&refund.lines).unwrap_or_default();
        for line in lines {
            let sum = back.entry(line.line).or_default();
            *sum = (sum.0 + line.amount.0, sum.1 || line.amount.is_zero());
        }
    }
    back
}

fn returned(lines: &[StoredLine]) -> BTreeMap<usize, (i64, bool)> {
    let of = |line: &StoredLine| (line.refunded.0, line.came_back);
    lines.iter().map(of).enumerate().filter(|(_, back)| *back != (0, false)).collect()
}
