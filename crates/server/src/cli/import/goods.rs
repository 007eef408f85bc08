//! `import goods`: a file with its pictures beside it.

use super::items::{told, with_pictures};
use crate::cli::out::{Failure, count, json_line, note, say, table};
use crate::operator::imports::goods::{self, Wish, Written};
use crate::operator::{Desk, NotDone};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Goods {
    /// The file, - for standard input: UTF-8, separated by commas, the names of the columns in its first line; pictures lie beside it
    file: PathBuf,
    /// What is not in the file is not sold any more; receipts still lead to it
    #[arg(long)]
    withdraw_missing: bool,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// One line of JSON
    #[arg(long)]
    json: bool,
}

pub async fn run(desk: &Desk, asked: &Goods) -> Result<(), Failure> {
    let (bytes, picture) = with_pictures(&asked.file)?;
    let wish = Wish { withdraw_missing: asked.withdraw_missing, is_dry: asked.dry_run };
    let written = goods::import(desk, &bytes, picture, wish).await.map_err(|why| match why {
        NotDone::Refused(wrong) => told(&asked.file, &wrong),
        NotDone::Failed(error) => error.into(),
    })?;
    if asked.json {
        return json_line(&written);
    }
    let Written { new, changed, unchanged, withdrawn } = written;
    let row = |name: &str, figure: usize| vec![name.to_owned(), count(figure as u64)];
    say(table(&[row("new", new), row("changed", changed), row("unchanged", unchanged), row("withdrawn", withdrawn)]))?;
    if asked.dry_run {
        note("Nothing was written.".to_owned());
    }
    Ok(())
}
