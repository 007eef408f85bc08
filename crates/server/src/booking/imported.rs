//! How the data names a customer of an import without saying who it is: by a hash of their name in the file. It stands in the
//! keys of their sales, which never change, and in the member's row once the account is closed.

use crate::secrets;
use shuke_rules::ledger::SaleKey;
use shuke_rules::{Day, Fen};

/// Digits of the hash: 96 bits, far beyond two customers having the same.
const DIGITS: usize = 24;

/// A customer of an import.
pub struct Imported(String);

impl Imported {
    /// `name`: what the file calls them.
    pub fn of(name: &str) -> Self {
        let mut hash = secrets::hash(&["import", name]);
        hash.truncate(DIGITS);
        Self(hash)
    }

    /// The natural key of a purchase: `n` counts those of one day and amount from 1.
    pub fn sale(&self, day: Day, paid: Fen, n: u32) -> String {
        SaleKey::Import { customer: &self.0, day, paid, n }.to_string()
    }

    /// What stands in `members.imported_as` instead of the name when the account is closed. No file can call a customer so: the
    /// control character is refused there.
    pub fn closed(&self) -> String {
        format!("closed\u{1}{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_has_the_same_keys_in_every_file_and_they_do_not_say_who_it_is() {
        let key = |name: &str| Imported::of(name).sale(Day::parse("2024-03-01").unwrap(), Fen(2000), 1);
        assert_eq!(key("Mei"), key("Mei"));
        assert_ne!(key("Mei"), key("mei"));
        assert!(!key("13800000001").contains("13800000001"));
        assert!(key("Mei").ends_with(":2024-03-01:2000:1"));
    }
}
