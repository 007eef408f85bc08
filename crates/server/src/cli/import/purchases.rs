//! `import purchases`: a file of purchases, with a bar that shows how far it is.

use crate::cli::bars::Bars;
use crate::cli::out::{Failure, count, json_line, note, say, table};
use crate::given;
use crate::operator::imports::purchases::{self, Asked, Input, NotImported, Outcome, Scan};
use crate::operator::{Desk, NotDone};
use serde::Serialize;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Instant;

#[derive(Debug, clap::Args)]
pub struct Purchases {
    /// The file, - for standard input: UTF-8, separated by commas, the names of the columns in its first line
    file: PathBuf,
    #[command(flatten)]
    columns: Columns,
    /// The shop that the purchases were made in; its id in the policy
    #[arg(long, value_name = "ID")]
    store: Option<String>,
    /// Book the good lines and leave the bad ones out
    #[arg(long)]
    skip_bad: bool,
    /// Take customers with names that look like a mistake, as they stand: `1.38E+10`, `#N/A`, or with characters that cannot be seen
    #[arg(long)]
    odd_names: bool,
    /// One line of JSON
    #[arg(long)]
    json: bool,
}

/// The columns of a file of purchases, by their names in its first line.
#[derive(Debug, clap::Args)]
struct Columns {
    /// The column that names the customer
    #[arg(long, value_name = "COLUMN")]
    customer: String,
    /// The column with the day of the purchase: YYYY-MM-DD
    #[arg(long, value_name = "COLUMN")]
    date: String,
    /// The column with what was paid, in yuan: 12 or 12.34
    #[arg(long, value_name = "COLUMN")]
    amount: String,
}

/// What an import came to, and how long this run took.
#[derive(Debug, Serialize)]
struct Timed {
    #[serde(flatten)]
    outcome: Outcome,
    milliseconds: u64,
}

/// A file on the disk.
struct OnDisk(PathBuf);

impl Input for OnDisk {
    fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(given::open(&self.0)?))
    }

    fn length(&self) -> u64 {
        std::fs::metadata(&self.0).map_or(0, |data| data.len())
    }
}

/// What is read of standard input at most: it is kept in memory, because a file is gone through twice.
const MOST_BYTES: u64 = 256 << 20;

/// The file, wherever it lies.
fn input(file: &Path) -> Result<Box<dyn Input>, Failure> {
    if file != Path::new(given::STDIN) {
        return Ok(Box::new(OnDisk(file.to_owned())));
    }
    let bytes = given::read(file, MOST_BYTES).map_err(|error| refused(file, NotImported::Unreadable(error)))?;
    Ok(Box::new(bytes))
}

pub async fn run(desk: &Desk, asked: Purchases) -> Result<(), Failure> {
    let begun = Instant::now();
    let Purchases { file, columns: Columns { customer, date, amount }, store, skip_bad, odd_names, json } = asked;
    let input = input(&file)?;
    let asked = Asked { columns: purchases::Columns { customer, date, amount }, store, odd_names };
    let outcome = import(desk, &file, &*input, &asked, skip_bad).await?;
    let milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let timed = Timed { outcome, milliseconds };
    if json { json_line(&timed) } else { say(timed.table()) }
}

async fn import(
    desk: &Desk,
    file: &Path,
    input: &dyn Input,
    asked: &Asked,
    skip_bad: bool,
) -> Result<Outcome, Failure> {
    let failed = |why| match why {
        NotDone::Refused(why) => refused(file, why),
        NotDone::Failed(error) => Failure::from(error),
    };
    let mut bars = Bars::default();
    let scanned = purchases::scan(desk, input, asked, &mut |step| bars.show(step)).await.map_err(failed)?;
    bars.clear();
    tell(file, &scanned.scan);
    let outcome = scanned.book(desk, skip_bad, &mut |step| bars.show(step)).await.map_err(failed)?;
    bars.clear();
    Ok(outcome)
}

/// Tells the bad lines.
fn tell(file: &Path, scan: &Scan) {
    for (line, what) in scan.told.iter().chain(&scan.odd_told) {
        note(format!("{}:{line}: {what}", file.display()));
    }
    let odd = scan.odd - i64::try_from(scan.odd_told.len()).unwrap_or(0);
    if odd > 0 {
        note(format!("and {} more lines with odd names, taken as they stand", count(odd)));
    }
    let untold = scan.bad - i64::try_from(scan.told.len()).unwrap_or(0);
    if untold > 0 {
        note(format!("and {} more bad lines", count(untold)));
    }
}

fn refused(file: &Path, why: NotImported) -> Failure {
    let file = file.display();
    match why {
        NotImported::NoSuchShop(none) => none.into(),
        NotImported::Unreadable(error) => Failure::said(format!("{file}: {error}\nNothing was imported.")),
        NotImported::Header { line, what } => Failure::said(format!("{file}:{line}: {what}\nNothing was imported.")),
        NotImported::BadLines { bad, lines } => Failure::said(format!(
            "{} of {} lines are bad. Nothing was imported: correct them, or leave them out with --skip-bad.",
            count(bad),
            count(lines)
        )),
        NotImported::Changed => {
            Failure::said(format!("{file} changed while it was read. Nothing was imported; run the command again."))
        }
    }
}

impl Timed {
    fn table(&self) -> String {
        let row = |name: &str, figure: String| vec![name.to_owned(), figure];
        let (outcome, tenths) = (&self.outcome, self.milliseconds / 100);
        table(&[
            row("lines", count(outcome.lines)),
            row("new", count(outcome.new)),
            row("already there", count(outcome.already_there)),
            row("skipped", count(outcome.skipped)),
            row("with odd names", count(outcome.odd_names)),
            row("of closed accounts", count(outcome.left_out)),
            row("members new", count(outcome.new_members)),
            row("points earned", count(outcome.points)),
            row("seconds", format!("{}.{}", tenths / 10, tenths % 10)),
        ])
    }
}
