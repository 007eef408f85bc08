//! `[[holidays]]`: their keys, and that their days are in order.

use super::{Section, days};
use crate::policy::Policy;
use crate::policy::file::shape::Need::{Default, Required};
use crate::policy::file::shape::Shape::{self, List, Table, Text};
use crate::policy::file::shape::{Key, key};
use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;

pub const SECTION: Section = Section {
    keys: &[key(
        "holidays",
        Default("[]"),
        List(&Table(HOLIDAY), 0, 60),
        "[[holidays]]",
        "Days on which the brand greets its members, on the card and in the inbox.",
    )],
    together: holidays,
    ..Section::PLAIN
};

const HOLIDAY: &[Key] = &[
    key("name", Required, Text(24), "{ zh = \"元旦\", en = \"New Year's Day\" }", "What is celebrated."),
    key("greeting", Required, Text(80), "{ zh = \"新年快乐\", en = \"Happy New Year\" }", "What members read."),
    key("from", Required, Shape::Day, "\"2027-01-01\"", "The first day."),
    key("until", Required, Shape::Day, "\"2027-01-03\"", "The last day."),
];

fn holidays(policy: &Policy, findings: &mut Findings<'_>) {
    let all = policy.holidays.iter().flat_map(|holidays| &holidays.0);
    let mut last = None;
    for (at, holiday) in all.enumerate() {
        let path = format!("holidays[{at}]");
        days::period(&path, (holiday.from, holiday.until), findings);
        if last.is_some_and(|last| holiday.from <= last) && !findings.doubts(&format!("{path}.from")) {
            let remedy = "put them in order; no two share a day";
            findings.add(&format!("{path}.from"), refuse("is not after the holiday before it", remedy));
        }
        last = Some(holiday.until);
    }
}
