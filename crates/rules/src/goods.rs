//! What a brand sells, as its file of goods says (`shuke import goods`): what is shown of it, and until when it is new. Owns no stock and
//! no cost; what a basket of it comes to is in [`crate::pricing`].

use crate::gs1::Gtin;
use crate::money::Fen;
use crate::policy::{CategoryId, ClassId, Goods, ItemId, Text};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// Everything that is shown of a kind of goods and does not count down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Good {
    /// Its number in the till.
    pub number: ItemId,
    pub name: Text,
    /// `None`: in no group.
    pub category: Option<CategoryId>,
    /// What it counts as when points are earned.
    pub class: ClassId,
    /// The list price of a piece.
    pub price: Fen,
    /// Where its picture is, below the server's address.
    pub picture: Option<String>,
    /// The last day on which it is new.
    pub new_until: Option<Day>,
    pub barcode: Option<Gtin>,
    /// How to care for it, a paragraph a line.
    #[serde(default)]
    pub care: Text,
    /// For so many months after purchase it is repaired; `None`: as the policy says of all goods.
    #[serde(default)]
    pub warranty_months: Option<u32>,
}

impl Good {
    /// Until when it is new, while it is.
    pub fn still_new(&self, today: Day) -> Option<Day> {
        self.new_until.filter(|until| today <= *until)
    }

    /// As what can be put into a basket.
    pub fn on_shelf(self) -> Goods {
        Goods {
            item: self.number,
            name: self.name,
            class: self.class,
            yuan: self.price,
            barcode: self.barcode.map(|barcode| barcode.printed().to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goods_are_new_through_their_last_day() {
        let day = |text| Day::parse(text).unwrap();
        let good = Good { new_until: Some(day("2026-12-31")), ..Good::default() };
        assert_eq!(good.still_new(day("2026-12-31")), good.new_until);
        assert_eq!(good.still_new(day("2027-01-01")), None);
        assert_eq!(Good::default().still_new(day("2027-01-01")), None);
    }

    #[test]
    fn a_piece_from_the_shelf_is_known_by_the_code_that_is_printed_on_it() {
        let good = Good { number: "3001".into(), barcode: Gtin::parse("6901234567892"), ..Good::default() };
        let shelf = good.on_shelf();
        assert_eq!(shelf.barcode.as_deref(), Some("6901234567892"));
        assert!(shelf.is_labelled("6901234567892") && shelf.is_labelled("https://x.cn/01/06901234567892/21/A"));
    }
}
