//! Numbers of goods and the links of GS1 that hold them (GS1 Digital Link, for goods). Owns how both are read; a link is never
//! opened, what it holds is looked up.

mod identifiers;

use crate::number;
use crate::typed::{self, unescaped};
use core::fmt;
use identifiers::{Identifier, fits};
use serde::Serialize;

/// The number of a kind of goods (GTIN), as fourteen digits: shorter ones have zeros before them, which leave the check digit as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Gtin(#[cfg_attr(feature = "schema", schemars(with = "crate::bounds::Typed<64>"))] String);

typed::as_json!(Gtin);

impl Gtin {
    /// Reads the 8, 12, 13 or 14 digits below a bar code, however they are set apart, whose check digit is right.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = typed::ungrouped(text);
        let is_one = matches!(digits.len(), 8 | 12 | 13 | 14) && number::is_checked(&digits);
        (is_one && digits.bytes().any(|digit| digit != b'0')).then(|| Self(format!("{digits:0>14}")))
    }

    /// Fourteen digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it stands below a bar code: thirteen digits, fourteen where there is no shorter form, eight where it began so.
    pub fn printed(&self) -> &str {
        let from = if self.0.starts_with("000000") { 6 } else { usize::from(self.0.starts_with('0')) };
        self.0.get(from..).unwrap_or_default()
    }
}

impl fmt::Display for Gtin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a link of GS1 says of goods: which kind, and where it says so the variant, the lot and the one piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigitalLink {
    /// Whose address it is, in lower case.
    pub host: String,
    pub gtin: Gtin,
    pub variant: Option<String>,
    pub lot: Option<String>,
    pub serial: Option<String>,
}

/// Why a text is no such link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoLink {
    /// Nothing of it names goods.
    Other,
    /// What names the goods has not fourteen digits, or its check digit is wrong.
    Number,
    /// Its path stops halfway, or goes on with what cannot stand there.
    Path,
    /// A number names something that GS1 does not know, or that cannot stand there.
    Identifier,
    /// Something that it names is empty, too long or of characters that cannot stand there.
    Value,
}

/// Of what is below goods, in the order in which it stands in the path.
const QUALIFIERS: [&str; 3] = ["22", "10", "21"];

impl DigitalLink {
    /// Reads the address of a link, as it was scanned.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str) -> Result<Self, NoLink> {
        let address = Address::parse(text).ok_or(NoLink::Other)?;
        Self::of(&address)
    }

    pub(crate) fn of(address: &Address<'_>) -> Result<Self, NoLink> {
        let segments: Vec<&str> = address.path.split('/').skip(1).collect();
        let named =
            |at: &usize| segments.get(*at) == Some(&"01") && segments.get(at + 1).is_some_and(|next| is_digits(next));
        let at = (0..segments.len()).find(named).ok_or(NoLink::Other)?;
        let [number, path @ ..] = segments.get(at + 1..).unwrap_or_default() else { return Err(NoLink::Path) };
        let gtin = Gtin::parse(number).filter(|_| number.len() == 14).ok_or(NoLink::Number)?;
        let [variant, lot, serial] = qualified(path)?;
        attributes(address.query, &["01", "22", "10", "21"])?;
        Ok(Self { host: address.host.to_ascii_lowercase(), gtin, variant, lot, serial })
    }
}

/// What stands below the goods in the path: pairs in their order, each once.
fn qualified(path: &[&str]) -> Result<[Option<String>; 3], NoLink> {
    let mut found = [const { None }; 3];
    let mut next = 0;
    for pair in path.chunks(2) {
        let [name, value] = pair else { return Err(NoLink::Path) };
        let at = QUALIFIERS.iter().position(|known| known == name).filter(|at| *at >= next).ok_or(NoLink::Path)?;
        let value = unescaped(value).filter(|value| fits(name, value)).ok_or(NoLink::Value)?;
        next = at + 1;
        if let Some(place) = found.get_mut(at) {
            *place = Some(value);
        }
    }
    Ok(found)
}

/// What follows a `?`: numbers that GS1 knows, each once and not one of the path's, with what may stand for them. Whatever else is
/// asked there says nothing of goods.
fn attributes(query: &str, path: &[&str]) -> Result<(), NoLink> {
    let mut seen: Vec<String> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = unescaped(name).ok_or(NoLink::Value)?;
        if !is_digits(&name) {
            continue;
        }
        if Identifier::named(&name).is_none() || path.contains(&name.as_str()) || seen.contains(&name) {
            return Err(NoLink::Identifier);
        }
        let value = unescaped(value).ok_or(NoLink::Value)?;
        if !fits(&name, &value) {
            return Err(NoLink::Value);
        }
        seen.push(name);
    }
    Ok(())
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The address of a page, in parts; nothing of it is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Address<'a> {
    pub host: &'a str,
    /// Names somebody before the host, as addresses do that pretend to lead elsewhere.
    pub has_user: bool,
    /// Empty, or it begins with a slash.
    pub path: &'a str,
    pub query: &'a str,
}

impl<'a> Address<'a> {
    /// Reads `http://…` and `https://…`; `None` for anything else.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let text = typed::trimmed(text);
        let (scheme, rest) = text.split_once("://")?;
        let is_page = ["http", "https"].iter().any(|own| scheme.eq_ignore_ascii_case(own));
        if !is_page || !rest.bytes().all(|byte| byte.is_ascii_graphic() || !byte.is_ascii()) {
            return None;
        }
        // A browser takes a backslash for a slash.
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at_checked(end)?;
        let (has_user, host) = authority.rsplit_once('@').map_or((false, authority), |(_, host)| (true, host));
        let rest = rest.split('#').next().unwrap_or_default();
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        (!host.is_empty()).then_some(Self { host, has_user, path, query })
    }
}

#[cfg(test)]
mod tests;
