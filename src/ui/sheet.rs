//! A sheet from below that says what will happen. The browser's own dialog: it holds the focus, closes on Escape, and
//! gives the focus back.

use crate::react::effect;
use leptos::html::Dialog;
use leptos::prelude::*;

/// Open while `open` is true. `id` names its heading.
pub fn sheet(open: RwSignal<bool>, id: String, title: String, parts: Vec<AnyView>) -> AnyView {
    let dialog = NodeRef::<Dialog>::new();
    effect(move || {
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
            {parts}
        </dialog>
    }
    .into_any()
}
