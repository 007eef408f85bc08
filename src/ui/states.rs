//! Nothing here, something failed, still on its way; and a refusal beside what was refused.

use crate::device::{dom, timers};
use crate::i18n::Explained;
use crate::ui::button::{Button, Kind};
use crate::ui::icon::icon;
use leptos::prelude::*;
use shuke_face::Icon;

/// A whole page that says why there is nothing, and the way on.
#[component]
pub fn StatePage(picture: Icon, title: String, text: String, children: Children) -> impl IntoView {
    view! {
        <section class="state">
            {icon(picture)} <h1>{title}</h1> <p>{text}</p> <div class="actions">{children()}</div>
        </section>
    }
}

/// A page that could not be read; `again` tries anew.
#[component]
pub fn FailedPage(
    explained: Explained,
    retry: &'static str,
    again: impl Fn() + Clone + Send + 'static,
) -> impl IntoView {
    view! {
        <StatePage picture=Icon::Warning title=explained.title.to_owned() text=explained.text>
            <Button kind=Kind::Main label=retry act=again.clone() />
        </StatePage>
    }
}

/// Why an action was refused, and the remedy; read out when it appears.
#[component]
pub fn Refusal(#[prop(into)] explained: Signal<Option<Explained>>) -> impl IntoView {
    let body = |Explained { title, text }| {
        view! {
            <div class="refusal">
                <b>{title}</b>
                <p>{text}</p>
            </div>
        }
    };
    view! { <div role="alert">{move || explained.get().map(body)}</div> }
}

/// Lines where text will stand, once it is late; the page's name is there at once.
#[component]
pub fn Skeleton(title: &'static str, slow: bool, loading: &'static str) -> impl IntoView {
    // What comes in its place has another heading: the focus goes over to it.
    on_cleanup(|| {
        if dom::is_heading_focused() {
            timers::once_drawn(dom::focus_heading);
        }
    });
    let lines = slow.then(|| {
        view! {
            <div aria-hidden="true">
                <p>
                    <span class="skeleton">"————————————"</span>
                </p>
                <p>
                    <span class="skeleton">"————————————————————"</span>
                </p>
                <p>
                    <span class="skeleton">"————————————————"</span>
                </p>
            </div>
        }
    });
    view! {
        <div aria-busy="true">
            <h1 class="page-title">{title}</h1>
            <p class="sr" role="status">
                {slow.then_some(loading)}
            </p>
        </div>
        {lines}
    }
}
