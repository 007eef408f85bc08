//! Where fonts come from: the files that are named, or what the machine has.

use crate::cli::out::Failure;
use crate::given;
use crate::printing::fonts::{Font, Fonts, NoFonts};
use std::env;
use std::path::{Path, PathBuf};

/// The largest file of fonts; those with all of Chinese have some twenty megabytes.
const MOST_BYTES: u64 = 128 << 20;
/// Folders in folders, as deep as systems nest them.
const DEPTH: usize = 6;

/// The fonts to print with.
pub fn fonts(named: &[PathBuf]) -> Result<Fonts, Failure> {
    if named.is_empty() {
        return Fonts::found(installed(&places())).map_err(Failure::from);
    }
    let read = |file: &PathBuf| {
        let failed = |why: &str| Failure::said(format!("error: --font {}: {why}", file.display()));
        let bytes = given::read(file, MOST_BYTES).map_err(|error| failed(&error.to_string()))?;
        let fonts = Font::all(bytes);
        if fonts.is_empty() { Err(failed("is no font with outlines (.ttf, .otf, .ttc)")) } else { Ok(fonts) }
    };
    let files = named.iter().map(read).collect::<Result<_, _>>()?;
    Ok(Fonts::named(files)?)
}

/// Where systems keep their fonts.
fn places() -> Vec<PathBuf> {
    let home = env::var_os("HOME").map(PathBuf::from);
    let below = |folder: &str| home.as_ref().map(|home| home.join(folder));
    let own = env::var_os("XDG_DATA_HOME").map(|data| PathBuf::from(data).join("fonts"));
    let everybody = ["/usr/local/share/fonts", "/usr/share/fonts", "/Library/Fonts", "/System/Library/Fonts"];
    let windows = env::var_os("WINDIR").map(|windows| PathBuf::from(windows).join("Fonts"));
    [own, below(".local/share/fonts"), below(".fonts"), below("Library/Fonts"), windows]
        .into_iter()
        .flatten()
        .chain(everybody.map(PathBuf::from))
        .collect()
}

/// Every font in these folders that can be read.
fn installed(places: &[PathBuf]) -> Vec<Font> {
    let mut files = Vec::new();
    for place in places {
        collect(place, DEPTH, &mut files);
    }
    files.sort();
    files.dedup();
    files.iter().filter_map(|file| given::read(file, MOST_BYTES).ok()).flat_map(Font::all).collect()
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let is_font = path
            .extension()
            .and_then(|ending| ending.to_str())
            .is_some_and(|ending| ["ttf", "otf", "ttc", "otc"].iter().any(|known| ending.eq_ignore_ascii_case(known)));
        if path.is_dir() {
            collect(&path, depth, files);
        } else if is_font {
            files.push(path);
        }
    }
}

impl From<NoFonts> for Failure {
    fn from(why: NoFonts) -> Self {
        let remedy = "install one (Debian: fonts-noto-cjk), or name one with --font FILE";
        Self::said(match why {
            NoFonts::NoneFound => format!("No font with Chinese characters was found on this machine:\n  {remedy}."),
            NoFonts::NotChinese(names) => {
                format!("{} has no Chinese characters:\n  {remedy}.", names.join(", "))
            }
            NoFonts::Restricted(name) => {
                format!("The maker of {name} does not allow it to be put into documents:\n  {remedy}.")
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_there_is_no_font_that_is_said_with_the_remedy() {
        let nowhere = env::temp_dir().join("shuke-no-fonts-here");
        assert_eq!(Fonts::found(installed(&[nowhere])).unwrap_err(), NoFonts::NoneFound);
        let Failure::Said(said) = Failure::from(NoFonts::NoneFound) else { panic!() };
        assert!(said.contains("fonts-noto-cjk") && said.contains("--font FILE"), "{said}");
    }

    #[test]
    fn what_the_machine_has_is_one_family_of_the_mainland_regular_and_bold() {
        let fonts = Fonts::found(installed(&places())).unwrap();
        let names = fonts.names();
        assert!(names.iter().any(|name| name.contains("Bold")) && names.len() >= 2, "{names:?}");
        assert!(names.iter().all(|name| name.contains("SC")), "{names:?}");
    }
}
