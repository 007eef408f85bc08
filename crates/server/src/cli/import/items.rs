//! `import items`: a file of the mall's items becomes what the mall offers.
//!
//! Everything that is wrong with the file is said at once, by line and column, and nothing of it is taken then. All of it is
//! written in one go. The same file again changes nothing. `stock` is the whole of an item, what was taken included: an edit
//! never gives back what is gone.

mod cells;
mod named;
mod row;
mod write;

pub use row::{columns, read};
pub use write::{Written, write};

use crate::Error;
use crate::cli::Data;
use crate::cli::out::{Failure, count, note, say, table};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub struct Items {
    /// The file: UTF-8, separated by commas, the names of the columns in its first line; pictures lie beside it
    file: PathBuf,
    /// Take what is not in the file off the mall; orders keep it
    #[arg(long)]
    withdraw_missing: bool,
    /// One line of JSON
    #[arg(long)]
    json: bool,
}

/// Something that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub line: i64,
    /// Empty: the whole line.
    pub column: String,
    /// What, and what to do about it.
    pub what: String,
}

/// What an import came to.
#[derive(Debug, Serialize)]
struct Outcome {
    new: usize,
    changed: usize,
    unchanged: usize,
    withdrawn: usize,
}

pub async fn run(store: &Data, asked: &Items) -> Result<(), Failure> {
    let cannot =
        |error: std::io::Error| Failure::said(format!("{}: {error}\nNothing was imported.", asked.file.display()));
    let bytes = std::fs::read(&asked.file).map_err(cannot)?;
    let beside = asked.file.parent().map(Path::to_path_buf).unwrap_or_default();
    let mut connection = store.read().await?;
    let book = store.context.policies().current(&mut connection).await?;
    drop(connection);
    let picture = |name: &str| std::fs::read(beside.join(name)).map_err(|error| error.to_string());
    let found = read(&bytes, &book.current().policy, picture).map_err(|wrong| told(&asked.file, &wrong))?;
    let found = Arc::new(found);
    let (withdraw, now) = (asked.withdraw_missing, store.now());
    let written = store
        .write(move |tx| {
            let found = Arc::clone(&found);
            Box::pin(async move { write(tx, &found, withdraw, now).await })
        })
        .await?
        .map_err(|wrong| told(&asked.file, &wrong))?;
    let Written { new, changed, unchanged, withdrawn } = written;
    let outcome = Outcome { new, changed, unchanged, withdrawn };
    if asked.json {
        return say(serde_json::to_string(&outcome).map_err(Error::internal)?);
    }
    let row = |name: &str, figure: usize| vec![name.to_owned(), count(figure as u64)];
    say(table(&[row("new", new), row("changed", changed), row("unchanged", unchanged), row("withdrawn", withdrawn)]))
}

/// Tells everything that is wrong.
fn told(file: &Path, wrong: &[Wrong]) -> Failure {
    for Wrong { line, column, what } in wrong {
        let column = if column.is_empty() { String::new() } else { format!("{column}: ") };
        note(format!("{}:{line}: {column}{what}", file.display()));
    }
    Failure::said("Nothing was imported: correct the file and import it again.")
}
