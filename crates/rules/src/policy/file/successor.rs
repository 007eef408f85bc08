//! What a policy must keep from the one that is in force, because members, cards and printed codes rest on it.

use super::sections::{Following, POLICY, SECTIONS};
use super::walk::Findings;
use super::{Lines, Problem, syntax};
use crate::policy::Policy;
use crate::time::Day;

/// Why `new` cannot follow `old` today, by line of `source`, the file that `new` was read from. Empty when it can.
pub fn successor_problems(old: &Policy, new: &Policy, source: &str, today: Day) -> Vec<Problem> {
    let lines = Lines::new(source);
    let mut findings = Findings::new(&lines, Vec::new());
    findings.document(POLICY, &syntax::read(source, &lines).table);
    for section in SECTIONS {
        (section.follows)(&Following { old, new, today }, &mut findings);
    }
    findings.into_problems()
}
