//! PostgreSQL's programs: Debian's, of the newest version that is here. Runs none; says how they are run.

use super::apt;
use crate::proc;
use anyhow::{Context as _, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Debian keeps each version's programs in a folder of its own, not on the PATH.
const VERSIONS: &str = "/usr/lib/postgresql";
const NEEDED: [&str; 3] = ["initdb", "postgres", "pg_isready"];

/// The programs, and who may run them.
pub struct Postgres {
    folder: PathBuf,
    /// User and group that must run them in our place: PostgreSQL refuses to work as root.
    pub owner: Option<(u32, u32)>,
}

/// Found or brought in.
pub fn postgres() -> Result<Postgres> {
    let folder = if let Some(folder) = find() {
        folder
    } else {
        apt::install("PostgreSQL to test on", &["postgresql"])?;
        find()
            .with_context(|| format!("no PostgreSQL in {VERSIONS} or on the PATH after apt-get install postgresql"))?
    };
    let owner = if apt::is_root() { Some((id("-u")?, id("-g")?)) } else { None };
    Ok(Postgres { folder, owner })
}

impl Postgres {
    /// One of the programs as who may run it, as our own child, and ended when we are.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new("setpriv");
        if let Some((user, group)) = self.owner {
            command.args([format!("--reuid={user}"), format!("--regid={group}"), "--clear-groups".to_owned()]);
        }
        command.args(["--pdeathsig=INT", "--"]).arg(self.folder.join(program)).current_dir("/");
        command
    }
}

fn find() -> Option<PathBuf> {
    let debian = fs::read_dir(VERSIONS).into_iter().flatten().flatten().map(|entry| entry.path());
    let versions = debian.filter_map(|folder| Some((version(&folder)?, folder.join("bin"))));
    let newest = versions.filter(|(_, folder)| is_whole(folder)).max().map(|(_, folder)| folder);
    newest.or_else(|| {
        let folder = proc::which("postgres")?.parent()?.to_owned();
        is_whole(&folder).then_some(folder)
    })
}

/// `…/15` is 15, and newer than `…/9.6`.
fn version(folder: &Path) -> Option<u32> {
    folder.file_name()?.to_str()?.split('.').next()?.parse().ok()
}

fn is_whole(folder: &Path) -> bool {
    NEEDED.iter().all(|program| folder.join(program).is_file())
}

fn id(of: &str) -> Result<u32> {
    let text = proc::output(Command::new("id").args([of, "postgres"]))
        .context("PostgreSQL does not work as root and there is no user “postgres”: apt-get install postgresql")?;
    Ok(text.trim().parse()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_is_found_by_number_and_not_by_letters() {
        let newest = ["/p/9.6", "/p/15", "/p/8.4", "/p/common"].iter().filter_map(|path| version(path.as_ref())).max();
        assert_eq!(newest, Some(15));
    }
}
