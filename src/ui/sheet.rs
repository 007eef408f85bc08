//! A sheet from below that says what will happen. The browser's own dialog: it holds the focus, closes on Escape, and
//! gives the focus back.

use leptos::html::Dialog;
use leptos::prelude::*;

/// Open while `open` is true.
#[component]
pub fn Sheet(open: RwSignal<bool>, #[prop(into)] id: String, title: String, children: Children) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let labelled = id.clone();
    view! {
        <dialog class="sheet" node_ref=dialog aria-labelledby=labelled on:close=move |_| open.set(false)>
            <h2 id=id tabindex="-1" autofocus=true>
                {title}
            </h2>
            {children()}
        </dialog>
    }
}
