//! What an audit is made of: how the columns of a table are proven, which entry of the ledger a row stands behind, and what was
//! found. Each owner of tables states it in a value, [`Audit`], and brings the checks that know its rows; `operator::audit` decides
//! who is looked at.

use crate::policies::Rulebook;
use crate::store::table::Table;
use crate::store::{Conn, Work};
use shuke_rules::Day;
use shuke_rules::ledger::EntryKind;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Looks at what belongs to a range of members.
pub type OfMembers = for<'c> fn(&'c mut Conn, &'c Range, &'c mut Seen) -> Work<'c, ()>;
/// Looks at what belongs to nobody, or to everybody.
pub type OfAll = for<'c> fn(&'c mut Conn, &'c Rulebook, &'c mut Seen) -> Work<'c, ()>;

/// How the tables of one owner are audited.
#[derive(Clone, Copy)]
pub struct Audit {
    pub tables: &'static [Table],
    pub members: Option<OfMembers>,
    pub all: Option<OfAll>,
}

impl Audit {
    /// Of tables for which their statement says everything.
    pub const fn of(tables: &'static [Table]) -> Self {
        Self { tables, members: None, all: None }
    }
}

/// Something that does not add up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub table: &'static str,
    /// The card of the member whose row it is, or what names the row.
    pub of: String,
    pub what: String,
}

impl Finding {
    #[expect(clippy::needless_pass_by_value, reason = "a card, a name or a number, as it comes")]
    pub fn new(table: &'static str, of: impl ToString, what: impl Into<String>) -> Self {
        Self { table, of: of.to_string(), what: what.into() }
    }
}

/// A range of members that is looked at, with what their owners know of them and their sales.
pub struct Range {
    pub from: i64,
    pub to: i64,
    pub rulebook: Arc<Rulebook>,
    pub members: BTreeMap<i64, Member>,
    pub sales: BTreeMap<i64, Sale>,
}

/// A member of the range.
pub struct Member {
    pub card: String,
    pub joined: Day,
}

/// A sale of the range.
pub struct Sale {
    pub member: i64,
    pub key: String,
    /// In microseconds.
    pub booked_at: i64,
    /// The keys of its refunds.
    pub refunds: Vec<String>,
}

impl Range {
    /// The card of a member, or their number where there is none.
    pub fn card(&self, member: i64) -> String {
        self.members.get(&member).map_or_else(|| format!("member {member}"), |member| member.card.clone())
    }
}

/// What the checks of a range come to.
#[derive(Default)]
pub struct Seen {
    pub causes: Vec<Cause>,
    pub findings: Vec<Finding>,
    /// The rows of each table that were looked at.
    pub rows: BTreeMap<&'static str, u64>,
}

impl Seen {
    pub fn wrong(&mut self, table: &'static str, of: impl ToString, what: impl Into<String>) {
        self.findings.push(Finding::new(table, of, what));
    }

    /// Counts rows that were looked at.
    pub fn count(&mut self, table: &'static str, rows: usize) {
        *self.rows.entry(table).or_default() += rows as u64;
    }

    /// Both together.
    pub fn and(&mut self, other: Self) {
        self.causes.extend(other.causes);
        self.findings.extend(other.findings);
        for (table, rows) in other.rows {
            *self.rows.entry(table).or_default() += rows;
        }
    }
}

/// Something that moved points: the entry of the ledger that must stand for it, and that stands for nothing else.
#[derive(Clone, Debug)]
pub struct Cause {
    pub member: i64,
    /// The natural key of the entry.
    pub key: String,
    pub kind: EntryKind,
    pub points: Amount,
    /// In microseconds; `None` where nothing else says when.
    pub at: Option<i64>,
    pub booked_at: Option<i64>,
    /// `None` where nothing says when it was booked.
    pub rule_version: Option<i64>,
    /// The lot that it opened, where that is known from what it is for.
    pub lot: Option<Lot>,
    /// The part of it that was spent already and became debt, where something else says so.
    pub shortfall: Option<i64>,
    /// The table that it stands in.
    pub table: &'static str,
}

/// How many points an entry moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    Exactly(i64),
    /// So many are taken at most; with none of them there is no entry.
    AtMost(i64),
}

impl Amount {
    pub fn is(self, points: i64) -> bool {
        match self {
            Self::Exactly(own) => own == points,
            Self::AtMost(most) => (-most..0).contains(&points),
        }
    }
}

/// A lot as what opened it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lot {
    /// Its number, where that is noted.
    pub id: Option<i64>,
    pub sale: Option<i64>,
    pub ends: Option<i64>,
}
