//! The page as the server draws it.

use super::{explained, join, ladder, side_by_side};
use crate::Markup;
use crate::html;
use crate::pages::{Setting, forecast};
use crate::shapes::controls::{live, whole};
use shuke_contract::benefits::Benefits;

/// `benefits` for a member.
pub fn page_whole(benefits: Option<&Benefits>, setting: Setting<'_>) -> Markup {
    let Setting { boot, t, .. } = setting;
    html! {
        (whole(&ladder(boot, t)))
        @if let Some(card) = &boot.card { (forecast::simulator(boot, card, t)) }
        (whole(&explained(&boot.rules, t)))
        @match benefits {
            Some(benefits) => { (whole(&side_by_side(boot, benefits, t))) (live("alert")) }
            None => { (whole(&join(t))) }
        }
    }
}
