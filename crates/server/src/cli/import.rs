//! `import`: purchases, the mall's items, what is sold and codes of single pieces, from files.

mod goods;
mod item_codes;
mod items;
mod purchases;

use super::out::Failure;
use crate::operator::Desk;

/// What can be imported.
#[derive(Debug, clap::Subcommand)]
pub enum Import {
    /// Purchases from a CSV file; each customer becomes a member
    Purchases(purchases::Purchases),
    /// What the brand sells, from a CSV file with its pictures beside it
    Goods(goods::Goods),
    /// What the points mall offers, from a CSV file with its pictures beside it
    Items(items::Items),
    /// Codes of single pieces that were made elsewhere, from a CSV file
    ItemCodes(item_codes::ItemCodes),
}

pub async fn run(desk: &Desk, import: Import) -> Result<(), Failure> {
    match import {
        Import::Purchases(asked) => purchases::run(desk, asked).await,
        Import::Goods(asked) => goods::run(desk, &asked).await,
        Import::Items(asked) => items::run(desk, &asked).await,
        Import::ItemCodes(asked) => item_codes::run(desk, asked).await,
    }
}
