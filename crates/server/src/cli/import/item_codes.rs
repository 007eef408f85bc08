//! `import item-codes`: codes of single pieces that were made elsewhere.

use super::items::told;
use crate::cli::item_codes::Kind;
use crate::cli::out::{Failure, count, json_line, note, say, table};
use crate::given;
use crate::operator::imports::item_codes::{self, NotTaken, Written};
use crate::operator::{Desk, NotDone};
use shuke_contract::pieces::Quality;
use std::path::PathBuf;

/// The longest file: some millions of codes with their links.
const MOST_BYTES: u64 = 1 << 30;

#[derive(Debug, clap::Args)]
pub struct ItemCodes {
    /// The file, - for standard input: UTF-8, separated by commas, the column `code`; what `item-codes export` writes is one
    file: PathBuf,
    #[command(flatten)]
    kind: Kind,
    /// One line of JSON
    #[arg(long)]
    json: bool,
}

pub async fn run(desk: &Desk, asked: ItemCodes) -> Result<(), Failure> {
    let bytes = given::read(&asked.file, MOST_BYTES)
        .map_err(|error| Failure::said(format!("{}: {error}\nNothing was imported.", asked.file.display())))?;
    let kind = asked.kind.asked(0);
    let tells_quality = kind.quality != Quality::default();
    let written = item_codes::import(desk, &bytes, kind).await.map_err(|why| match why {
        NotDone::Refused(NotTaken::Empty) => {
            Failure::said(format!("{}: there is no code in it. Nothing was imported.", asked.file.display()))
        }
        NotDone::Refused(NotTaken::Wrong(wrong)) => told(&asked.file, &wrong),
        NotDone::Refused(NotTaken::NotMade(why)) => why.into(),
        NotDone::Failed(error) => error.into(),
    })?;
    if written.unchanged > 0 && tells_quality {
        note("Codes that were there already keep the lot, the days and the words of the batch that they came with.");
    }
    if asked.json {
        return json_line(&written);
    }
    let Written { new, unchanged } = written;
    let row = |name: &str, figure: usize| vec![name.to_owned(), count(figure as u64)];
    say(table(&[row("new", new), row("unchanged", unchanged)]))
}
