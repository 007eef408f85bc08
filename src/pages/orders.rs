//! `/orders`, `/orders/{id}`: what was redeemed, and where it is.

use crate::i18n::use_texts;
use crate::ui::states::state_page;
use leptos::prelude::AnyView;
use shuke_face::Icon;

pub fn list_page() -> AnyView {
    let t = &use_texts().shell;
    let back = format!(r#"<a class="button" href="/">{}</a>"#, t.to_card);
    state_page(Icon::Parcel, t.orders, t.nothing_yet, &back)
}

pub fn order_page(_: &str) -> AnyView {
    list_page()
}
