//! `export everything`: a folder with all that a brand has, in plain files.

use super::{cannot, goods, items};
use crate::cli::out::{Failure, note};
use crate::operator::exports::everything::{PURCHASES, members, policies, purchases};
use crate::operator::exports::{ORDERS, STOCK, orders, stock};
use crate::operator::{Desk, csv};
use std::fs::{File, create_dir_all};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file that is being written.
struct Lines {
    path: PathBuf,
    file: BufWriter<File>,
    count: u64,
}

impl Lines {
    fn begin(folder: &Path, name: &str) -> Result<Self, Failure> {
        let path = folder.join(name);
        let file = File::create(&path).map_err(|error| cannot(&path, &error))?;
        Ok(Self { path, file: BufWriter::new(file), count: 0 })
    }

    fn line(&mut self, line: &str) -> Result<(), Failure> {
        self.count += 1;
        self.file.write_all(format!("{line}\n").as_bytes()).map_err(|error| cannot(&self.path, &error))
    }

    /// What is not on the disk was not written.
    fn end(self) -> Result<(), Failure> {
        let Self { path, file, count } = self;
        let written = file.into_inner().map_err(std::io::IntoInnerError::into_error).and_then(|file| file.sync_all());
        written.map_err(|error| cannot(&path, &error))?;
        note(format!("written: {} ({count} lines)", path.display()));
        Ok(())
    }
}

pub async fn everything(desk: &Desk, folder: &Path) -> Result<(), Failure> {
    if folder.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Failure::said(format!("{} is not empty. Name a folder that is new.", folder.display())));
    }
    create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
    all_members(desk, folder).await?;
    all_purchases(desk, folder).await?;
    goods(desk, &folder.join("goods.csv")).await?;
    items(desk, &folder.join("items.csv")).await?;
    let mut file = Lines::begin(folder, "stock.csv")?;
    file.line(&csv::head(STOCK))?;
    stock(desk).await?.into_iter().try_for_each(|row| file.line(&csv::line(row)))?;
    file.end()?;
    all_orders(desk, folder).await?;
    for applied in policies(desk).await? {
        let mut file = Lines::begin(folder, &format!("policy-{}.toml", applied.id))?;
        file.line(&format!("# In force from {}.\n{}", applied.applied_at, applied.source.trim_end()))?;
        file.end()?;
    }
    Ok(())
}

async fn all_members(desk: &Desk, folder: &Path) -> Result<(), Failure> {
    let mut file = Lines::begin(folder, "members.jsonl")?;
    let mut after = 0;
    while let Some(part) = members(desk, after).await? {
        after = part.after;
        part.rows.iter().try_for_each(|line| file.line(line))?;
    }
    file.end()
}

async fn all_purchases(desk: &Desk, folder: &Path) -> Result<(), Failure> {
    let mut file = Lines::begin(folder, "purchases.csv")?;
    file.line(&csv::head(PURCHASES))?;
    let mut after = 0;
    while let Some(part) = purchases(desk, after).await? {
        after = part.after;
        part.rows.into_iter().try_for_each(|row| file.line(&csv::line(row)))?;
    }
    file.end()
}

async fn all_orders(desk: &Desk, folder: &Path) -> Result<(), Failure> {
    let mut file = Lines::begin(folder, "orders.csv")?;
    file.line(&csv::head(ORDERS))?;
    let mut found = orders(desk, None, None).await?;
    while let Some(rows) = found.next().await? {
        rows.into_iter().try_for_each(|row| file.line(&csv::line(row)))?;
    }
    file.end()
}
