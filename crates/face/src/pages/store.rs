//! Where the printed code of a shop leads. What greets there is on the first screen.

use crate::shapes::states::way;
use crate::words::Texts;
use crate::{Markup, Page, html};

/// How one goes on without a shop, where the code leads nowhere.
pub fn ways_on(t: &Texts) -> Markup {
    html! {
        (way(&Page::Join, t.shell.join_anyway))
        a.button.button-text href=(Page::Card) { (t.shell.to_start) }
    }
}
