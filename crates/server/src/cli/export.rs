//! `export`: what is sold, what the mall offers, what is left of it, what was redeemed, and who joined, as CSV (RFC 4180, UTF-8).

mod everything;

use super::out::{Failure, csv_head, csv_line, note};
use crate::Error;
use crate::operator::exports::{PictureFile, Row};
use crate::operator::imports::items::columns;
use crate::operator::{Desk, csv, exports};
use shuke_rules::Day;
use std::io;
use std::path::{Path, PathBuf};

/// What can be exported.
#[derive(Debug, clap::Subcommand)]
pub enum Export {
    /// What the brand sells, as `import goods` reads it; pictures go beside the file. It says what pieces cost the brand
    Goods {
        /// The file to write
        file: PathBuf,
    },
    /// What the mall offers, as `import items` reads it; pictures go beside the file
    Items {
        /// The file to write
        file: PathBuf,
    },
    /// All of it into a new folder: members with everything that is theirs, purchases, goods, items, orders, policies
    Everything {
        /// The folder to make
        folder: PathBuf,
    },
    /// How many of each item there are, are taken and are left, to standard output
    Stock,
    /// Redemptions, to standard output; holds names and addresses
    Orders {
        /// The first day on which they were placed
        #[arg(long, value_name = "DAY")]
        from: Option<Day>,
        /// The last day on which they were placed
        #[arg(long, value_name = "DAY")]
        until: Option<Day>,
    },
    /// Who joined when and by what: a shop, a friend, a piece, a parcel, or by themselves; to standard output
    Joiners {
        /// The first day on which they joined
        #[arg(long, value_name = "DAY")]
        from: Option<Day>,
        /// The last day on which they joined
        #[arg(long, value_name = "DAY")]
        until: Option<Day>,
    },
}

pub async fn run(desk: &Desk, export: Export) -> Result<(), Failure> {
    match export {
        Export::Goods { file } => goods(desk, &file).await,
        Export::Items { file } => items(desk, &file).await,
        Export::Everything { folder } => everything::everything(desk, &folder).await,
        Export::Stock => stock(desk).await,
        Export::Orders { from, until } => orders(desk, from, until).await,
        Export::Joiners { from, until } => joiners(desk, from, until).await,
    }
}

async fn items(desk: &Desk, file: &Path) -> Result<(), Failure> {
    let mut items = exports::items(desk).await?;
    with_pictures(file, &csv::head(columns()), async || items.next().await).await
}

async fn goods(desk: &Desk, file: &Path) -> Result<(), Failure> {
    let mut goods = exports::goods(desk).await?;
    with_pictures(file, &csv::head(goods.columns()), async || goods.next().await).await
}

/// Writes a file, and beside it the pictures of its rows as they come.
async fn with_pictures(
    file: &Path,
    head: &str,
    mut next: impl AsyncFnMut() -> Result<Option<Row>, Error>,
) -> Result<(), Failure> {
    let beside = file.parent().map(Path::to_path_buf).unwrap_or_default();
    let mut text = format!("{head}\r\n");
    while let Some(row) = next().await? {
        if let Some(picture) = &row.picture {
            write(&beside, picture)?;
        }
        text.push_str(&(csv::line(row.cells) + "\r\n"));
    }
    std::fs::write(file, text).map_err(|error| cannot(file, &error))?;
    note(format!("written: {}", file.display()));
    Ok(())
}

fn write(beside: &Path, picture: &PictureFile) -> Result<(), Failure> {
    let place = beside.join(&picture.name);
    let folder = place.parent().unwrap_or(beside);
    let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&place, &picture.bytes));
    written.map_err(|error| cannot(&place, &error))
}

fn cannot(path: &Path, error: &io::Error) -> Failure {
    Failure::said(format!("error: {}: {error}", path.display()))
}

async fn stock(desk: &Desk) -> Result<(), Failure> {
    let rows = exports::stock(desk).await?;
    csv_head(exports::STOCK)?;
    rows.into_iter().try_for_each(csv_line)
}

async fn orders(desk: &Desk, from: Option<Day>, until: Option<Day>) -> Result<(), Failure> {
    let mut orders = exports::orders(desk, from, until).await?;
    printed(exports::ORDERS, async || orders.next().await).await
}

async fn joiners(desk: &Desk, from: Option<Day>, until: Option<Day>) -> Result<(), Failure> {
    let mut joiners = exports::joiners(desk, from, until).await?;
    printed(exports::JOINERS, async || joiners.next().await).await
}

/// Prints rows as they come.
async fn printed<const N: usize>(
    head: [&str; N],
    mut next: impl AsyncFnMut() -> Result<Option<Vec<[String; N]>>, Error>,
) -> Result<(), Failure> {
    csv_head(head)?;
    while let Some(rows) = next().await? {
        rows.into_iter().try_for_each(csv_line)?;
    }
    Ok(())
}
