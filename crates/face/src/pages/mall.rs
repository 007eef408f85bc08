//! The mall: what points buy, how far each of it is, and the gift calendar; and one item: how it comes, and what redeeming
//! it does.

pub mod calendar;
pub mod choose;
pub mod item;
pub mod model;
pub mod redeem;
pub mod shelf;
mod whole;
mod words;

pub use whole::{first_way, item_whole, list_whole};
pub use words::Words;

use crate::document::Share;
use crate::words::Texts;
use shuke_rules::mall::Item;

/// Where an item's address is passed on: what it is, and what it costs.
pub fn share(item: &Item, t: &Texts) -> Share {
    let (price, line) = (t.price(item.price), t.lang.pick(&item.line));
    let text = if line.is_empty() { price } else { format!("{price} · {line}") };
    Share::of(t.lang.pick(&item.name).to_owned(), text)
}

#[cfg(test)]
mod tests;
