//! `apply`: a policy file becomes the rule version in force.

use super::check::{cannot_follow, read};
use super::out::{Failure, count, say};
use crate::operator::policy::{self, Applied};
use crate::operator::{Desk, NotDone};
use std::path::Path;

pub async fn apply(desk: &Desk, path: &Path) -> Result<(), Failure> {
    let sound = read(path)?;
    let applied = policy::apply(desk, &sound).await.map_err(|why| match why {
        NotDone::Refused(why) => {
            let why = cannot_follow(path, &why);
            Failure::said(format!("{why}\nNothing was applied: it cannot follow the policy in force."))
        }
        NotDone::Failed(error) => error.into(),
    })?;
    match applied {
        Applied::First => say("Rule version 1 is in force."),
        Applied::Nothing { version } => {
            say(format!("Nothing new: rule version {version} is in force and says the same."))
        }
        Applied::Version { version, changes } => {
            changes.iter().try_for_each(|change| say(format!("  {change}")))?;
            say(format!("Rule version {version} is in force ({} changes).", count(changes.len() as u64)))
        }
    }
}
