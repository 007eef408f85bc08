//! An icon of the set: decoration beside a word, never alone.

use leptos::prelude::*;
use shuke_face::Icon;

pub fn icon(icon: Icon) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=icon.path() />
        </svg>
    }
}
