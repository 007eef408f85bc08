//! A shop where something is collected.

use crate::{Lang, Markup, html};
use shuke_rules::Text;

/// Its name, and under it where it is and when it is open.
pub fn shop(name: &Text, address: &Text, hours: &Text, lang: Lang) -> Markup {
    html! { (lang.pick(name)) small { (lang.pick(address)) } small { (lang.pick(hours)) } }
}
