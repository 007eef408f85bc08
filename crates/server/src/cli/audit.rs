//! `audit`: whether everything that is stored adds up, table by table.

use super::out::{self, Failure, count, note, say};
use crate::given;
use crate::operator::Desk;
use crate::operator::anchors::{self, Rewritten};
use crate::operator::audit::{self, Depth};
use crate::proof::{Signed, Signer, read_lines};
use crate::store::table::{Proof, Table};
use std::path::{Path, PathBuf};

/// Bytes of a file of anchors at most: those of a century.
const MOST: u64 = 64 << 20;

#[derive(Debug, clap::Args)]
pub struct Audit {
    /// Only what belongs to this member
    #[arg(long)]
    card: Option<String>,
    /// A file of anchors that was kept elsewhere: whether the past is still what it was then
    #[arg(long, value_name = "FILE", conflicts_with = "card")]
    against: Option<PathBuf>,
}

pub async fn run(desk: &Desk, asked: Audit) -> Result<(), Failure> {
    let kept = asked.against.as_deref().map(kept).transpose()?;
    let report = match asked.card {
        Some(card) => audit::of_one(desk, &card, Depth::Everything).await?,
        None => audit::of_all(desk).await?,
    };
    let tables = audit::tables(desk.context.features());
    let looked_at = |table: &&&Table| report.rows.contains_key(table.name);
    let rows: Vec<Vec<String>> = tables.iter().filter(looked_at).map(|table| row(table, &report)).collect();
    say(out::table(&rows))?;
    let rewritten = anchored(desk, kept.as_deref()).await?;
    match told(&report) {
        Ok(()) if rewritten > 0 => {
            Err(Failure::said(format!("{} of the anchors are not as they were.", count(rewritten))))
        }
        told => told,
    }
}

/// The anchors of a file.
fn kept(path: &Path) -> Result<Vec<Signed>, Failure> {
    let cannot = |error: std::io::Error| Failure::said(format!("error: {}: {error}", path.display()));
    read_lines(&*given::read(path, MOST).map_err(cannot)?).map_err(cannot)
}

/// Says how far anchors were looked at; how many are not as they were.
async fn anchored(desk: &Desk, kept: Option<&[Signed]>) -> Result<u64, Failure> {
    let signer = desk.context.shared::<Signer>();
    let looked = anchors::check(desk, &signer, kept.unwrap_or_default()).await?;
    for rewritten in &looked.found {
        note(match rewritten {
            Rewritten::Missing { n } => format!("anchor {n}: it was kept, and is not in the data any more"),
            Rewritten::Other { n } => format!("anchor {n}: the one that was kept says something else"),
            Rewritten::Unsigned { n } => format!("anchor {n}: it does not bear the signature of the key"),
        });
    }
    let signatures =
        if looked.signatures { "signed by the key" } else { "not compared with a key: anchor_key is not set" };
    let against = kept.map_or_else(
        || "without a file of them, only by themselves".to_owned(),
        |kept| format!("against {} that were kept", count(kept.len() as u64)),
    );
    say(format!("{} anchors, {signatures}; {against}.", count(looked.anchors)))?;
    Ok(looked.found.len() as u64)
}

/// A table: its rows, how many of its columns are proven, what is not, and how much was found.
fn row(table: &Table, report: &audit::Report) -> Vec<String> {
    let rows = report.rows.get(table.name).copied().unwrap_or(0);
    let not: Vec<&str> = table
        .columns
        .iter()
        .filter_map(|(column, proof)| (!matches!(proof, Proof::By(_))).then_some(*column))
        .collect();
    let findings = report.findings.iter().filter(|finding| finding.table == table.name).count();
    let proven = table.sealed_columns().len() + table.columns.len() - not.len();
    let proven = format!("{proven} columns proven");
    let not = if not.is_empty() { String::new() } else { format!("not, or in part: {}", not.join(", ")) };
    let found = if findings == 0 { String::new() } else { format!("{} findings", count(findings as u64)) };
    vec![table.name.to_owned(), format!("{} rows", count(rows)), proven, found, not]
}

/// Every finding, and what it comes to.
pub fn told(report: &audit::Report) -> Result<(), Failure> {
    for finding in &report.findings {
        note(format!("{} {}: {}", finding.table, finding.of, finding.what));
    }
    let audit::Ledgers { members, entries, points } = report.ledgers;
    let (members, entries) = (count(members), count(entries));
    if report.findings.is_empty() {
        return say(format!("{members} members, {entries} entries, {} points: everything adds up.", count(points)));
    }
    Err(Failure::said(format!("{} findings in {members} members.", count(report.findings.len() as u64))))
}
