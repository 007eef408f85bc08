//! What is sold, what the mall offers, what is left of it, what was redeemed, and who joined by what, as rows for other programs. [`csv`](super::csv) makes lines of
//! them; items have no cell that a spreadsheet would take for a formula (their import refuses it), so that what was exported is
//! imported as it was.

pub mod everything;
mod goods;
mod items;
mod joiners;
mod orders;

pub use goods::{GoodsRows, goods};
pub use items::{Items, items};
pub use joiners::{JOINERS, Joiners, joiners};
pub use orders::{ORDERS, Orders, orders};

use super::Desk;
use crate::Error;
use crate::pictures;
use crate::stock::{self, Stocked};
use crate::store::Conn;
use shuke_rules::{Day, Fen};

/// A row of a file that has pictures beside it.
#[derive(Clone, Debug)]
pub struct Row {
    pub cells: Vec<String>,
    pub picture: Option<PictureFile>,
}

/// A picture under the name that its row has for it: a path from where the file lies.
#[derive(Clone, Debug)]
pub struct PictureFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl PictureFile {
    /// That at a path of the server, called `name`.
    async fn find(connection: &mut Conn, path: Option<&String>, name: &str) -> Result<Option<Self>, Error> {
        let Some(path) = path else { return Ok(None) };
        let picture = pictures::find(connection, path).await?;
        Ok(picture
            .map(|picture| Self { name: format!("pictures/{name}.{}", picture.kind.ending()), bytes: picture.bytes }))
    }
}

impl Row {
    /// `cells`: those of the row, where the picture is called so.
    fn of(picture: Option<PictureFile>, cells: impl FnOnce(String) -> Vec<String>) -> Self {
        let name = picture.as_ref().map(|picture| picture.name.clone()).unwrap_or_default();
        Self { cells: cells(name), picture }
    }
}

/// From one day of the brand's to another, both included; `None`: from the beginning, to the end.
#[derive(Clone, Copy, Debug)]
struct Days {
    from: Option<Day>,
    until: Option<Day>,
}

impl Days {
    fn has(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

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
