//! Days that a policy must have in order.

use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;
use crate::time::Day;

/// The first day is not after the last.
pub fn days(from: Option<Day>, until: Option<Day>, path: &str, findings: &mut Findings<'_>) {
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        let message = format!("is before the first day, {from}");
        findings.add(&format!("{path}.until"), refuse(message, format!("write {from} or later")));
    }
}

/// The same of days that every such thing has.
pub fn period(path: &str, (from, until): (Day, Day), findings: &mut Findings<'_>) {
    if !findings.doubts(&format!("{path}.from")) && !findings.doubts(&format!("{path}.until")) {
        days(Some(from), Some(until), path, findings);
    }
}

/// Each of `list` has a later day than the one before.
pub fn in_order<T: PartialOrd>(days: impl Iterator<Item = T>, list: &str, findings: &mut Findings<'_>) {
    let mut last = None;
    for (at, day) in days.enumerate() {
        if last.as_ref().is_some_and(|last| day <= *last) {
            let remedy = "put them in order, each day once";
            findings.add(&format!("{list}[{at}].day"), refuse("is not after the one before it", remedy));
        }
        last = Some(day);
    }
}
