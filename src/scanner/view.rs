//! The camera on a page: on from the start, off with the page or while nobody sees it, and why it does not work. All of that is said in its
//! square, which stays: nothing beside it moves.

use super::door::{See, Watch};
use super::{Scanner, Trouble};
use crate::device::camera::NoCamera;
use crate::device::{dom, events, timers};
use crate::react::{dynamic, effect, memo};
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, live_region};
use leptos::html::Video;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use shuke_face::Markup;
use shuke_face::shapes::camera::starting;
use shuke_face::shapes::states::{note, refusal};
use std::cell::RefCell;
use std::rc::Rc;

/// Whoever looks through the camera, once it is there.
type Holder = SendWrapper<Rc<RefCell<Option<Scanner>>>>;

#[derive(Clone, PartialEq, Eq)]
enum Sight {
    Off,
    Starting,
    On,
    Trouble(Trouble),
}

/// The camera's picture; `see` is told of each text, and says whether that was it.
pub fn look(watch: Watch, see: See) -> AnyView {
    let t = watch.t.scan();
    // Whoever comes here has asked for it.
    let sight = RwSignal::new(Sight::Starting);
    let is_on = memo(move || sight.with(|sight| !matches!(sight, Sight::Off | Sight::Trouble(_))));
    // What nobody sees needs no camera.
    events::on_hidden_here(move || {
        if is_on.get_untracked() {
            sight.set(Sight::Off);
        }
    });
    let start = move || {
        sight.set(Sight::Starting);
        timers::once_drawn(|| dom::show_and_focus("camera"));
    };
    let shown = dynamic(move || {
        if is_on.get() {
            camera(watch, sight, see.clone())
        } else {
            group("actions", vec![button(Look::plain(Kind::Main, t.again).busy(watch.busy), start)])
        }
    });
    let trouble = live_region("alert", move || match sight.get() {
        Sight::Trouble(trouble) => {
            let (title, text) = match trouble {
                Trouble::Camera(NoCamera::Refused) => t.refused,
                Trouble::Camera(NoCamera::Busy) => t.busy,
                Trouble::Camera(NoCamera::Missing) => t.missing,
                Trouble::Reader(_) => t.reader_missing,
            };
            refusal(title, text)
        }
        _ => Markup::default(),
    });
    let state = live_region("status", move || match sight.get() {
        Sight::Starting => starting(watch.t),
        _ => Markup::default(),
    });
    let picture = view! {
        <div class="camera-picture" id="camera" tabindex="-1">
            {vec![shown, state, trouble]}
        </div>
    };
    let said = live_region("status", move || match watch.said.get() {
        said if said.is_empty() => Markup::default(),
        said => note(&said),
    });
    group("camera", vec![picture.into_any(), said])
}

fn camera(watch: Watch, sight: RwSignal<Sight>, see: See) -> AnyView {
    let t = watch.t.scan();
    let video = NodeRef::<Video>::new();
    let scanner: Holder = SendWrapper::new(Rc::default());
    let has_light = RwSignal::new(false);
    let started = scanner.clone();
    effect(move || {
        let Some(video) = video.get() else { return };
        let own = started.clone();
        let ready = move |result: Result<(), Trouble>| match result {
            Ok(()) => {
                sight.try_set(Sight::On);
                has_light.try_set(own.borrow().as_ref().is_some_and(Scanner::has_light));
            }
            Err(trouble) => {
                sight.try_set(Sight::Trouble(trouble));
                timers::once_drawn(move || dom::show_and_focus(watch.by_hand));
            }
        };
        let see = see.clone();
        let see = move |text: String| {
            let was_it = see(text);
            if was_it {
                sight.try_set(Sight::Off);
            }
            was_it
        };
        started.replace(Some(Scanner::start(video.into(), ready, see)));
    });
    let light = dynamic(move || if has_light.get() { light(t.light, scanner.clone()) } else { ().into_any() });
    let video = view! { <video node_ref=video playsinline="" muted="" autoplay="" aria-label=t.picture></video> };
    vec![video.into_any(), light].into_any()
}

/// On or off, which a screen reader says.
fn light(label: &'static str, scanner: Holder) -> AnyView {
    let is_lit = RwSignal::new(false);
    let turn = move |_| {
        is_lit.update(|lit| *lit = !*lit);
        if let Some(scanner) = scanner.borrow().as_ref() {
            scanner.light(is_lit.get_untracked());
        }
    };
    view! {
        <button
            type="button"
            class="button camera-light"
            aria-pressed=move || if is_lit.get() { "true" } else { "false" }
            on:click=turn
        >
            {label}
        </button>
    }
    .into_any()
}
