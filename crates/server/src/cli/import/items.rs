//! `import items`: a file with its pictures beside it.

use crate::cli::out::{Failure, count, json_line, note, say, table};
use crate::given;
use crate::operator::imports::items::{self, Written, Wrong};
use crate::operator::imports::sheet::MOST_WRONG;
use crate::operator::{Desk, NotDone};
use std::path::{Path, PathBuf};

/// The longest file of items, and what is read of a picture at most: whether that is small enough is said by what pictures are.
const MOST_BYTES: u64 = 64 << 20;
const MOST_PICTURE_BYTES: u64 = 16 << 20;

#[derive(Debug, clap::Args)]
pub struct Items {
    /// The file, - for standard input: UTF-8, separated by commas, the names of the columns in its first line; pictures lie beside it
    file: PathBuf,
    /// Take what is not in the file off the mall; orders keep it
    #[arg(long)]
    withdraw_missing: bool,
    /// One line of JSON
    #[arg(long)]
    json: bool,
}

pub async fn run(desk: &Desk, asked: &Items) -> Result<(), Failure> {
    let (bytes, picture) = with_pictures(&asked.file)?;
    let written = items::import(desk, &bytes, picture, asked.withdraw_missing).await.map_err(|why| match why {
        NotDone::Refused(wrong) => told(&asked.file, &wrong),
        NotDone::Failed(error) => error.into(),
    })?;
    if asked.json {
        return json_line(&written);
    }
    let Written { new, changed, unchanged, withdrawn } = written;
    let row = |name: &str, figure: usize| vec![name.to_owned(), count(figure as u64)];
    say(table(&[row("new", new), row("changed", changed), row("unchanged", unchanged), row("withdrawn", withdrawn)]))
}

/// A picture, or why there is none.
type Picture = Result<Vec<u8>, String>;

/// What a file holds, and what reads a picture that lies beside it.
pub fn with_pictures(file: &Path) -> Result<(Vec<u8>, impl Fn(&str) -> Picture + use<>), Failure> {
    let bytes = given::read(file, MOST_BYTES)
        .map_err(|error| Failure::said(format!("{}: {error}\nNothing was imported.", file.display())))?;
    let beside = file.parent().map(Path::to_path_buf).unwrap_or_default();
    let picture =
        move |name: &str| given::read(&beside.join(name), MOST_PICTURE_BYTES).map_err(|error| error.to_string());
    Ok((bytes, picture))
}

/// Tells everything that is wrong; of very much the beginning.
pub fn told(file: &Path, wrong: &[Wrong]) -> Failure {
    for Wrong { line, column, what } in wrong {
        let column = if column.is_empty() { String::new() } else { format!("{column}: ") };
        note(format!("{}:{line}: {column}{what}", file.display()));
    }
    if wrong.len() >= MOST_WRONG {
        note(format!("{}: more was not looked for.", file.display()));
    }
    Failure::said("Nothing was imported: correct the file and import it again.")
}
