//! The first file and what parts share, each in two: what runs until a page can be used, and the rest (`cold`). Or, for the profile, whole and
//! with marks.

use super::{
    cold::{self, Profile, Whole},
    common, names,
    split::{optimise, work},
};
use anyhow::{Context as _, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What becomes of the two.
#[derive(Clone, Copy)]
pub enum How<'a> {
    Cut(&'a Profile),
    Marked,
}

/// The first file, and others by name.
pub struct Made {
    pub first: Vec<u8>,
    pub others: Vec<(String, Vec<u8>)>,
}

/// What the profile and the script call the two.
pub const NAMES: [&str; 2] = ["first", common::NAME];
/// The files with the other halves.
pub const RESTS: [&str; 2] = ["rest", "rest_common"];

pub fn make(files: [&Path; 2], how: How<'_>) -> Result<Made> {
    let [first, shared] = named(files)?;
    let [first, shared] = [Whole::read(&first)?, Whole::read(&shared)?];
    let scripts = [names::MODULE, common::FIRST];
    match how {
        How::Marked => {
            let [mark, shared_mark] = cold::MARKS;
            let shared = cold::marked(&shared, scripts[1], shared_mark)?;
            Ok(Made { first: cold::marked(&first, scripts[0], mark)?, others: vec![(common::NAME.to_owned(), shared)] })
        }
        How::Cut(profile) => {
            let waits = |number: usize, whole, index| profile.is_idle(NAMES[number], whole, index);
            // The table is the first file's: after its own places come those of the two rests.
            let begins = u32::try_from(first.tables.first().context("no table")?.initial)?;
            let shared = cold::halves(&shared, |index| waits(1, &shared, index), begins, scripts[1])?;
            let first = cold::halves(&first, |index| waits(0, &first, index), shared.end, scripts[0])?;
            let smaller = |name: &str, module: &[u8]| -> Result<Vec<u8>> {
                let file = work().join(format!("{name}.half.wasm"));
                fs::write(&file, module)?;
                optimise(&file, &file, &[])?;
                Ok(fs::read(&file)?)
            };
            let others = [(common::NAME, shared.first), (RESTS[0], first.later), (RESTS[1], shared.later)];
            let others = others.into_iter().map(|(name, module)| Ok((name.to_owned(), smaller(name, &module)?)));
            Ok(Made { others: others.collect::<Result<_>>()?, first: smaller("first", &first.first)? })
        }
    }
}

/// One of the two as it is before it is cut, optimised and with names: what a profile is about.
pub fn before(name: &str) -> PathBuf {
    work().join(format!("{name}.named.wasm"))
}

fn named(files: [&Path; 2]) -> Result<[Vec<u8>; 2]> {
    let [first, shared] = NAMES.map(before);
    for (from, to) in files.into_iter().zip([&first, &shared]) {
        optimise(from, to, &["--debuginfo"])?;
    }
    Ok([fs::read(first)?, fs::read(shared)?])
}
