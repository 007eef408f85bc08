//! An address as it is written down: in the address book, and where something is to be sent.

use crate::{Markup, html};
use shuke_contract::addresses::AddressFields;

/// Name and number, and under them where it is.
pub fn written(fields: &AddressFields) -> Markup {
    html! {
        bdi { (fields.name) } " " span.number { (fields.phone.as_str()) }
        small { bdi { (fields.region) " " (fields.street) } }
    }
}

/// The same in a sentence: plain text.
pub fn one_line(fields: &AddressFields) -> String {
    format!("{} {}, {} {}", fields.name, fields.phone.as_str(), fields.region, fields.street)
}
