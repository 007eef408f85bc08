//! A sheet from below that says what will happen. The browser's own dialog: it holds the focus, closes on Escape, and
//! gives the focus back. Going back closes it, too, and one stays on the page.

use crate::device::history;
use crate::react::effect;
use leptos::html::Dialog;
use leptos::prelude::*;

/// Open while `open` is true. `id` names its heading.
pub fn sheet(open: RwSignal<bool>, id: String, title: String, parts: Vec<AnyView>) -> AnyView {
    let dialog = NodeRef::<Dialog>::new();
    let cover = StoredValue::new(None);
    let uncover = move || {
        if let Some(cover) = cover.try_update_value(Option::take).flatten() {
            history::uncover(cover);
        }
    };
    effect(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
            cover.set_value(Some(history::cover()));
        } else if !open.get() {
            dialog.close();
            uncover();
        }
    });
    // It may be gone before it says that it was closed.
    on_cleanup(uncover);
    let closed = move |_| {
        open.set(false);
        uncover();
    };
    let labelled = id.clone();
    view! {
        <dialog class="sheet" node_ref=dialog aria-labelledby=labelled on:close=closed>
            <h2 id=id tabindex="-1" autofocus=true>
                {title}
            </h2>
            {parts}
        </dialog>
    }
    .into_any()
}
