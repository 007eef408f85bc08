//! The address book as the server draws it.

use super::{address, empty, heading};
use crate::pages::Setting;
use crate::shapes::controls::{Kind, button, button_about, group, whole};
use crate::{Markup, html};
use shuke_contract::addresses::Addresses;

pub fn page_whole(book: &Addresses, setting: Setting<'_>) -> Markup {
    let t = setting.t;
    let a = t.addresses();
    html! {
        (whole(&heading(t)))
        @if book.addresses.is_empty() { (whole(&empty(t))) } @else {
            ul.rows {
                @for kept in &book.addresses {
                    li.row {
                        (whole(&address(&kept.fields, t)))
                        (group("row-actions", &html! {
                            (button_about(Kind::Text, a.change, &kept.fields.street))
                            (button_about(Kind::Text, a.remove, &kept.fields.street))
                        }))
                    }
                }
            }
        }
        (group("actions", &button(Kind::Main, a.add)))
    }
}
