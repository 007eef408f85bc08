//! What is sold, what the mall offers, what is left of it, what was redeemed, and who joined by what, as rows for other programs. [`csv`](super::csv) makes lines of
//! them; items have no cell that a spreadsheet would take for a formula (their import refuses it), so that what was exported is
//! imported as it was.

pub mod everything;
mod goods;
mod items;
mod joiners;
mod orders;

pub use goods::{GoodsRow, GoodsRows, goods};
pub use items::{ItemRow, Items, PictureFile, items};
pub use joiners::{JOINERS, Joiners, joiners};
pub use orders::{ORDERS, Orders, orders};

use super::Desk;
use crate::Error;
use crate::stock::{self, Stocked};
use shuke_rules::Fen;

/// The columns of [`stock`].
pub const STOCK: [&str; 7] = ["id", "name_zh", "name_en", "offered", "stock", "taken", "left"];

/// How many of each item there are, are taken and are left, in the brand's order; also of those that were withdrawn.
pub async fn stock(desk: &Desk) -> Result<Vec<[String; 7]>, Error> {
    let all = stock::all(&mut *desk.store.read().await?).await?;
    Ok(all.iter().map(of_stock).collect())
}

fn of_stock(stocked: &Stocked) -> [String; 7] {
    let Stocked { item, stock, taken, offered, .. } = stocked;
    let [stock, taken, left] = [*stock, *taken, stocked.left()].map(|figure| figure.to_string());
    let offered = if *offered { "yes" } else { "no" }.to_owned();
    [item.id.clone(), item.name.zh.clone(), item.name.en.clone(), offered, stock, taken, left]
}

/// `12` or `12.50`, without the commas that people read by.
fn yuan(fen: Fen) -> String {
    match (fen.0 / 100, fen.0 % 100) {
        (yuan, 0) => yuan.to_string(),
        (yuan, rest) => format!("{yuan}.{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_have_no_commas_and_fen_only_where_there_are_some() {
        assert_eq!((yuan(Fen(1200)), yuan(Fen(123_405))), ("12".to_owned(), "1234.05".to_owned()));
    }
}
