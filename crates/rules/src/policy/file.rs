//! Reading a policy file and saying, all at once, what is wrong with it; comparing two policies.
//!
//! Owns what a file may hold and every message about it. What the values decide is elsewhere; what a
//! new policy means for members is the server's `plan`.

mod changes;
mod colour;
mod reference;
mod sections;
mod shape;
mod successor;
mod suggest;
mod syntax;
#[cfg(test)]
mod tests;
mod value;
mod walk;

pub use changes::changes;
pub use reference::reference;
pub use successor::successor_problems;

use crate::policy::Policy;
use core::fmt;
use sections::{POLICY, SECTIONS};
use serde::{Deserialize, Serialize};
use syntax::Lines;
use toml::Table;
use walk::Findings;

/// Something wrong with a policy file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// From 1.
    pub line: usize,
    /// Path of the key, such as `tiers[2].spend`; entries of lists count from 0. Empty where no key can be named.
    pub key: String,
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

/// `line 12: tiers[2].spend: … – remedy`
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, key, message, remedy } = self;
        let colon = if key.is_empty() { "" } else { ": " };
        write!(f, "line {line}: {key}{colon}{message} – {remedy}")
    }
}

/// Reads a whole policy file.
///
/// # Errors
/// Every problem that the file has, by line. Only a file that is not TOML at all is judged in two steps.
pub fn read(source: &str) -> Result<Policy, Vec<Problem>> {
    judged(source, |policy, findings| {
        for section in SECTIONS {
            (section.together)(policy, findings);
        }
    })
}

/// Reads a file that was found good when it was applied. What a later release demands of keys together is not asked: what is
/// in force, and what coupons and points were given under, stays readable.
///
/// # Errors
/// As [`read`], for keys that are not known or hold no value of their kind.
pub fn read_applied(source: &str) -> Result<Policy, Vec<Problem>> {
    judged(source, |_, _| ())
}

/// A problem with one value of a file that is sound by itself: what is wrong shows only beside it.
pub fn problem_with(source: &str, key: &str, message: String, remedy: String) -> Problem {
    let lines = Lines::new(source);
    let mut findings = Findings::new(&lines, Vec::new());
    findings.document(POLICY, &syntax::read(source, &lines).table);
    Problem { line: findings.line(key), key: key.to_owned(), message, remedy }
}

fn judged(source: &str, together: fn(&Policy, &mut Findings<'_>)) -> Result<Policy, Vec<Problem>> {
    let lines = Lines::new(source);
    let syntax = syntax::read(source, &lines);
    if !syntax.whole {
        return Err(syntax.problems);
    }
    let mut findings = Findings::new(&lines, syntax.problems);
    let mut table = findings.document(POLICY, &syntax.table);
    for section in SECTIONS {
        (section.readable)(&mut table, &mut findings);
    }
    let policy = typed(table);
    if let Ok(policy) = &policy {
        together(policy, &mut findings);
    }
    let problems = findings.into_problems();
    if problems.is_empty() { policy.map_err(|problem| vec![problem]) } else { Err(problems) }
}

fn typed(table: Table) -> Result<Policy, Problem> {
    table.try_into().map_err(|error: toml::de::Error| Problem {
        line: 1,
        key: String::new(),
        message: format!("cannot be read: {}", error.message()),
        remedy: "compare it with docs/policy.md".to_owned(),
    })
}
