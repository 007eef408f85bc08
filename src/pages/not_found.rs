//! An address that is no page: it says so, and leads to where everything begins.

use crate::i18n::use_texts;
use crate::ui::states::state_page;
use leptos::prelude::*;
use shuke_face::Page;
use shuke_face::shapes::states::way;

pub fn page() -> AnyView {
    let t = use_texts();
    state_page("not-found", Page::NotFound.title(t.lang), t.shell.not_found_text, &way(&Page::Card, t.shell.to_card))
}
