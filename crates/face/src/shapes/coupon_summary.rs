//! What a coupon is worth, in a few characters, and the way to one that a member holds.

use crate::words::Texts;
use crate::{Markup, html};
use shuke_contract::mall::Gives;

/// What a pack gives, with how many of each.
pub fn pack_list(gives: &[Gives], t: &Texts) -> Markup {
    html! {
        ul.benefits {
            @for one in gives {
                li { b { (one.count) "×" } span { (t.lang.pick(&one.name)) } }
            }
        }
    }
}
