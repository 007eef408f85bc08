//! What a start does not run comes after it. A module is cut in two by a profile: what was run until the page could be used, and the rest, which
//! fills a file of its own. Who calls a function of the rest calls a stub in its place; the stub asks for the file if it is not there yet, and goes
//! on through the table, where the rest has put itself (docs/decisions/036-what-a-start-does-not-run.md).

mod first;
mod later;
mod mark;
mod profile;
mod script;
mod whole;

pub use mark::marked;
pub use profile::{Profile, Ran};
pub use script::{MARKS, join, loader, marks};
pub use whole::Whole;

use anyhow::{Context as _, Result};
use std::collections::{BTreeMap, BTreeSet};

/// What the first half asks of its script: to bring the rest, now.
pub const BRING: &str = "$rest";
/// Whom the rest asks for everything: the first half.
const OTHER: &str = "$";

/// A function that is smaller stays: what stands for it, and what names it, would be as large. Bytes.
const WORTH: usize = 48;

/// Both halves of a module.
pub struct Halves {
    pub first: Vec<u8>,
    pub later: Vec<u8>,
    /// The first place of the table that is nobody's.
    pub end: u32,
}

/// Which function is where.
struct Cut {
    /// Those of the rest.
    later: BTreeSet<u32>,
    /// Those of the rest that the first half names, each with its place in the table.
    stubs: BTreeMap<u32, u32>,
    /// The first of these places, and the first behind them.
    from: u32,
    end: u32,
}

/// `waits`: whether a start does not run a function. `from`: the first place of the table that is the rest's. `from_script`: the module that the
/// script stands for.
pub fn halves(whole: &Whole<'_>, waits: impl Fn(u32) -> bool, from: u32, from_script: &str) -> Result<Halves> {
    let later = rest(whole, waits);
    let stubs: BTreeMap<u32, u32> = named(whole, &later).into_iter().zip(from..).collect();
    let end = from + u32::try_from(stubs.len())?;
    let cut = Cut { later, stubs, from, end };
    let (asked, later) = later::module(whole, &cut).context("the rest of a module")?;
    let first = first::module(whole, &cut, &asked, from_script).context("what a module starts with")?;
    Ok(Halves { first, later, end })
}

/// What can wait: what the profile says does, but for what moves whole segments of data, and what is not worth it.
fn rest(whole: &Whole<'_>, waits: impl Fn(u32) -> bool) -> BTreeSet<u32> {
    let can_wait = |index: &u32| waits(*index) && !whole.moves_segments(*index) && whole.size(*index) >= WORTH;
    whole.defined().filter(can_wait).collect()
}

/// Those of the rest that what comes first calls, gives out or puts into the table.
fn named(whole: &Whole<'_>, later: &BTreeSet<u32>) -> BTreeSet<u32> {
    let by_code = whole.defined().filter(|index| !later.contains(index)).flat_map(|index| whole.called(index));
    by_code.chain(whole.given().iter()).copied().filter(|index| later.contains(index)).collect()
}

#[cfg(test)]
mod tests;
