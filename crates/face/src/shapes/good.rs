//! What is shown of goods wherever they are: what they are, and how to care for them.

use crate::shapes::art::art;
use crate::shapes::paragraphs::by_line;
use crate::words::Texts;
use crate::{Markup, html};
use shuke_rules::Text;
use shuke_rules::goods::Good;

/// The picture, and what it is called.
pub fn name(good: &Good, category: Option<&Text>, t: &Texts) -> Markup {
    let name = t.lang.pick(&good.name);
    html! {
        (art(good.picture.as_deref(), &(t.goods().picture)(name), false))
        div {
            h1.page-title { (name) }
            @if let Some(category) = category { p.lede { (t.lang.pick(category)) } }
        }
    }
}

/// How to care for it; nothing where nobody says.
pub fn care(good: &Good, t: &Texts) -> Markup {
    let care = t.lang.pick(&good.care);
    html! {
        @if !care.is_empty() {
            section.section { h2 { (t.goods().care) } (by_line(care)) }
        }
    }
}
