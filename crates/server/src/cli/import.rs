//! `import`: purchases and the mall's items, from files.

mod items;
mod purchases;

use super::out::Failure;
use crate::operator::Desk;

/// What can be imported.
#[derive(Debug, clap::Subcommand)]
pub enum Import {
    /// Purchases from a CSV file; each customer becomes a member
    Purchases(purchases::Purchases),
    /// What the points mall offers, from a CSV file with its pictures beside it
    Items(items::Items),
}

pub async fn run(desk: &Desk, import: Import) -> Result<(), Failure> {
    match import {
        Import::Purchases(asked) => purchases::run(desk, asked).await,
        Import::Items(asked) => items::run(desk, &asked).await,
    }
}
