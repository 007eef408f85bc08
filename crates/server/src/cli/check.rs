//! `check` and what every command does that reads a policy file.

use super::out::{Failure, say};
use shuke_rules::Policy;
use shuke_rules::policy::file::{self, Problem};
use std::path::Path;

/// Says everything that is wrong with a policy file.
pub fn check(path: &Path) -> Result<(), Failure> {
    let (policy, _) = read(path)?;
    say(format!(
        "{} is sound: {} ({}), {} shops, {} tiers, {} classes of goods.",
        path.display(),
        policy.brand.name.zh,
        policy.brand.name.en,
        policy.stores.len(),
        policy.tiers.len(),
        policy.earning.classes.len()
    ))
}

/// The policy in a file and its text.
pub fn read(path: &Path) -> Result<(Policy, String), Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::said(format!("error: {}: {error}", path.display())))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count();
        Failure::said(format!("{}:{line}: is not UTF-8\n  Save the file as UTF-8.", path.display()))
    })?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    match file::read(&text) {
        Ok(policy) => Ok((policy, text)),
        Err(problems) => Err(wrong(path, &problems)),
    }
}

/// Every problem of a file: where, what, and what to do.
pub fn wrong(path: &Path, problems: &[Problem]) -> Failure {
    let mut text: Vec<String> = problems.iter().map(|problem| told(path, problem)).collect();
    text.push(match problems.len() {
        1 => "1 problem.".to_owned(),
        count => format!("{count} problems."),
    });
    Failure::said(text.join("\n"))
}

fn told(path: &Path, problem: &Problem) -> String {
    let Problem { line, key, message, remedy } = problem;
    let key = if key.is_empty() { String::new() } else { format!("{key}: ") };
    format!("{}:{line}: {key}{message}\n  {remedy}", path.display())
}
