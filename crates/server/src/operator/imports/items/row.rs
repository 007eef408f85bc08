//! What the lines of a file of items mean, and everything that is wrong with them.

use crate::operator::imports::sheet::cells::Cells;
use crate::operator::imports::sheet::{self, Columns, Wrong};
use crate::pictures::Picture;
use shuke_rules::mall::{Item, ItemKind, Price};
use shuke_rules::policy::Policy;
use shuke_rules::{Fen, Points};
use std::collections::BTreeMap;

/// The columns, in the order of an export.
pub const COLUMNS: [&str; 18] = [
    "id",
    "name_zh",
    "name_en",
    "line_zh",
    "line_en",
    "terms_zh",
    "terms_en",
    "kind",
    "points",
    "yuan",
    "stock",
    "per_member",
    "tier",
    "months",
    "from",
    "until",
    "can_be_sent",
    "picture",
];

/// Columns that came later: files without them are as good.
const LATER: [&str; 1] = ["coupons"];

/// Every column of an export.
pub fn columns() -> impl Iterator<Item = &'static str> {
    COLUMNS.into_iter().chain(LATER)
}

/// An item as the file has it.
#[derive(Clone, Debug)]
pub struct Found {
    pub line: i64,
    pub item: Item,
    pub stock: i64,
    pub picture: Option<Picture>,
}

/// The items of a file; `picture` reads a file that lies beside it.
///
/// # Errors
/// Everything that is wrong.
pub fn read(
    bytes: &[u8],
    policy: &Policy,
    picture: impl Fn(&str) -> Result<Vec<u8>, String>,
) -> Result<Vec<Found>, Vec<Wrong>> {
    let mut ids = BTreeMap::new();
    sheet::read(bytes, &Columns { of: "items", needed: &COLUMNS, further: &LATER }, |cells| {
        let one = cells.found(policy, &picture);
        if let Some(first) = ids.insert(one.item.id.clone(), one.line) {
            cells.wrong("id", &format!("`{}` is also on line {first}; give each item its own id", one.item.id));
        }
        one
    })
}

/// The columns that only items have.
impl Cells<'_> {
    /// The item, as far as it can be read; what cannot is among the wrong.
    fn found(&mut self, policy: &Policy, picture: &impl Fn(&str) -> Result<Vec<u8>, String>) -> Found {
        let id = self.id();
        let (name, line, terms) = (
            self.text(["name_zh", "name_en"], 1, 40),
            self.text(["line_zh", "line_en"], 0, 80),
            self.text(["terms_zh", "terms_en"], 0, 2000),
        );
        let kind = self.kind();
        let picture = self.picture(picture);
        let (from, until) = (self.day("from"), self.day("until"));
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            self.wrong("until", "lies before `from`; write a later day");
        }
        let can_be_sent = self.yes("can_be_sent");
        if can_be_sent && kind != ItemKind::Goods {
            self.wrong("can_be_sent", "a voucher is a code, a pack is coupons, and neither is ever sent; write no");
        }
        let coupons = self.coupons(policy, kind);
        let item = Item {
            id,
            name,
            line,
            terms,
            kind,
            price: Price {
                points: Points(self.whole("points", 1, 100_000_000).unwrap_or(1)),
                fen: self.yuan("yuan").unwrap_or(Fen::ZERO),
            },
            per_member: self.whole("per_member", 1, 1_000_000).and_then(|count| u32::try_from(count).ok()),
            tier: self.tier(policy),
            months: self.months(),
            from,
            until,
            can_be_sent,
            picture: picture.as_ref().map(Picture::path),
            coupons,
        };
        for column in ["points", "stock"] {
            if self.cell(column).is_empty() {
                self.wrong(column, "is empty; write a whole number");
            }
        }
        Found { line: self.line, item, stock: self.whole("stock", 0, 100_000_000).unwrap_or(0), picture }
    }

    fn id(&mut self) -> String {
        let id = self.cell("id").to_owned();
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if !(1..=40).contains(&id.len()) || !id.bytes().all(plain) || id.starts_with('-') {
            self.wrong("id", "must have 1 to 40 lower-case letters, digits and hyphens, the first no hyphen");
        }
        id
    }

    fn kind(&mut self) -> ItemKind {
        match self.cell("kind") {
            "goods" => ItemKind::Goods,
            "voucher" => ItemKind::Voucher,
            "pack" => ItemKind::Pack,
            other => {
                let what = format!("`{other}` is neither `goods` nor `voucher` nor `pack`; write one of them");
                self.wrong("kind", &what);
                ItemKind::Goods
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> Policy {
        shuke_rules::policy::file::read(include_str!("../../../../../../brands/xiaoman.toml")).unwrap()
    }

    fn read_lines(lines: &[&str]) -> Result<Vec<Found>, Vec<Wrong>> {
        let file = format!("{}\n{}\n", COLUMNS.join(","), lines.join("\n"));
        read(file.as_bytes(), &policy(), |name| {
            if name == "a.svg" {
                Ok(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec())
            } else {
                Err("is not there; put it there".to_owned())
            }
        })
    }

    #[test]
    fn a_line_is_read_in_full() {
        let found =
            read_lines(&["mug,杯,Mug,,,,,goods,100,12.5,7,2,daren,5 6,2026-05-01,2026-06-30,yes,a.svg"]).unwrap();
        let Found { item, stock, picture, line } = &found[0];
        assert_eq!((*line, *stock, item.per_member), (2, 7, Some(2)));
        assert_eq!(item.price, Price { points: Points(100), fen: Fen(1250) });
        assert_eq!((item.months.as_slice(), item.can_be_sent), ([5, 6].as_slice(), true));
        assert_eq!(item.picture, picture.as_ref().map(Picture::path));
    }

    #[test]
    fn a_pack_says_which_coupons_it_gives_and_nothing_else_does() {
        let lines = |lines: &[&str]| {
            let file = format!("{},coupons\n{}\n", COLUMNS.join(","), lines.join("\n"));
            read(file.as_bytes(), &policy(), |_| Err(String::new()))
        };
        let found = lines(&["tea,茶,Tea,,,,,pack,10,9.9,5,,,,,,no,,pack-8*3 pack-biscuits"]).unwrap();
        let parts: Vec<_> = found[0].item.coupons.iter().map(|part| (part.coupon.0.as_str(), part.count)).collect();
        assert_eq!(parts, [("pack-8", 3), ("pack-biscuits", 1)]);
        let wrong = lines(&[
            "a,茶,Tea,,,,,pack,10,,5,,,,,,yes,,",
            "b,茶,Tea,,,,,goods,10,,5,,,,,,no,,pack-8",
            "c,茶,Tea,,,,,pack,10,,5,,,,,,no,,nothing pack-8*13 new-member-set",
        ])
        .unwrap_err();
        let said: Vec<_> = wrong.iter().map(|wrong| (wrong.line, wrong.column.as_str())).collect();
        let of_c = (4, "coupons");
        assert_eq!(said, [(2, "can_be_sent"), (2, "coupons"), (3, "coupons"), of_c, of_c, of_c]);
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once_by_line_and_column() {
        let wrong = read_lines(&[
            "Mug,杯,,,,,,gods,0,1.234,-1,0,golden,5 13,2026-02-30,,maybe,../a.svg",
            "tea,=1+1,Tea,,,,,voucher,5,,5,,,,2026-05-02,2026-05-01,yes,b.svg",
            "tea,茶,Tea,,,,,goods,,,,,,,,,no,",
            "short,1",
        ])
        .unwrap_err();
        let columns: Vec<(i64, &str)> = wrong.iter().map(|wrong| (wrong.line, wrong.column.as_str())).collect();
        let expected = [
            (2, "id"),
            (2, "name_en"),
            (2, "kind"),
            (2, "picture"),
            (2, "from"),
            (2, "can_be_sent"),
            (2, "points"),
            (2, "yuan"),
            (2, "per_member"),
            (2, "tier"),
            (2, "months"),
            (2, "stock"),
            (3, "name_zh"),
            (3, "picture"),
            (3, "until"),
            (3, "can_be_sent"),
            (4, "points"),
            (4, "stock"),
            (4, "id"),
            (5, ""),
        ];
        assert_eq!(columns, expected);
        assert!(wrong.iter().all(|wrong| wrong.what.contains(';') || wrong.what.contains("must have")), "{wrong:?}");
    }

    #[test]
    fn columns_are_all_there_and_no_others() {
        let header =
            |names: &str| read(format!("{names}\n").as_bytes(), &policy(), |_| Err(String::new())).unwrap_err();
        assert!(header("id,name_zh")[0].what.contains("`name_en` is missing"));
        assert!(header(&format!("{},colour", COLUMNS.join(",")))[0].what.contains("`colour` is no column"));
        assert!(header(&format!("{},id", COLUMNS.join(",")))[0].what.contains("`id` twice"));
    }
}
