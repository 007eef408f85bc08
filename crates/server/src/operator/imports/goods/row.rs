//! What the lines of a file of goods mean, and everything that is wrong with them.

use crate::operator::imports::sheet::cells::Cells;
use crate::operator::imports::sheet::{self, Columns, Wrong};
use crate::pictures::Picture;
use shuke_rules::Fen;
use shuke_rules::goods::Good;
use shuke_rules::gs1::Gtin;
use shuke_rules::policy::{CategoryId, ClassId, ItemId, Policy, StoreId};
use std::collections::BTreeMap;

/// The columns that must be there, in the order of an export.
pub const COLUMNS: [&str; 9] =
    ["number", "name_zh", "name_en", "category", "picture", "yuan", "cost", "new_until", "barcode"];

/// Those that may be missing.
const FURTHER: [&str; 4] = ["class", "care_zh", "care_en", "warranty_months"];

/// The column of what a shop has.
fn stock_in(store: &StoreId) -> String {
    format!("stock:{store}")
}

/// Every column of an export: those of goods, and one for each shop of the policy.
pub fn columns(policy: &Policy) -> Vec<String> {
    let own = COLUMNS.into_iter().chain(FURTHER).map(str::to_owned);
    own.chain(policy.stores.iter().map(|store| stock_in(&store.id))).collect()
}

/// Goods as the file has them.
#[derive(Clone, Debug)]
pub struct Found {
    pub line: i64,
    pub good: Good,
    pub cost: Option<Fen>,
    /// `None`: the file says nothing of that shop. An empty cell says that it is not known.
    pub stock: BTreeMap<StoreId, Option<i64>>,
    pub picture: Option<Picture>,
}

/// The goods of a file; `picture` reads a file that lies beside it.
///
/// # Errors
/// Everything that is wrong.
pub fn read(
    bytes: &[u8],
    policy: &Policy,
    picture: impl Fn(&str) -> Result<Vec<u8>, String>,
) -> Result<Vec<Found>, Vec<Wrong>> {
    let further = columns(policy).split_off(COLUMNS.len());
    let further: Vec<&str> = further.iter().map(String::as_str).collect();
    let mut seen = Seen::default();
    sheet::read(bytes, &Columns { of: "goods", needed: &COLUMNS, further: &further }, |cells| {
        let one = cells.goods(policy, &picture);
        seen.see(&one.good, cells);
        one
    })
}

/// What names goods, each with the line that it stands on.
#[derive(Default)]
struct Seen {
    numbers: BTreeMap<String, i64>,
    barcodes: BTreeMap<Gtin, i64>,
}

impl Seen {
    /// No two have the same number or barcode, and none has the number of another for its barcode.
    fn see(&mut self, good: &Good, cells: &mut Cells<'_>) {
        let number = &good.number.0;
        let as_barcode = Gtin::parse(number).filter(|own| good.barcode.as_ref() != Some(own));
        let other = as_barcode.and_then(|own| self.barcodes.get(&own).copied());
        if let Some(first) = self.numbers.insert(number.clone(), cells.line).or(other) {
            cells.wrong("number", &format!("`{number}` is also on line {first}; give each its own number"));
        }
        let Some(barcode) = &good.barcode else { return };
        let own_number =
            self.numbers.iter().find(|(own, _)| *own != number && Gtin::parse(own).as_ref() == Some(barcode));
        let other = own_number.map(|(_, line)| *line);
        if let Some(first) = self.barcodes.insert(barcode.clone(), cells.line).or(other) {
            let what = format!("`{}` is also on line {first}; give each its own barcode", barcode.printed());
            cells.wrong("barcode", &what);
        }
    }
}

/// The columns that only goods have.
impl Cells<'_> {
    /// The goods, as far as they can be read; what cannot is among the wrong.
    fn goods(&mut self, policy: &Policy, picture: &impl Fn(&str) -> Result<Vec<u8>, String>) -> Found {
        let number = self.number();
        let name = self.text(["name_zh", "name_en"], 1, 40);
        let category = self.category(policy);
        let picture = self.picture(picture);
        let price = self.yuan("yuan");
        if self.cell("yuan").is_empty() {
            self.wrong("yuan", "is empty; write the list price of a piece");
        }
        let cost = self.yuan("cost");
        let good = Good {
            number,
            name,
            category,
            class: self.class(policy),
            price: price.unwrap_or(Fen::ZERO),
            picture: picture.as_ref().map(Picture::path),
            new_until: self.day("new_until"),
            barcode: self.barcode(),
            care: self.text(["care_zh", "care_en"], 0, 2000),
            warranty_months: self.whole("warranty_months", 0, 240).and_then(|months| u32::try_from(months).ok()),
        };
        Found { line: self.line, good, cost, stock: self.stock(policy), picture }
    }

    /// As the till has it.
    fn number(&mut self) -> ItemId {
        let number = self.cell("number").to_owned();
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        let begins_well = number.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
        if !begins_well || number.len() > 64 || !number.bytes().all(is_plain) {
            let what =
                "must have 1 to 64 letters, digits, dots, hyphens and underscores, as the till has it; write that";
            self.wrong("number", what);
        }
        ItemId(number)
    }

    fn category(&mut self, policy: &Policy) -> Option<CategoryId> {
        let cell = self.cell("category");
        let category = (!cell.is_empty()).then(|| CategoryId::from(cell))?;
        if !policy.categories.iter().any(|known| known.id == category) {
            let known: Vec<&str> = policy.categories.iter().map(|known| known.id.0.as_str()).collect();
            let remedy = if known.is_empty() {
                "add it to [[categories]] of the policy, or leave it empty".to_owned()
            } else {
                format!("write one of: {}, or leave it empty", known.join(", "))
            };
            self.wrong("category", &format!("there is no group `{category}`; {remedy}"));
        }
        Some(category)
    }

    /// Without one they are regular goods.
    fn class(&mut self, policy: &Policy) -> ClassId {
        let cell = self.cell("class").to_owned();
        let regular = policy.earning.regular().map(|class| class.id.clone()).unwrap_or_default();
        let class = if cell.is_empty() { regular } else { ClassId(cell) };
        if policy.earning.class(&class).is_none() {
            let known: Vec<&str> = policy.earning.classes.iter().map(|known| known.id.0.as_str()).collect();
            let what = format!("there is no class of goods `{class}`; write one of: {}", known.join(", "));
            self.wrong("class", &what);
        }
        class
    }

    fn barcode(&mut self) -> Option<Gtin> {
        let cell = self.cell("barcode");
        let barcode = (!cell.is_empty()).then(|| Gtin::parse(cell))?;
        if barcode.is_none() {
            let what = format!(
                "`{cell}` is not 8, 12, 13 or 14 digits with the right check digit at the end; copy it from the label, and keep the \
                 column as text"
            );
            self.wrong("barcode", &what);
        }
        barcode
    }

    /// What each shop has of which the file has a column.
    fn stock(&mut self, policy: &Policy) -> BTreeMap<StoreId, Option<i64>> {
        let mut stock = BTreeMap::new();
        for store in &policy.stores {
            let column = stock_in(&store.id);
            if self.places.contains_key(&column) {
                let pieces = self.whole(&column, 0, 10_000_000);
                stock.insert(store.id.clone(), pieces);
            }
        }
        stock
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_rules::Day;

    fn policy() -> Policy {
        shuke_rules::policy::file::read(include_str!("../../../../../../brands/shanlan.toml")).unwrap()
    }

    fn read_file(head: &str, lines: &[&str]) -> Result<Vec<Found>, Vec<Wrong>> {
        let file = format!("{head}\n{}\n", lines.join("\n"));
        read(file.as_bytes(), &policy(), |name| {
            if name == "a.svg" {
                Ok(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec())
            } else {
                Err("is not there; put it there".to_owned())
            }
        })
    }

    fn head() -> String {
        let store = &policy().stores[0].id;
        format!("{},class,care_zh,care_en,warranty_months,stock:{store}", COLUMNS.join(","))
    }

    #[test]
    fn a_line_is_read_in_full() {
        let lines =
            ["3001,大衣,Coat,tops,a.svg,\"2,680\",900.5,2026-12-31,6901234567892,discounted,干洗,Dry clean,12,4"];
        let found = read_file(&head(), &lines).unwrap();
        let Found { good, cost, stock, picture, .. } = &found[0];
        assert_eq!((good.number.0.as_str(), good.price, *cost), ("3001", Fen(268_000), Some(Fen(90_050))));
        assert_eq!((good.category.clone(), good.class.0.as_str()), (Some("tops".into()), "discounted"));
        assert_eq!((good.new_until, good.warranty_months), (Day::parse("2026-12-31"), Some(12)));
        assert_eq!(good.barcode.as_ref().map(Gtin::printed), Some("6901234567892"));
        assert_eq!(good.picture, picture.as_ref().map(Picture::path));
        assert_eq!(stock.values().copied().collect::<Vec<_>>(), [Some(4)]);
    }

    #[test]
    fn what_the_file_does_not_say_is_not_known() {
        let found = read_file(&COLUMNS.join(","), &["3001,大衣,Coat,,,0,,,"]).unwrap();
        let Found { good, cost, stock, .. } = &found[0];
        assert_eq!((good.class.0.as_str(), &good.category, *cost), ("regular", &None, None));
        assert!(stock.is_empty() && good.barcode.is_none() && good.warranty_months.is_none());
        let found = read_file(&head(), &["3001,大衣,Coat,,,0,,,,,,,,"]).unwrap();
        assert_eq!(found[0].stock.values().copied().collect::<Vec<_>>(), [None]);
    }

    #[test]
    fn everything_that_is_wrong_is_said_by_line_and_column() {
        let lines = [
            "=1+1,大衣,,hats,b.svg,x,-1,2026-02-30,6.90E+12,none,干洗,,x,-2",
            "3001,大衣,Coat,tops,,1,,,6901234567892,,,,,",
            "3001,大衣,Coat,tops,,,,,06901234567892,,,,,",
            "6901234567892,大衣,Coat,tops,,1,,,,,,,,",
        ];
        let wrong = read_file(&head(), &lines).unwrap_err();
        let columns: Vec<(i64, &str)> = wrong.iter().map(|wrong| (wrong.line, wrong.column.as_str())).collect();
        let store = format!("stock:{}", policy().stores[0].id);
        let expected = [
            (2, "number"),
            (2, "name_en"),
            (2, "category"),
            (2, "picture"),
            (2, "yuan"),
            (2, "cost"),
            (2, "class"),
            (2, "new_until"),
            (2, "barcode"),
            (2, "care_en"),
            (2, "warranty_months"),
            (2, store.as_str()),
            (4, "yuan"),
            (4, "number"),
            (4, "barcode"),
            (5, "number"),
        ];
        assert_eq!(columns, expected);
        assert!(wrong.iter().all(|wrong| wrong.what.contains(';')), "{wrong:?}");
    }

    #[test]
    fn the_goods_of_the_example_brands_are_what_their_policies_list_at_the_same_prices() {
        for (policy, file) in [
            (
                include_str!("../../../../../../brands/xiaoman.toml"),
                include_str!("../../../../../../brands/xiaoman/goods.csv"),
            ),
            (
                include_str!("../../../../../../brands/shanlan.toml"),
                include_str!("../../../../../../brands/shanlan/goods.csv"),
            ),
        ] {
            let policy = shuke_rules::policy::file::read(policy).unwrap();
            let svg = |_: &str| Ok(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec());
            let found = read(file.as_bytes(), &policy, svg).unwrap();
            let shelf = found.into_iter().map(|found| Good { barcode: None, ..found.good }.on_shelf());
            assert_eq!(shelf.collect::<Vec<_>>(), policy.pricing.goods);
        }
    }

    #[test]
    fn a_shop_that_the_policy_does_not_have_is_no_column() {
        let head = format!("{},stock:nowhere", COLUMNS.join(","));
        let wrong = read_file(&head, &["3001,大衣,Coat,,,0,,,,1"]).unwrap_err();
        assert!(wrong[0].what.contains("`stock:nowhere` is no column of goods"), "{wrong:?}");
        assert!(read_file("number", &[]).unwrap_err()[0].what.contains("`name_zh` is missing"));
    }
}
