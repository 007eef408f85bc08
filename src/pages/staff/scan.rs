//! `/staff/scan`: the camera, on from the start; what it sees, and why it does not.

use super::code::read;
use super::desk::Desk;
use super::look_up;
use crate::calls::Write;
use crate::device::camera::NoCamera;
use crate::device::{dom, events, timers};
use crate::react::{dynamic, effect, memo};
use crate::scanner::{Scanner, Trouble};
use crate::ui::button::{Kind, Look, button};
use crate::ui::parts::{group, html, live_region};
use crate::ui::states::refusal;
use leptos::html::Video;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::rc::Rc;

/// Whoever looks through the camera, once it is there.
type Holder = SendWrapper<Rc<RefCell<Option<Scanner>>>>;

#[derive(Clone, PartialEq, Eq)]
enum Sight {
    Off,
    Starting,
    On,
    /// On, and what it saw is none of ours.
    Other,
    Trouble(Trouble),
}

pub fn page(desk: Desk) -> AnyView {
    let t = desk.t.staff();
    let write = desk.write();
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
        timers::once_drawn(|| dom::show_and_focus("staff-camera"));
    };
    let camera = dynamic(move || {
        if is_on.get() {
            camera(desk, write, sight)
        } else {
            group("actions", vec![button(Look::plain(Kind::Main, t.scan_again).busy(write.busy()), start)])
        }
    });
    let trouble = live_region("alert", move || match sight.get() {
        Sight::Trouble(trouble) => {
            let (title, text) = explained(desk, &trouble);
            refusal(title, text)
        }
        _ => String::new(),
    });
    let heading = html(format!(r#"<h1 class="page-title">{}</h1>"#, t.scan));
    vec![heading, group("counter-scan", vec![camera, trouble]), look_up::by_hand(desk, write)].into_any()
}

fn explained(desk: Desk, trouble: &Trouble) -> (&'static str, &'static str) {
    let t = desk.t.staff();
    match trouble {
        Trouble::Camera(NoCamera::Refused) => t.camera_refused,
        Trouble::Camera(NoCamera::Busy) => t.camera_busy,
        Trouble::Camera(NoCamera::Missing) => t.camera_missing,
        Trouble::Reader(_) => t.reader_missing,
    }
}

fn camera(desk: Desk, write: Write, sight: RwSignal<Sight>) -> AnyView {
    let t = desk.t.staff();
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
                timers::once_drawn(|| dom::show_and_focus(look_up::TYPED));
            }
        };
        let see = move |text: String| {
            let code = read(&text).ok();
            sight.try_set(if code.is_some() { Sight::Off } else { Sight::Other });
            code.map(|code| look_up::send(desk, write, code, None)).is_some()
        };
        started.replace(Some(Scanner::start(video.into(), ready, see)));
    });
    let said = live_region("status", move || {
        let said = match sight.get() {
            Sight::Starting => t.scan_starting,
            Sight::Other => t.not_ours,
            _ => t.scan_hint,
        };
        format!(r#"<p class="note">{said}</p>"#)
    });
    let light = dynamic(move || if has_light.get() { light(t.light, scanner.clone()) } else { ().into_any() });
    let picture = view! {
        <div class="counter-camera" id="staff-camera" tabindex="-1">
            <video node_ref=video playsinline="" muted="" autoplay="" aria-label=t.picture></video>
        </div>
    };
    vec![picture.into_any(), said, light].into_any()
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
            class="button button-text"
            aria-pressed=move || if is_lit.get() { "true" } else { "false" }
            on:click=turn
        >
            {label}
        </button>
    }
    .into_any()
}
