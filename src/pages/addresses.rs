//! `/addresses`: where parcels go.

use crate::i18n::use_texts;
use crate::ui::states::state_page;
use leptos::prelude::AnyView;
use shuke_face::Icon;

pub fn page() -> AnyView {
    let t = &use_texts().shell;
    let back = format!(r#"<a class="button" href="/">{}</a>"#, t.to_card);
    state_page(Icon::Pin, t.addresses, t.nothing_yet, &back)
}
