//! What a policy file may hold, feature by feature: each says its keys and judges them in a file of its own, and is one line of
//! [`SECTIONS`]. What is read, what is refused and what `docs/policy.md` lists all come from here. Tests hold it against the
//! types in [`crate::policy`].
//!
//! What a single value looks like is judged before, in [`super::value`].

mod boards;
mod brand;
mod categories;
mod check_in;
mod commission;
mod consents;
mod coupons;
mod days;
mod expiry;
mod holidays;
mod item_codes;
mod known;
mod ladder;
mod mall;
mod pricing;
mod referral;
mod stores;
mod tasks;

use super::shape::Key;
use super::walk::Findings;
use crate::policy::Policy;
use crate::time::Day;
use toml::Table;

/// A feature's part of the file.
pub struct Section {
    /// Its keys at the top of the file.
    pub keys: &'static [Key],
    /// Sees to it that the types can read what no single key decides, with a problem for each.
    pub readable: fn(&mut Table, &mut Findings<'_>),
    /// Judges values that depend on each other: thresholds that rise, ids that are unique, classes that exist.
    pub together: fn(&Policy, &mut Findings<'_>),
    /// Judges what a policy must keep from the one that is in force.
    pub follows: fn(&Following<'_>, &mut Findings<'_>),
}

impl Section {
    /// One about which there is nothing more to say than its keys do.
    const PLAIN: Self = Self { keys: &[], readable: |_, _| (), together: |_, _| (), follows: |_, _| () };
}

/// A policy that is to follow another one today.
pub struct Following<'a> {
    pub old: &'a Policy,
    pub new: &'a Policy,
    pub today: Day,
}

/// Every feature's, in the order of the documents. What one finds wrong excuses what hangs on it in those after it.
pub const SECTIONS: &[Section] = &[
    brand::SECTION,
    stores::SECTION,
    ladder::SECTION,
    expiry::SECTION,
    check_in::SECTION,
    tasks::SECTION,
    mall::SECTION,
    categories::SECTION,
    item_codes::SECTION,
    pricing::SECTION,
    coupons::SECTION,
    boards::SECTION,
    referral::SECTION,
    commission::SECTION,
    consents::SECTION,
    holidays::SECTION,
];

/// The keys of the whole file.
pub const POLICY: &[Key] = &{
    let mut keys = [SECTIONS[0].keys[0]; KEYS];
    let (mut section, mut count) = (0, 0);
    while section < SECTIONS.len() {
        let mut at = 0;
        while at < SECTIONS[section].keys.len() {
            keys[count] = SECTIONS[section].keys[at];
            (at, count) = (at + 1, count + 1);
        }
        section += 1;
    }
    keys
};

const KEYS: usize = {
    let (mut section, mut count) = (0, 0);
    while section < SECTIONS.len() {
        count += SECTIONS[section].keys.len();
        section += 1;
    }
    count
};
