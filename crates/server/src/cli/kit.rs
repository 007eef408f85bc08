//! `check`'s look at a brand's art kit: where the drawings lie, and what is printed of them.

use super::check::wrong;
use super::out::{Failure, say};
use crate::given;
use crate::operator::kits::{Note, notes};
use crate::operator::policy::Sound;
use shuke_rules::policy::file::problem_with;
use std::collections::BTreeMap;
use std::fs::read_dir;
use std::io;
use std::path::{Path, PathBuf};

/// Where the built app lies if nobody says where.
const APP: &str = "dist";
/// The largest file that is read to be judged.
const MOST_BYTES: u64 = 4 << 20;

/// What was found.
pub enum Kit {
    /// The brand has none: its pages show the plain one.
    Unnamed,
    /// There is no app beside the file, and none was named.
    NotLooked,
    Looked {
        folder: PathBuf,
        drawings: usize,
        notes: Vec<Note>,
    },
}

/// Looks at the kit that a policy names.
pub fn look(path: &Path, sound: &Sound, app: Option<&Path>) -> Result<Kit, Failure> {
    let name = &sound.policy.brand.look.art;
    if name.is_empty() {
        return Ok(Kit::Unnamed);
    }
    let art = app.unwrap_or(Path::new(APP)).join("art");
    let kits = match folders(&art) {
        Ok(kits) => kits,
        Err(_) if app.is_none() => return Ok(Kit::NotLooked),
        Err(error) => {
            let remedy = "--app names where the built app lies";
            return Err(Failure::said(format!("error: {}: {error}\n  {remedy}.", art.display())));
        }
    };
    if !kits.contains(name) {
        return Err(Failure::Said(unknown(path, &sound.source, name, &art, &kits)));
    }
    let folder = art.join(name);
    let found = drawings(&folder)?;
    Ok(Kit::Looked { drawings: found.len(), notes: notes(&sound.policy, &found), folder })
}

/// Prints what was found.
pub fn tell(kit: &Kit) -> Result<(), Failure> {
    match kit {
        Kit::Unnamed => say("It names no art kit: pages show the plain one."),
        Kit::NotLooked => say(format!(
            "Its art kit was not looked at: there is no ./{APP} here; --app names where the built app lies."
        )),
        Kit::Looked { folder, drawings, notes } if notes.is_empty() => {
            say(format!("Its art kit, {}, is complete: {drawings} drawings.", folder.display()))
        }
        Kit::Looked { folder, notes, .. } => {
            say(format!("Its art kit, {}:", folder.display()))?;
            notes.iter().try_for_each(|Note { drawing, what }| say(format!("  {drawing} {what}")))?;
            say(match notes.len() {
                1 => "1 drawing to look after.".to_owned(),
                count => format!("{count} drawings to look after."),
            })
        }
    }
}

fn unknown(path: &Path, source: &str, name: &str, art: &Path, kits: &[String]) -> String {
    let message = format!("there is no folder `{name}` in {}", art.display());
    let remedy = format!("name one that is there ({}), or put its drawings there (docs/look.md)", kits.join(", "));
    wrong(path, &[problem_with(source, "brand.look.art", message, remedy)])
}

/// The names of the folders in a folder, in order.
fn folders(art: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in read_dir(art)? {
        let entry = entry?;
        if entry.path().is_dir() {
            names.extend(entry.file_name().into_string());
        }
    }
    names.sort();
    Ok(names)
}

/// The drawings in a folder.
fn drawings(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut found = BTreeMap::new();
    for entry in read_dir(folder).map_err(|error| cannot(folder, &error))? {
        let path = entry.map_err(|error| cannot(folder, &error))?.path();
        let is_drawing = path.extension().is_some_and(|ending| ending == "svg");
        if let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(|_| is_drawing) {
            found.insert(name.to_owned(), given::read(&path, MOST_BYTES).map_err(|error| cannot(&path, &error))?);
        }
    }
    Ok(found)
}

fn cannot(path: &Path, error: &io::Error) -> Failure {
    Failure::said(format!("error: {}: {error}", path.display()))
}
