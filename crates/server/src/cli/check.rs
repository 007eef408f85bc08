//! `check`, and what every command does that reads a policy file.

use super::kit;
use super::out::{Failure, say};
use crate::given;
use crate::operator::policy::{self, CannotFollow, Sound, Unsound};
use shuke_rules::policy::file::Problem;
use std::path::Path;

/// The longest policy file.
const MOST_BYTES: u64 = 4 << 20;

/// Says everything that is wrong with a policy file; of a sound one, what its art kit lacks. `app`: where the built app lies.
pub fn check(path: &Path, app: Option<&Path>) -> Result<(), Failure> {
    let sound = read(path)?;
    let kit = kit::look(path, &sound, app)?;
    let policy = &sound.policy;
    say(format!(
        "{} is sound: {} ({}), {} shops, {} tiers, {} classes of goods.",
        path.display(),
        policy.brand.name.zh,
        policy.brand.name.en,
        policy.stores.len(),
        policy.tiers.len(),
        policy.earning.classes.len()
    ))?;
    kit::tell(&kit)
}

/// The policy in a file and its text.
pub fn read(path: &Path) -> Result<Sound, Failure> {
    let bytes =
        given::read(path, MOST_BYTES).map_err(|error| Failure::said(format!("error: {}: {error}", path.display())))?;
    policy::check(&bytes).map_err(|unsound| match unsound {
        Unsound::NotUtf8 { line } => {
            Failure::said(format!("{}:{line}: is not UTF-8\n  Save the file as UTF-8.", path.display()))
        }
        Unsound::Problems(problems) => Failure::Said(wrong(path, &problems)),
    })
}

/// Why it cannot follow.
pub fn cannot_follow(path: &Path, CannotFollow(problems): &CannotFollow) -> String {
    wrong(path, problems)
}

/// Every problem of a file: where, what, and what to do.
pub fn wrong(path: &Path, problems: &[Problem]) -> String {
    let mut text: Vec<String> = problems.iter().map(|problem| told(path, problem)).collect();
    text.push(match problems.len() {
        1 => "1 problem.".to_owned(),
        count => format!("{count} problems."),
    });
    text.join("\n")
}

fn told(path: &Path, problem: &Problem) -> String {
    let Problem { line, key, message, remedy } = problem;
    let key = if key.is_empty() { String::new() } else { format!("{key}: ") };
    format!("{}:{line}: {key}{message}\n  {remedy}", path.display())
}
