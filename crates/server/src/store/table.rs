//! How each table is proven, column by column, as its owner states it. `docs/operator.md` has its list from here.

use super::Seal;

/// How a column is proven. A column that is named by no proof is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It is computed anew, from this.
    By(&'static str),
    /// A part of what could be changed in it is found, by this; the rest is not, because of that.
    Partly(&'static str, &'static str),
    /// It is not proven, for this reason.
    Not(&'static str),
}

/// How it is found that a row is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// They are numbered in this column, 1, 2, 3 … by the counter of the table: a gap is a deletion.
    Numbered(&'static str),
    /// Something else names each.
    By(&'static str),
    /// Some are named by something else, the others are not.
    Partly(&'static str, &'static str),
    /// It is not found, for this reason.
    Not(&'static str),
}

/// A table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub name: &'static str,
    pub seal: Option<&'static Seal>,
    pub rows: Rows,
    /// Columns that are proven otherwise than by the seal, or not at all.
    pub columns: &'static [(&'static str, Proof)],
}

impl Table {
    /// The columns that only the seal proves.
    pub fn sealed_columns(&self) -> Vec<&'static str> {
        let otherwise = |name: &&str| !self.columns.iter().any(|(column, _)| column == name);
        self.seal.iter().flat_map(|seal| seal.names()).filter(otherwise).collect()
    }
}
