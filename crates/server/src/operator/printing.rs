//! Sheets with codes for shops, members' links, items and parcels: which codes there may be, and what they lead to. How they look is
//! `printing`'s.

use super::imports::items::Wrong;
use super::imports::records::Records;
use super::{Desk, Done, NoSuchShop, NotDone};
use crate::policies::Rulebook;
use crate::printing::fonts::Fonts;
use crate::printing::{
    Coded, Design, Language, Layout, NotPrintable, Piece, Sheet, friend, in_parcel, of_item, of_store, sheets, to_path,
};
use crate::settings::PublicUrl;
use crate::store::Conn;
use crate::{Error, pieces, referral};
use shuke_face::Route;
use shuke_face::pages::pieces::FROM_PARCEL;
use shuke_rules::Policy;
use shuke_rules::policy::{Store, StoreId};
use std::io;

/// Cards that are printed at once; more would be a job for a print house's own program.
pub const MOST: usize = 5_000;
/// The longest code, and the longest name.
const LONGEST: usize = 64;

/// What is to be printed.
#[derive(Clone, Debug)]
pub enum Asked {
    /// Codes of these shops; of all whose codes are good where none is named.
    Stores(Vec<String>),
    /// Members' links, and what these members want to be called.
    Links {
        codes: Vec<String>,
        name: Option<String>,
    },
    Items(Vec<Coded>),
    Parcels(Vec<Coded>),
    /// Cards for parcels that all lead to one page.
    Page(String),
}

#[derive(Clone, Copy, Debug)]
pub struct How<'a> {
    pub layout: Layout,
    pub language: Language,
    pub copies: usize,
    pub fonts: &'a Fonts,
}

/// Why nothing is printed.
#[derive(Clone, Debug)]
pub enum NotPrinted {
    /// Nobody said how the world reaches the server.
    NoAddress,
    NoSuchShop(NoSuchShop),
    /// The policy withdrew the codes of this shop.
    Withdrawn(StoreId),
    /// Neither letters, digits, `-` and `_` nor short enough.
    UnfitCode(String),
    /// Too long, or with characters that are not seen.
    UnfitName(String),
    NoSuchPage(String),
    Nothing,
    TooMany(usize),
    NotPrintable(NotPrintable),
}

/// The sheets, and the title of the document.
pub struct Printed {
    pub sheets: Vec<Sheet>,
    pub title: String,
    /// `None`: every code leads somewhere.
    pub nowhere: Option<Nowhere>,
}

/// Why codes lead nowhere yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nowhere {
    /// The policy has no such section.
    Off(&'static str),
    /// No piece has these.
    NoPiece(Vec<String>),
    /// No member has these, or they left.
    NoMember(Vec<String>),
}

/// Draws what was asked for, with the brand of the rules in force.
pub async fn print(desk: &Desk, public: Option<&PublicUrl>, asked: &Asked, how: How<'_>) -> Done<Printed, NotPrinted> {
    let rulebook = desk.rulebook().await?;
    let drawn = drawn(&rulebook.current().policy, public, asked, how).map_err(NotDone::Refused)?;
    let nowhere = nowhere(&mut *desk.store.read().await?, &rulebook, asked).await?;
    Ok(Printed { nowhere, ..drawn })
}

async fn nowhere(connection: &mut Conn, rulebook: &Rulebook, asked: &Asked) -> Result<Option<Nowhere>, Error> {
    let policy = &rulebook.current().policy;
    let mut nowhere = Vec::new();
    match asked {
        Asked::Stores(_) | Asked::Page(_) => Ok(None),
        Asked::Items(_) | Asked::Parcels(_) if policy.item_codes.is_none() => Ok(Some(Nowhere::Off("item_codes"))),
        Asked::Links { .. } if policy.referral.is_none() => Ok(Some(Nowhere::Off("referral"))),
        Asked::Items(items) | Asked::Parcels(items) => {
            for Coded { code, .. } in items {
                if !nowhere.contains(code) && pieces::known(connection, code).await?.is_none() {
                    nowhere.push(code.clone());
                }
            }
            Ok((!nowhere.is_empty()).then_some(Nowhere::NoPiece(nowhere)))
        }
        Asked::Links { codes, .. } => {
            for code in codes {
                if !nowhere.contains(code) && !referral::greets(connection, code).await? {
                    nowhere.push(code.clone());
                }
            }
            Ok((!nowhere.is_empty()).then_some(Nowhere::NoMember(nowhere)))
        }
    }
}

fn drawn(policy: &Policy, public: Option<&PublicUrl>, asked: &Asked, how: How<'_>) -> Result<Printed, NotPrinted> {
    let public = public.ok_or(NotPrinted::NoAddress)?;
    let pieces = cards(policy, public, asked)?;
    match pieces.len().saturating_mul(how.copies) {
        0 => return Err(NotPrinted::Nothing),
        many if many > MOST => return Err(NotPrinted::TooMany(many)),
        _ => {}
    }
    let design = Design { brand: &policy.brand, fonts: how.fonts, language: how.language };
    let sheets = sheets(&design, how.layout, &pieces, how.copies).map_err(NotPrinted::NotPrintable)?;
    let name = if how.language == Language::En { &policy.brand.name.en } else { &policy.brand.name.zh };
    Ok(Printed { sheets, title: name.clone(), nowhere: None })
}

fn cards(policy: &Policy, public: &PublicUrl, asked: &Asked) -> Result<Vec<Piece>, NotPrinted> {
    let brand = &policy.brand;
    let at = |path: &str| format!("{public}{path}");
    match asked {
        Asked::Stores(ids) => {
            let pieces =
                stores(policy, ids)?.into_iter().map(|store| of_store(at(&format!("/s/{}", store.id)), policy, store));
            Ok(pieces.collect())
        }
        Asked::Links { codes, name } => {
            let name = name.as_deref().map(fit_name).transpose()?;
            codes.iter().map(|code| Ok(friend(at(&format!("/r/{}", fit(code)?)), brand, name))).collect()
        }
        Asked::Items(items) => each(items, |item| of_item(at(&format!("/i/{}", item.code)), item)),
        Asked::Parcels(items) => {
            each(items, |item| in_parcel(at(&format!("/i/{}?{FROM_PARCEL}", item.code)), brand, item))
        }
        Asked::Page(path) => Ok(vec![to_path(at(&from_parcel(page(path)?)), brand)]),
    }
}

fn each(items: &[Coded], piece: impl Fn(&Coded) -> Piece) -> Result<Vec<Piece>, NotPrinted> {
    let fit_one = |item: &Coded| {
        fit(&item.code)?;
        fit_name(&item.name)?;
        Ok(piece(item))
    };
    items.iter().map(fit_one).collect()
}

/// The shops that are named, or all whose codes lead somewhere.
fn stores<'a>(policy: &'a Policy, ids: &[String]) -> Result<Vec<&'a Store>, NotPrinted> {
    if ids.is_empty() {
        return Ok(policy.stores.iter().filter(|store| !store.revoked).collect());
    }
    let one = |id: &String| {
        let id = super::shop(policy, id).map_err(NotPrinted::NoSuchShop)?;
        match policy.store(&id) {
            Some(store) if !store.revoked => Ok(store),
            _ => Err(NotPrinted::Withdrawn(id)),
        }
    };
    ids.iter().map(one).collect()
}

fn fit(code: &str) -> Result<&str, NotPrinted> {
    let is_fit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let fits = !code.is_empty() && code.len() <= LONGEST && code.bytes().all(is_fit);
    if fits { Ok(code) } else { Err(NotPrinted::UnfitCode(code.to_owned())) }
}

fn fit_name(name: &str) -> Result<&str, NotPrinted> {
    let fits = name.chars().count() <= LONGEST && !name.chars().any(char::is_control);
    if fits { Ok(name) } else { Err(NotPrinted::UnfitName(name.to_owned())) }
}

/// A page of ours, with what is asked of it.
fn page(path: &str) -> Result<&str, NotPrinted> {
    let is_plain = path.bytes().all(|byte| byte.is_ascii_graphic());
    let (place, _) = path.split_once(['?', '#']).unwrap_or((path, ""));
    let is_ours = path.starts_with('/') && Route::parse(place).page.exists();
    if is_plain && is_ours { Ok(path) } else { Err(NotPrinted::NoSuchPage(path.to_owned())) }
}

/// Who joins there came by the card; a path that asks for something itself stays as it is.
fn from_parcel(path: &str) -> String {
    if path.contains('?') { path.to_owned() } else { format!("{path}?{FROM_PARCEL}") }
}

/// The codes in a file: its columns `code` and, where there is one, `name`.
pub fn codes(bytes: &[u8]) -> Result<Vec<Coded>, Vec<Wrong>> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let wrong = |line: i64, what: &str| Wrong { line, column: String::new(), what: what.to_owned() };
    let unread = |error: io::Error| vec![wrong(1, &error.to_string())];
    let mut records = Records::new(bytes);
    let head = records.next().map_err(unread)?.and_then(|record| record.fields.ok()).unwrap_or_default();
    let column = |name: &str| head.iter().position(|own| own.trim() == name);
    let no_code = "has no column `code`; the first line names the columns: code, and name where items have one";
    let code = column("code").ok_or_else(|| vec![wrong(1, no_code)])?;
    let name = column("name");
    let (mut codes, mut all_wrong) = (Vec::new(), Vec::new());
    while let Some(record) = records.next().map_err(unread)? {
        let fields = match record.fields {
            Ok(fields) => fields,
            Err(broken) => {
                all_wrong.push(wrong(record.line, broken.told()));
                continue;
            }
        };
        let cell = |at: usize| fields.get(at).map_or("", |cell| cell.trim()).to_owned();
        codes.push(Coded { code: cell(code), name: name.map(cell).unwrap_or_default() });
    }
    if all_wrong.is_empty() { Ok(codes) } else { Err(all_wrong) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_read_whatever_else_a_file_has() {
        let coded = |code: &str, name: &str| Coded { code: code.to_owned(), name: name.to_owned() };
        let file = "\u{feff}no,code,name\r\n1,AB12,\"衬衫, 白\"\r\n\r\n2, CD34 ,\r\n";
        assert_eq!(codes(file.as_bytes()).unwrap(), [coded("AB12", "衬衫, 白"), coded("CD34", "")]);
        assert_eq!(codes(b"code\nAB12").unwrap(), [coded("AB12", "")]);
        assert_eq!(codes(b"number\nAB12").unwrap_err()[0].line, 1);
        assert_eq!(
            codes(b"code\n\"AB\nCD\xff\n").unwrap_err().iter().map(|wrong| wrong.line).collect::<Vec<_>>(),
            [2, 3]
        );
    }

    #[test]
    fn only_what_stays_one_part_of_an_address_is_a_code() {
        for code in ["AB12", "a-b_c", &"x".repeat(64)] {
            assert!(fit(code).is_ok(), "{code}");
        }
        for code in ["", "a/b", "a b", "码", "a?b", "../s", &"x".repeat(65)] {
            assert!(fit(code).is_err(), "{code}");
        }
    }

    #[test]
    fn a_path_leads_to_a_page_that_there_is() {
        for path in ["/", "/welcome", "/mall/mug?from=parcel"] {
            assert!(page(path).is_ok(), "{path}");
        }
        for path in ["", "welcome", "/no-such-page", "//evil.example", "/welcome x", "https://evil.example/"] {
            assert!(page(path).is_err(), "{path}");
        }
    }
}
