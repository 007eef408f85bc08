//! What ran until each page could be used, kept as digests of what did not (`idle.txt`). What it does not know runs: a function that was
//! written since comes with the start until `cargo xtask profile` is asked again.

use super::whole::Whole;
use crate::{app::digest, place};
use anyhow::{Context as _, Result};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

const FILE: &str = "crates/xtask/src/app/cold/idle.txt";
const ABOUT: &str = "# What no page runs until it can be used, as digests of names, and of names with instructions. Written by `cargo xtask profile`.";
/// Digits of a digest, and digests of a line.
const DIGITS: usize = 8;
const LINE: usize = 16;

/// Which functions of a module ran: their numbers among those that it brings.
pub type Ran = BTreeSet<u32>;

#[derive(Default)]
pub struct Profile(BTreeSet<String>);

impl Profile {
    pub fn read() -> Result<Self> {
        let text = fs::read_to_string(file()).with_context(|| format!("cannot read {FILE}"))?;
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Ok(Self(lines.flat_map(str::split_whitespace).map(str::to_owned).collect()))
    }

    pub fn write(&self) -> Result<()> {
        let all: Vec<&str> = self.0.iter().map(String::as_str).collect();
        let lines: Vec<String> = all.chunks(LINE).map(|line| line.join(" ")).collect();
        fs::write(file(), format!("{ABOUT}\n{}\n", lines.join("\n"))).with_context(|| format!("cannot write {FILE}"))
    }

    /// Adds what did not run of a module.
    pub fn add(&mut self, module: &str, whole: &Whole<'_>, ran: &Ran) {
        let mut by_key = BTreeMap::<String, bool>::new();
        for (number, index) in (0..).zip(whole.defined()) {
            for key in keys(module, whole, index) {
                *by_key.entry(key).or_default() |= ran.contains(&number);
            }
        }
        self.0.extend(by_key.into_iter().filter_map(|(key, has_run)| (!has_run).then_some(key)));
    }

    /// Whether a function is known not to run: under its name, or, where others of that name do, by what it does.
    pub fn is_idle(&self, module: &str, whole: &Whole<'_>, index: u32) -> bool {
        keys(module, whole, index).iter().any(|key| self.0.contains(key))
    }

    /// How many per cent of what is in the file are not in these modules.
    pub fn age(&self, modules: &[(&str, &Whole<'_>)]) -> usize {
        let keys_of = |(module, whole): &(&str, &Whole<'_>)| {
            whole.defined().flat_map(|index| keys(module, whole, index)).collect::<Vec<_>>()
        };
        let known: BTreeSet<String> = modules.iter().flat_map(keys_of).collect();
        self.0.difference(&known).count() * 100 / self.0.len().max(1)
    }
}

fn file() -> PathBuf {
    place::root().join(FILE)
}

fn keys(module: &str, whole: &Whole<'_>, index: u32) -> Vec<String> {
    let (Some(name), Some(shape)) = (whole.name(index), whole.shape(index)) else { return Vec::new() };
    [format!("{module}\n{name}"), format!("{module}\n{name}\n{shape}")]
        .iter()
        .map(|key| digest(key.as_bytes())[..DIGITS].to_owned())
        .collect()
}
